/** A finding that was there before, as a baseline file names it: no value of the input, only what finds it again. */
export interface BaselineEntry {
  readonly rule: string;
  /** Address of the subject. */
  readonly subject: string;
  /** Path in the subject; empty for the subject as a whole. */
  readonly path: string;
  readonly fingerprint: string;
}

/** What a baseline file holds. */
export interface Baseline {
  /** Its name, as messages show it. */
  readonly file: string;
  /** YYYY-MM-DD: the day on which it was written. */
  readonly at: string;
  readonly entries: readonly BaselineEntry[];
}

/** A baseline after a run. */
export interface ReviewedBaseline {
  readonly file: string;
  readonly at: string;
  readonly entries: number;
  /** How many findings of the run it covers. */
  readonly covers: number;
  /** Entries that no finding matches any more. */
  readonly unused: readonly BaselineEntry[];
  /** Entries of hard rules, which cover nothing. */
  readonly refused: readonly BaselineEntry[];
}
