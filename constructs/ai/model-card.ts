import type { Construct } from 'constructs';
import { DomicileError } from '../core/errors.ts';
import { type ModelEvaluation, shortfallsOf } from '../core/evaluation.ts';

/** A data set that a model learned from. */
export interface TrainingDataSet {
  /** `sha256:…` of its manifest. */
  readonly digest: string;
  /** Where it comes from, and on what ground it may be used. */
  readonly provenance: string;
}

/** What was reviewed before a model may be served. */
export interface ModelCard {
  /** Name under which clients ask for it. */
  readonly name: string;
  readonly version: string;
  /** SPDX identifier: `Apache-2.0`. */
  readonly licence: string;
  /** Who made it, and the country of their seat. */
  readonly publisher: string;
  readonly country: string;
  /** What it may be used for. */
  readonly intendedUse: string;
  /** `sha256:` and the hash of the `SHA256SUMS` of its files. */
  readonly digest: string;
  readonly trainedOn: readonly TrainingDataSet[];
  readonly evaluation: ModelEvaluation;
}

/**
 * Why the model may not be served, one sentence each; empty when it may: the evaluation is of this very model, on data that
 * it has not seen, and meets its thresholds.
 */
export function reasonsAgainst({ digest, trainedOn, evaluation }: ModelCard): readonly string[] {
  const of = evaluation.modelDigest === digest ? [] : [`the evaluation is of ${evaluation.modelDigest}, another model`];
  const seen = trainedOn.some((set) => set.digest === evaluation.dataSetDigest);
  return [
    ...of,
    ...(seen ? [`the model was trained on ${evaluation.dataSetDigest}, the data set of its evaluation`] : []),
    ...shortfallsOf(evaluation),
  ];
}

/** Throws a DomicileError for a model whose evaluation does not let it be served. */
export function assertPromoted(construct: Construct, card: ModelCard): void {
  const reasons = reasonsAgainst(card);
  if (reasons.length === 0) return;
  throw new DomicileError({
    code: 'construct-props',
    message: `the model ${card.name} ${card.version} may not be served`,
    seen: reasons.join('; '),
    constructPath: construct.node.path,
    allowed: 'an evaluation of this model, on data that it has not seen, that meets every threshold in every subgroup',
    mend: 'evaluate the model and state the record under evaluation, or serve the version before',
  });
}
