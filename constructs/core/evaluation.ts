/** One metric of an evaluation, in one group of patients. */
export interface SubgroupResult {
  /** What was measured: `recall`. */
  readonly metric: string;
  /** Whom it was measured on: `all`, `sex=female`, `age=80+`. */
  readonly subgroup: string;
  readonly value: number;
  /** Number of cases behind the value. */
  readonly cases: number;
}

/** What a metric must reach in every subgroup that was measured, and how far two subgroups may be apart. */
export interface EvaluationThreshold {
  readonly metric: string;
  /** Smallest permitted value. @default - no lower bound */
  readonly least?: number | undefined;
  /** Largest permitted value. @default - no upper bound */
  readonly most?: number | undefined;
  /** Largest permitted distance between the best and the worst subgroup. @default - no bound */
  readonly largestGap?: number | undefined;
}

/** The record of one evaluation of one model on one held-out data set. Refers to all three by digest, so that none can change. */
export interface ModelEvaluation {
  /** `sha256:…` of the model that was evaluated: the same as that of the model that is served. */
  readonly modelDigest: string;
  /** `sha256:…` of the held-out data set. It was not part of any training. */
  readonly dataSetDigest: string;
  readonly results: readonly SubgroupResult[];
  /** At least one. */
  readonly thresholds: readonly EvaluationThreshold[];
  /** Day of the evaluation: `2026-10-01`. */
  readonly date: string;
  /** `sha256:…` of the report, with the method and every figure. */
  readonly reportDigest: string;
}

/** Subgroup of the results over everybody. */
export const EVERYBODY = 'all';

/** Why the evaluation does not meet its thresholds, one sentence each; empty when it does. What was not measured is not met. */
export function shortfallsOf({ results, thresholds }: ModelEvaluation): readonly string[] {
  if (thresholds.length === 0) return ['the evaluation states no threshold'];
  return thresholds.flatMap((threshold) => shortfalls(threshold, results));
}

function shortfalls(threshold: EvaluationThreshold, all: readonly SubgroupResult[]): readonly string[] {
  const { metric, least, most, largestGap } = threshold;
  const results = all.filter((one) => one.metric === metric);
  if (least === undefined && most === undefined && largestGap === undefined) {
    return [`the threshold of ${metric} bounds nothing`];
  }
  if (!results.some(({ subgroup }) => subgroup === EVERYBODY)) return [`${metric} was not measured over everybody`];
  const outside = results.flatMap(({ subgroup, value }) => outOfBounds(metric, subgroup, value, { least, most }));
  if (largestGap === undefined) return outside;
  const values = results.filter(({ subgroup }) => subgroup !== EVERYBODY).map(({ value }) => value);
  if (values.length < 2) return [...outside, `${metric} was measured in fewer than two subgroups`];
  const gap = Math.max(...values) - Math.min(...values);
  // Written so that a value that is no number does not pass.
  return gap <= largestGap
    ? outside
    : [...outside, `${metric} differs by ${gap} between subgroups, more than ${largestGap}`];
}

function outOfBounds(
  metric: string,
  subgroup: string,
  value: number,
  { least, most }: Pick<EvaluationThreshold, 'least' | 'most'>,
): readonly string[] {
  if (least !== undefined && !(value >= least)) return [`${metric} in ${subgroup} is ${value}, below ${least}`];
  if (most !== undefined && !(value <= most)) return [`${metric} in ${subgroup} is ${value}, above ${most}`];
  return Number.isFinite(value) ? [] : [`${metric} in ${subgroup} is no number`];
}
