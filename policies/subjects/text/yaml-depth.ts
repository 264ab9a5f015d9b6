import type { CST } from 'yaml';
import { yamlLibrary } from './yaml-library.ts';

/** The library composes a document by recursion, and an engine that runs out of stack there may take the process along. */
const MAX_TOKENS = 1000;

/** Whether a text nests deeper than any reader could follow. The tokens, which know, are asked only when the text may. */
export function isTooDeep(text: string): boolean {
  if (!mayBeDeep(text)) return false;
  for (const token of new (yamlLibrary().Parser)().parse(text)) if (depthOf(token) > MAX_TOKENS) return true;
  return false;
}

/** Brackets that stay open, one list in another on one line, or a margin of that many characters. */
function mayBeDeep(text: string): boolean {
  if (/^[ \t]{1000}|(?:[-?][ \t]{1,4}){250}/m.test(text)) return true;
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) open += 1;
    else if ((code === 93 || code === 125) && open > 0) open -= 1;
    if (open > MAX_TOKENS) return true;
  }
  return false;
}

/** Without recursion: that is what this is about. */
function depthOf(root: CST.Token): number {
  let deepest = 0;
  const rest: [unknown, number][] = [[root, 0]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [token, depth] = next;
    if (typeof token !== 'object' || token === null) continue;
    deepest = Math.max(deepest, depth);
    if (deepest > MAX_TOKENS) return deepest;
    const { value, items } = token as { readonly value?: unknown; readonly items?: readonly unknown[] };
    rest.push([value, depth + 1]);
    for (const item of Array.isArray(items) ? items : []) {
      const { key, value: inner } = item as { readonly key?: unknown; readonly value?: unknown };
      rest.push([key, depth + 1], [inner, depth + 1]);
    }
  }
  return deepest;
}
