import type { Fields, Path, Value, Verdict } from '../../engine/types.ts';
import { openReason, show } from './value.ts';

/** One setting that must be stated: its name in messages, its value, and whether that value is right. */
export interface Setting {
  readonly name: string;
  readonly value: Value | undefined;
  readonly right: boolean;
}

/**
 * One verdict for all the settings of a block, naming those that are wrong: ten rows that say the same help nobody.
 * An unresolved setting is indeterminate unless another one is plainly wrong.
 */
export function stated(path: Path, settings: readonly Setting[], because: string, expected: string): Verdict {
  const wrong = settings.filter((setting) => !setting.right);
  const found = wrong.map(({ name, value }) => `${name}: ${show(value)}`).join(', ');
  if (wrong.length === 0) return { result: 'pass', path, found: 'stated', because, expected };
  const unknown = wrong.every(({ value }) => openReason(value) !== undefined);
  return { result: unknown ? 'indeterminate' : 'fail', path, found, because, expected };
}

/** A setting that must equal one value. */
export function must(name: string, block: Fields, key: string, wanted: Value): Setting {
  return { name, value: block[key], right: block[key] === wanted };
}
