import { Unresolved, type Value } from '../../engine/types.ts';

/** A value as a report shows it: `(nothing)` when absent, the reason when unresolved, JSON otherwise. */
export function show(value: Value | undefined): string {
  if (value === undefined) return '(nothing)';
  if (value instanceof Unresolved) return value.expression ?? `(${value.reason})`;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '(nothing)');
}
