import type { Discharge } from '../engine/obligation.ts';
import type { Judgement } from '../engine/types.ts';
import type { ReviewedWaiver } from '../engine/waiver.ts';
import type { ReportOptions } from './index.ts';

type JsonOptions = Pick<ReportOptions, 'waivers' | 'baseline' | 'obligations' | 'discharges' | 'cluster'>;

/**
 * The judgement as one JSON object of schema `domicile/check/v1`, one finding a line, so that two reports can be compared
 * line by line. `obligations` are listed when the caller knows them; `waivers`, `baseline`, `discharges` and `cluster` when
 * the run had any. The same judgement gives the same bytes.
 */
export function renderJson(judgement: Judgement, options: JsonOptions): string {
  const { verdict, counts, coverage, grounds, notAsked, findings } = judgement;
  const head = { schema: 'domicile/check/v1', verdict, counts, coverage, grounds, notAsked };
  const opening = JSON.stringify(head).slice(0, -1);
  const waivers = options.waivers === undefined ? '' : `,"waivers":${lines(options.waivers.map(flat))}`;
  const baseline = options.baseline === undefined ? '' : `,"baseline":${JSON.stringify(options.baseline)}`;
  const cluster = options.cluster === undefined ? '' : `,"cluster":${JSON.stringify(options.cluster)}`;
  const owed = options.obligations?.();
  const obligations = owed === undefined ? '' : `,"obligations":${lines(owed)}`;
  const discharges = options.discharges === undefined ? '' : `,"discharges":${lines(options.discharges.map(answered))}`;
  return `${opening},"findings":${lines(findings)}${waivers}${baseline}${obligations}${discharges}${cluster}}\n`;
}

function answered({ obligation: { id, subject }, state }: Discharge): object {
  return { id, subject, state };
}

/** A list with one item a line. */
function lines(items: readonly object[]): string {
  if (items.length === 0) return '[]';
  return `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
}

function flat({ waiver, ...review }: ReviewedWaiver): object {
  return { ...waiver, ...review };
}
