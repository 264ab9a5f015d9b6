import type { Discharge } from '../engine/obligation.ts';
import type { Judgement } from '../engine/types.ts';
import type { ReviewedWaiver } from '../engine/waiver.ts';
import type { ReportOptions } from './index.ts';
import { FindingBytes, json } from './json/bytes.ts';

type JsonOptions = Pick<
  ReportOptions,
  'waivers' | 'baseline' | 'obligations' | 'discharges' | 'sovereignty' | 'cluster'
>;

/**
 * The judgement as one JSON object of schema `domicile/check/v1`, one finding a line, so that two reports can be compared
 * line by line. `obligations` and `sovereignty` are there when the caller knows them; `waivers`, `baseline`, `discharges` and `cluster` when
 * the run had any. The same judgement gives the same bytes.
 */
export function renderJson(judgement: Judgement, options: JsonOptions): string {
  return encodeJson(judgement, options).toString('utf8');
}

/**
 * The same in UTF-8. Ten thousand findings are one string of bytes, in which what many of them share is encoded once: a
 * string with one character beyond Latin-1 takes twice the memory, and a multiple of the time to be encoded.
 */
export function encodeJson(judgement: Judgement, options: JsonOptions): Buffer {
  const { verdict, counts, coverage, grounds, notAsked, findings } = judgement;
  const head = { schema: 'domicile/check/v1', verdict, counts, coverage, grounds, notAsked };
  const opening = json(head).slice(0, -1);
  const bytes = new FindingBytes();
  const found = lines(findings, (finding) => bytes.of(finding));
  const waivers = options.waivers === undefined ? '' : `,"waivers":${lines(options.waivers.map(flat))}`;
  const baseline = options.baseline === undefined ? '' : `,"baseline":${json(options.baseline)}`;
  const cluster = options.cluster === undefined ? '' : `,"cluster":${json(options.cluster)}`;
  const owed = options.obligations?.();
  const obligations = owed === undefined ? '' : `,"obligations":${lines(owed)}`;
  const discharges = options.discharges === undefined ? '' : `,"discharges":${lines(options.discharges.map(answered))}`;
  const shown = options.sovereignty?.();
  const sovereignty = shown === undefined ? '' : `,"sovereignty":${json(shown)}`;
  const text = `${opening},"findings":${found}${waivers}${baseline}${obligations}${discharges}${sovereignty}${cluster}}\n`;
  return Buffer.from(text, 'latin1');
}

function answered({ obligation: { id, subject }, state }: Discharge): object {
  return { id, subject, state };
}

/** A list with one item a line. */
function lines<Item extends object>(items: readonly Item[], written: (item: Item) => string = json): string {
  return items.length === 0 ? '[]' : `[\n${items.map(written).join(',\n')}\n]`;
}

function flat({ waiver, ...review }: ReviewedWaiver): object {
  return { ...waiver, ...review };
}
