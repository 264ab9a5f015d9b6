import type { Rule } from '../engine/rule.ts';

/** A named list of rules. */
export interface Pack {
  /** `eea-residency`: what `--pack` takes. */
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly title: string;
  readonly rules: readonly Rule[];
}
