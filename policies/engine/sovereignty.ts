/** What is known of one factor of an objective: shown, shown to be missing, or not shown by configuration. */
export type FactorState = 'met' | 'unmet' | 'open';

/** One factor of an objective after a run. */
export interface FactorReview {
  /** What it asks, in our own words. */
  readonly asks: string;
  readonly state: FactorState;
  /** Why, in one clause; for an open one, what would show it. */
  readonly because: string;
}

/** From what is shown to what is still possible. */
export interface Range {
  readonly lowest: number;
  readonly highest: number;
}

/** One objective of the framework after a run. */
export interface ObjectiveReview {
  /** `SOV-1` … `SOV-8`. */
  readonly id: string;
  readonly name: string;
  /** Percent of the whole. */
  readonly weight: number;
  readonly factors: readonly FactorReview[];
  /** Percent of its factors. */
  readonly score: Range;
  /** Sovereignty effectiveness assurance level, 0 to 4. */
  readonly seal: Range;
}

/** What configuration shows of the eight objectives of the EU Cloud Sovereignty Framework. Never one number. */
export interface SovereigntyReview {
  readonly framework: { readonly name: string; readonly source: string; readonly asOf: string };
  readonly objectives: readonly ObjectiveReview[];
  /** Percent: the objectives' scores by their weights. */
  readonly score: Range;
  /** The lowest objective governs. */
  readonly seal: Range;
  /** Objectives that hold the highest possible level down. */
  readonly governedBy: readonly string[];
}
