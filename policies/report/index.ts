import type { ReviewedBaseline } from '../engine/baseline.ts';
import type { ClusterSummary } from '../engine/cluster.ts';
import type { Discharge, Obligation } from '../engine/obligation.ts';
import type { Rule } from '../engine/rule.ts';
import type { SovereigntyReview } from '../engine/sovereignty.ts';
import type { Survey } from '../engine/survey.ts';
import type { Judgement } from '../engine/types.ts';
import type { ReviewedWaiver } from '../engine/waiver.ts';
import { formats } from './encode.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderOscal } from './oscal.ts';
import { renderSarif } from './sarif.ts';
import { renderText } from './text.ts';

/** What a report needs besides the judgement. */
export interface ReportOptions {
  /** Colour escapes; only the text format has them. */
  readonly colour: boolean;
  /** Name of the boundary: `EEA`. */
  readonly boundary: string;
  /** The rules that were asked. */
  readonly rules: readonly Rule[];
  /** The day of the run, YYYY-MM-DD: a report has no clock of its own. OSCAL needs it. */
  readonly at?: string;
  /** What was seen besides findings; asked by the formats that show it. */
  readonly survey?: () => Survey;
  /** What became of each waiver of the run's waiver file; absent when there was no file. */
  readonly waivers?: readonly ReviewedWaiver[];
  /** What became of the run's baseline; absent when there was none. */
  readonly baseline?: ReviewedBaseline;
  /** What the input cannot show, and somebody has to; asked by the formats that show it. */
  readonly obligations?: () => readonly Obligation[];
  /** What became of the obligations of an earlier run; absent when none were given. */
  readonly discharges?: readonly Discharge[];
  /** What the run shows of the sovereignty framework's objectives; asked by the formats that show it. */
  readonly sovereignty?: () => SovereigntyReview;
  /** The cluster that was read; absent when files were. */
  readonly cluster?: ClusterSummary;
}

type Render = (judgement: Judgement, options: ReportOptions) => string;

/** Every report format by its name. */
const renderers: Readonly<Record<string, Render>> = {
  text: renderText,
  json: renderJson,
  sarif: renderSarif,
  junit: renderJunit,
  oscal: renderOscal,
  html: renderHtml,
};

export { formats } from './encode.ts';

/**
 * The judgement in one of {@link formats}. The same judgement gives the same bytes.
 * @throws when there is no such format, with the list of those that exist.
 */
export function render(format: string, judgement: Judgement, options: ReportOptions): string {
  const renderer = Object.hasOwn(renderers, format) ? renderers[format] : undefined;
  if (renderer === undefined) throw new Error(`there is no format "${format}"; there are: ${formats.join(', ')}`);
  return renderer(judgement, options);
}
