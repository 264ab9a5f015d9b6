import type { Judgement } from '../engine/types.ts';
import type { ReviewedWaiver } from '../engine/waiver.ts';
import type { ReportOptions } from './index.ts';

/**
 * The judgement as one JSON object of schema `domicile/check/v1`, one finding a line, so that two reports can be compared
 * line by line. A run with a waiver file also has `waivers`, one with a baseline `baseline`. The same judgement gives the
 * same bytes.
 */
export function renderJson(judgement: Judgement, options: Pick<ReportOptions, 'waivers' | 'baseline'>): string {
  const { verdict, counts, coverage, grounds, notAsked, findings } = judgement;
  const head = { schema: 'domicile/check/v1', verdict, counts, coverage, grounds, notAsked };
  const opening = JSON.stringify(head).slice(0, -1);
  const waivers = options.waivers === undefined ? '' : `,"waivers":${lines(options.waivers.map(flat))}`;
  const baseline = options.baseline === undefined ? '' : `,"baseline":${JSON.stringify(options.baseline)}`;
  return `${opening},"findings":${lines(findings)}${waivers}${baseline}}\n`;
}

/** A list with one item a line. */
function lines(items: readonly object[]): string {
  if (items.length === 0) return '[]';
  return `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
}

function flat({ waiver, ...review }: ReviewedWaiver): object {
  return { ...waiver, ...review };
}
