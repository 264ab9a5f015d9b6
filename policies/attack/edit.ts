import { type Fields, type Path, Unresolved, type Value } from '../engine/types.ts';
import { isFields, isList, setField } from '../subjects/fields.ts';

/** The value at a path, or undefined. */
export function valueAt(value: Value | undefined, path: Path): Value | undefined {
  let at: Value | undefined = value;
  for (const step of path) {
    if (typeof step === 'number') at = isList(at) ? at[step] : undefined;
    else at = isFields(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}

/** A copy with another value at a path; objects and lists on the way are made. Undefined takes the value away. */
export function withValue(body: Fields, path: Path, value: Value | undefined): Fields {
  const changed = replaced(body, path, value);
  return isFields(changed) ? changed : body;
}

function replaced(value: Value | undefined, path: Path, to: Value | undefined): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return to;
  if (typeof step === 'number') {
    const list: (Value | undefined)[] = isList(value) ? [...value] : [];
    list[step] = replaced(list[step], rest, to);
    return list.filter((item) => item !== undefined);
  }
  const copy: Record<string, Value> = {};
  if (isFields(value)) for (const [key, inner] of Object.entries(value)) setField(copy, key, inner);
  const inner = replaced(copy[step], rest, to);
  if (inner === undefined) delete copy[step];
  else setField(copy, step, inner);
  return copy;
}

/** A copy with one item more in the list at a path, and the path of that item. */
export function withItem(body: Fields, path: Path, item: Value): { readonly body: Fields; readonly path: Path } {
  const list = valueAt(body, path);
  const at = [...path, isList(list) ? list.length : 0];
  return { body: withValue(body, at, item), path: at };
}

/** The value without what nobody can resolve: what can be written to a file. */
export function writable(value: Value): Value | undefined {
  if (value instanceof Unresolved) return undefined;
  if (isList(value)) return value.flatMap((item) => writable(item) ?? []);
  if (!isFields(value)) return value;
  const copy: Record<string, Value> = {};
  for (const [key, inner] of Object.entries(value)) {
    const written = writable(inner);
    if (written !== undefined) setField(copy, key, written);
  }
  return copy;
}
