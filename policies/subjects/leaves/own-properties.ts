import type { Value } from '../../engine/types.ts';
import { isFields, isList, setField } from '../fields.ts';

/** `${app.domain}`: a property by its whole path. */
const PROPERTY = /\$\{([A-Za-z][\w-]*(?:\.[\w-]+)+)\}/g;
/** More settings, or deeper ones, than any program has stay as they are written. */
const MOST = 5000;
const DEEPEST = 20;
const LONGEST = 256;

/**
 * A document whose settings refer to each other by their paths, as those of Spring and Quarkus do, with what stands in the
 * document filled in. The very same document when none does. Linear in its size.
 */
export function withOwnProperties(document: Value): Value {
  if (!isFields(document) || !refers(document, 0)) return document;
  const settings = new Map<string, string>();
  collect(document, '', settings, 0);
  return settings.size > MOST ? document : filled(document, settings, 0);
}

function refers(value: Value, depth: number): boolean {
  if (typeof value === 'string') return value.includes('${') && value.search(PROPERTY) >= 0;
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false;
  return (Object.values(value) as Value[]).some((inner) => refers(inner, depth + 1));
}

function collect(value: Value, path: string, into: Map<string, string>, depth: number): void {
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value);
    if (path !== '' && text.length <= LONGEST && !text.includes('${')) into.set(path, text);
  } else if (isFields(value) && depth <= DEEPEST && into.size <= MOST)
    for (const [key, inner] of Object.entries(value))
      collect(inner, path === '' ? key : `${path}.${key}`, into, depth + 1);
}

function filled(value: Value, settings: ReadonlyMap<string, string>, depth: number): Value {
  if (typeof value === 'string')
    return value.includes('${') ? value.replace(PROPERTY, (whole, name: string) => settings.get(name) ?? whole) : value;
  if (depth > DEEPEST) return value;
  if (isList(value)) return value.map((item) => filled(item, settings, depth + 1));
  if (!isFields(value)) return value;
  const result: Record<string, Value> = {};
  for (const [key, inner] of Object.entries(value)) setField(result, key, filled(inner, settings, depth + 1));
  return result;
}
