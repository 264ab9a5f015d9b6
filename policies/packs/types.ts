import type { Rule } from '../engine/rule.ts';
import type { Boundary } from '../engine/types.ts';

/** A named list of rules. */
export interface Pack {
  /** `eea-residency`: what `--pack` takes. */
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly title: string;
  readonly rules: readonly Rule[];
  /** `confirmed`: facts that are only remembered prove no place to be inside; see {@link Boundary}. */
  readonly facts?: 'confirmed';
}
