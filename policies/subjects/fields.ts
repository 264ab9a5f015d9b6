import { type Fields, type Path, Unresolved, type Value } from '../engine/types.ts';

/** Whether a value is an object of fields, rather than a scalar, a list or an unresolved value. */
export function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unresolved);
}

/** Whether a value is a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The object of fields at a key, or undefined. */
export function fieldsAt(fields: Fields | undefined, key: string): Fields | undefined {
  const value = fields?.[key];
  return isFields(value) ? value : undefined;
}

/** The string at a key, or undefined. */
export function stringAt(fields: Fields | undefined, key: string): string | undefined {
  const value = fields?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** The value at a path, or null. */
export function valueAt(value: Value, path: Path): Value {
  let found: Value = value;
  for (const step of path) {
    if (isList(found) && typeof step === 'number') found = found[step] ?? null;
    else found = isFields(found) ? (found[String(step)] ?? null) : null;
  }
  return found;
}

/** A block that Terraform writes as an object, as a list of one object, or as a list of many. */
export function blocks(value: Value | undefined): readonly Fields[] {
  if (isFields(value)) return [value];
  return isList(value) ? value.filter(isFields) : [];
}

/** Whether two values of one document would be written alike: the same members in the same order. */
export function isAlike(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => isAlike(item, b[i] ?? null));
  if (!isFields(a) || !isFields(b)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    keys.length === others.length &&
    keys.every((key, i) => key === others[i] && isAlike(a[key] ?? null, b[key] ?? null))
  );
}

/** Set a field without ever reaching a prototype: `__proto__` is a key like any other. */
export function setField(target: Record<string, Value>, key: string, value: Value): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
