import type { Fields, Path, Value, Verdict } from '../../engine/types.ts';
import { openReason, placeholderIn, show, valueAt } from './value.ts';

/** One setting of a file, and what it may be. */
export interface Setting {
  readonly path: Path;
  readonly allows: (value: Value | undefined) => boolean;
  /** Why another value is wrong, in one clause. */
  readonly because: string;
  readonly expected: string;
}

/** What is said about one setting of a body: a value that something fills in later is undecided. */
export function judgeSetting(body: Fields, { path, allows, because, expected }: Setting): Verdict {
  const value = valueAt(body, path);
  const unknown = openReason(value);
  if (unknown !== undefined)
    return { result: 'indeterminate', path, found: placeholderIn(value), because: unknown, expected };
  return { result: allows(value) ? 'pass' : 'fail', path, found: show(value), because, expected };
}

/** Allows exactly one value. */
export const exactly = (wanted: Value) => (value: Value | undefined) => value === wanted;

/** Allows any text that is not empty. */
export const someText = (value: Value | undefined) => typeof value === 'string' && value !== '';
