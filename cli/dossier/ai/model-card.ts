import type { Site } from '../../../constructs/core/site/site.ts';
import type { Model } from './systems.ts';

/** A model by name, version and digest, with who made it. */
export function modelInWords({ name, version, digest, publisher, country, licence }: Model): string {
  return `${name} ${version} (${digest}) of ${publisher}, ${country}, licence ${licence}`;
}

/** What a model learned from, as far as its card knows it. */
export function trainingInWords({ name, trainedOn }: Model): readonly string[] {
  return trainedOn.map(({ digest, provenance }) => `${name} learned from ${digest}: ${provenance}.`);
}

/** The data sets that models of the site may learn from. */
export function dataInWords({ modules }: Site): readonly string[] {
  return (modules.tuning?.dataSets ?? []).map(
    ({ name, digest, provenance, purpose, approver, from, until }) =>
      `Data set ${name} (${digest}) is approved by ${approver}, ${from} to ${until}, for: ${purpose}. Provenance: ${provenance}.`,
  );
}

/** The evaluation on which the serving of a model depends. */
export function evaluationInWords({ name, evaluation }: Model): readonly string[] {
  const { date, dataSetDigest, reportDigest, results, thresholds } = evaluation;
  return [
    `${name} was evaluated on ${date} with the held-out data ${dataSetDigest}; report ${reportDigest}.`,
    `Results: ${results.map(({ metric, subgroup, value, cases }) => `${metric} of ${subgroup} ${value} (${cases} cases)`).join('; ')}.`,
    `It had to reach: ${boundsInWords(thresholds)}.`,
  ];
}

/** A bound of one metric, in all or between groups. */
export interface Bound {
  readonly metric: string;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly largestGap?: number | undefined;
}

/** What has to be reached. */
export function boundsInWords(bounds: readonly Bound[]): string {
  const each = bounds.map(({ metric, least, most, largestGap }) =>
    [metric, part('at least', least), part('at most', most), part('gap at most', largestGap)]
      .filter(Boolean)
      .join(', '),
  );
  return each.join('; ');
}

function part(words: string, bound: number | undefined): string {
  return bound === undefined ? '' : `${words} ${bound}`;
}
