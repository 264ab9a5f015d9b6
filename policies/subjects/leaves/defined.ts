import type { Value } from '../../engine/types.ts';
import { isFields, isList } from '../fields.ts';

/** No document keeps its definitions deeper. */
const DEEPEST = 8;
const NONE: ReadonlySet<string> = new Set();
const known = new WeakMap<object, Map<string, ReadonlySet<string>>>();

/** The names that a document defines in maps under a key: the exporters of a collector, which its pipelines list again. */
export function definedUnder(root: Value, key: string): ReadonlySet<string> {
  if (typeof root !== 'object' || root === null) return NONE;
  const byKey = known.get(root) ?? new Map<string, ReadonlySet<string>>();
  known.set(root, byKey);
  let names = byKey.get(key);
  if (names === undefined) {
    names = new Set(namesUnder(root, key, 0));
    byKey.set(key, names);
  }
  return names;
}

function namesUnder(value: Value, key: string, depth: number): readonly string[] {
  if (depth > DEEPEST) return [];
  if (isList(value)) return value.flatMap((item) => namesUnder(item, key, depth + 1));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key && isFields(inner) ? Object.keys(inner) : []),
    ...namesUnder(inner, key, depth + 1),
  ]);
}
