/** A CEL string literal. */
export function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

/** A CEL list of strings. */
export function texts(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]`;
}

/** Every condition holds. */
export function all(...conditions: readonly string[]): string {
  return conditions.map((one) => (/\|\||\?.*:/.test(one) ? `(${one})` : one)).join(' && ');
}

/** An optional field of an object, or what stands for it when nothing is said: `optional('v.spec', 'a.b', 'false')`. */
export function optional(object: string, path: string, otherwise: string): string {
  return `${object}.?${path.split('.').join('.?')}.orValue(${otherwise})`;
}
