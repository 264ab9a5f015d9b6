import { type Fields, type Path, Unresolved, type Value } from '../../engine/types.ts';
import { isFields, isList } from '../../subjects/fields.ts';

/** A value as a report shows it: `(nothing)` when absent, the expression when unresolved, JSON otherwise. */
export function show(value: Value | undefined): string {
  if (value === undefined) return '(nothing)';
  if (value instanceof Unresolved) return value.expression ?? `(${value.reason})`;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '(nothing)');
}

/** The `${…}` alone: what stands beside it may be a secret, and a report repeats none. */
export function placeholderIn(value: Value | undefined): string {
  const [found] = typeof value === 'string' ? (/\$\{[^}]*\}?/.exec(value) ?? []) : [];
  return found ?? show(value);
}

/** Why a value is not known yet: the reader could not resolve it, or it holds a template's `${…}`. Undefined when it is known. */
export function openReason(value: Value | undefined): string | undefined {
  if (value instanceof Unresolved) return value.reason;
  if (typeof value === 'string' && value.includes('${')) return 'the value is only known when something fills it in';
  return undefined;
}

/** What stands at a path of a subject's body; undefined where the way leads nowhere. */
export function valueAt(body: Fields, path: Path): Value | undefined {
  let value: Value | undefined = body;
  for (const step of path) {
    if (isList(value)) value = typeof step === 'number' ? value[step] : undefined;
    else value = isFields(value) ? value[step] : undefined;
  }
  return value;
}
