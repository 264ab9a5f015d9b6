import type { Discharge } from '../engine/obligation.ts';
import type { Finding, Judgement } from '../engine/types.ts';
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
 * The same in UTF-8. The strings that it is made of hold bytes, and what many findings share is encoded once: a string
 * with one character beyond Latin-1 takes twice the memory, and a multiple of the time to be encoded.
 */
export function encodeJson(judgement: Judgement, options: JsonOptions): Buffer {
  const { verdict, counts, coverage, grounds, notAsked, findings } = judgement;
  const head = { schema: 'domicile/check/v1', verdict, counts, coverage, grounds, notAsked };
  const opening = json(head).slice(0, -1);
  const waivers = options.waivers === undefined ? '' : `,"waivers":${lines(options.waivers.map(flat))}`;
  const baseline = options.baseline === undefined ? '' : `,"baseline":${json(options.baseline)}`;
  const cluster = options.cluster === undefined ? '' : `,"cluster":${json(options.cluster)}`;
  const owed = options.obligations?.();
  const obligations = owed === undefined ? '' : `,"obligations":${lines(owed)}`;
  const discharges = options.discharges === undefined ? '' : `,"discharges":${lines(options.discharges.map(answered))}`;
  const shown = options.sovereignty?.();
  const sovereignty = shown === undefined ? '' : `,"sovereignty":${json(shown)}`;
  const rest = `${waivers}${baseline}${obligations}${discharges}${sovereignty}${cluster}}\n`;
  return Buffer.concat([latin1(`${opening},"findings":`), ...encoded(findings), latin1(rest)]);
}

function answered({ obligation: { id, subject }, state }: Discharge): object {
  return { id, subject, state };
}

/** So many findings are one string at a time: a string of them all could be longer than strings can be. */
const AT_ONCE = 500;

/** The findings as a list with one a line. */
function encoded(findings: readonly Finding[]): readonly Buffer[] {
  if (findings.length === 0) return [latin1('[]')];
  const bytes = new FindingBytes();
  const parts: Buffer[] = [];
  for (let i = 0; i < findings.length; i += AT_ONCE) {
    const some = findings.slice(i, i + AT_ONCE).map((finding) => bytes.of(finding));
    parts.push(latin1(`${i === 0 ? '[' : ','}\n${some.join(',\n')}`));
  }
  return [...parts, latin1('\n]')];
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** A list with one item a line. */
function lines(items: readonly object[]): string {
  return items.length === 0 ? '[]' : `[\n${items.map(json).join(',\n')}\n]`;
}

function flat({ waiver, ...review }: ReviewedWaiver): object {
  return { ...waiver, ...review };
}
