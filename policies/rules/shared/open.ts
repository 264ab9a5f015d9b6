import type { Value } from '../../engine/types.ts';
import { isFields, isList } from '../../subjects/fields.ts';
import { openReason, placeholderIn } from './value.ts';

/** The first value of a tree that is not known yet, as a report shows it; undefined when all of it is known. */
export function firstOpen(value: Value): string | undefined {
  if (openReason(value) !== undefined) return placeholderIn(value);
  if (!isList(value) && !isFields(value)) return undefined;
  for (const inner of Object.values(value) as readonly Value[]) {
    const open = firstOpen(inner);
    if (open !== undefined) return open;
  }
  return undefined;
}
