import type { Fields, Path, Value, Verdict } from '../../engine/types.ts';
import { rememberLast } from './last.ts';
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
  return { ...seen(settings), path, because, expected };
}

/** The same for blocks whose settings `read` finds: a plan's workloads mostly share one block, which is read once. */
export function statedIn(
  read: (block: Fields) => readonly Setting[],
): (path: Path, block: Fields, because: string, expected: string) => Verdict {
  const seenIn = rememberLast((block: Fields) => seen(read(block)));
  return (path, block, because, expected) => ({ ...seenIn(block), path, because, expected });
}

function seen(settings: readonly Setting[]): Pick<Verdict, 'result' | 'found'> {
  const wrong = settings.filter((setting) => !setting.right);
  if (wrong.length === 0) return { result: 'pass', found: 'stated' };
  const found = wrong.map(({ name, value }) => `${name}: ${show(value)}`).join(', ');
  const unknown = wrong.every(({ value }) => openReason(value) !== undefined);
  return { result: unknown ? 'indeterminate' : 'fail', found };
}

/** A setting that must equal one value. */
export function must(name: string, block: Fields, key: string, wanted: Value): Setting {
  return { name, value: block[key], right: block[key] === wanted };
}
