import type { Leaf, Path, Place } from '../../engine/types.ts';

/** One classified piece of text that is not inert, without the path that leads to it. */
export interface Found {
  readonly found: string;
  readonly classification: 'placed' | 'undecided';
  readonly reason: string;
  readonly places: readonly Place[];
  readonly within: string | undefined;
}

/**
 * What the strings of one value turned out to be. Outcomes are shared: identical subtrees of an input have one outcome.
 * Inert pieces are only counted.
 */
export interface Outcome {
  readonly placed: number;
  readonly inert: number;
  readonly undecided: number;
  /** Pieces found in this very value. */
  readonly own: readonly Found[];
  /** Outcomes one step deeper, only those that hold something that is not inert. */
  readonly deeper: readonly (readonly [step: string | number, outcome: Outcome])[];
}

const NONE: readonly never[] = [];
export const NOTHING: Outcome = { placed: 0, inert: 0, undecided: 0, own: NONE, deeper: NONE };
const inertOnly: Outcome[] = [NOTHING];

/** The outcome of a value with so many inert strings and nothing else. */
export function inert(count = 1): Outcome {
  const known = inertOnly[count];
  if (known !== undefined) return known;
  const outcome = { ...NOTHING, inert: count };
  if (count < 256) inertOnly[count] = outcome;
  return outcome;
}

/** The outcome of one value whose pieces these are. */
export function outcomeOf(found: readonly Found[], inertPieces = 0): Outcome {
  if (found.length === 0) return inert(inertPieces);
  const placed = found.filter((piece) => piece.classification === 'placed').length;
  return { placed, inert: inertPieces, undecided: found.length - placed, own: found, deeper: NONE };
}

/** Gathers the outcomes of an object's fields or a list's items. */
export class Gathering {
  private placed = 0;
  private inert = 0;
  private undecided = 0;
  private readonly deeper: [string | number, Outcome][] = [];

  add(step: string | number, outcome: Outcome): void {
    this.placed += outcome.placed;
    this.inert += outcome.inert;
    this.undecided += outcome.undecided;
    if (outcome.placed + outcome.undecided > 0) this.deeper.push([step, outcome]);
  }

  result(): Outcome {
    const { placed, undecided, deeper } = this;
    return placed + undecided === 0 ? inert(this.inert) : { placed, inert: this.inert, undecided, own: NONE, deeper };
  }
}

/** The leaves of an outcome, with their paths. */
export function leavesOf(outcome: Outcome): readonly Leaf[] {
  if (outcome.placed + outcome.undecided === 0) return NONE;
  const leaves: Leaf[] = [];
  collect(outcome, [], leaves);
  return leaves;
}

function collect(outcome: Outcome, path: Path, leaves: Leaf[]): void {
  for (const piece of outcome.own) leaves.push({ path, ...piece });
  for (const [step, deeper] of outcome.deeper) collect(deeper, [...path, step], leaves);
}
