import type { Rule } from '../engine/rule.ts';
import type { Boundary } from '../engine/types.ts';
import type { Input } from '../subjects/input.ts';
import { attackClasses } from './classes/index.ts';
import { siegeOf, type Trial } from './siege.ts';
import type { Aim } from './types.ts';

/** How an attack is run. */
export interface AttackOptions {
  readonly boundary: Boundary;
  /** The judge under test. */
  readonly rules: readonly Rule[];
  /** How many mutants. */
  readonly count: number;
  /** The same seed gives the same mutants. */
  readonly seed: number;
  /** @default - every aim */
  readonly aims?: readonly Aim[] | undefined;
  /** Ids of the classes to attack with. @default - every class of the aims */
  readonly classes?: readonly string[] | undefined;
}

/** How one class of attacks went. */
export interface ClassTally {
  readonly id: string;
  readonly title: string;
  readonly mutants: number;
  readonly survived: number;
  /** Refused, but by no finding that names what was planted. */
  readonly elsewhere: number;
}

/** An attack's result. */
export interface AttackResult {
  readonly seed: number;
  readonly subjects: number;
  readonly mutants: number;
  readonly classes: readonly ClassTally[];
  /** Every mutant that was not caught where it should have been. */
  readonly escapes: readonly Escape[];
}

/** One mutant that was not caught as it should have been. */
export type Escape = Trial & { readonly outcome: 'survived' | 'elsewhere' };

/**
 * Mutates a compliant configuration and judges each mutant. Pure: no file, clock or network is touched.
 * @throws {@link NotCompliantError} when the configuration itself is no pass: a mutant of it would prove nothing
 */
export function attack(inputs: readonly Input[], options: AttackOptions): AttackResult {
  const { advance, result } = startAttack(inputs, options);
  while (advance());
  return result();
}

/** As {@link attack}, one mutant at a time, for a caller that shows progress. `advance` is false once all are done. */
export function startAttack(inputs: readonly Input[], options: AttackOptions) {
  const { boundary, rules, count, seed } = options;
  const chosen = attackClasses
    .filter(({ aim }) => options.aims?.includes(aim) ?? true)
    .filter(({ id }) => options.classes?.includes(id) ?? true);
  const { trial, classes, subjects } = siegeOf(inputs, boundary, rules, chosen);
  const tallies = new Map(classes.map(({ id, title }) => [id, { id, title, mutants: 0, survived: 0, elsewhere: 0 }]));
  const escapes: Escape[] = [];
  let done = 0;
  return {
    advance(): boolean {
      const tried = done < count ? trial(seed, done) : undefined;
      if (tried === undefined) return false;
      done += 1;
      const tally = tallies.get(tried.class);
      if (tally !== undefined) tally.mutants += 1;
      if (tried.outcome === 'caught') return true;
      escapes.push({ ...tried, outcome: tried.outcome });
      if (tally !== undefined) tally[tried.outcome] += 1;
      return true;
    },
    result: (): AttackResult => ({ seed, subjects, mutants: done, classes: [...tallies.values()], escapes }),
  };
}
