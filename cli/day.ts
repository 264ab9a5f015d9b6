import { dayNumber } from '../policies/engine/day.ts';
import { UsageError } from './command.ts';

/**
 * The day of a run as `--at` gives it, else today by UTC, so that a waiver ends at the same moment everywhere.
 * @throws UsageError when it is no calendar day YYYY-MM-DD.
 */
export function dayOf(given: string | undefined, now: () => Date = () => new Date()): string {
  if (given === undefined) return now().toISOString().slice(0, 10);
  if (dayNumber(given) === undefined) throw new UsageError(`--at ${given} is no day; write YYYY-MM-DD: 2026-11-22`);
  return given;
}
