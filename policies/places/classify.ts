import type { Place } from '../engine/types.ts';
import { judgeImage } from './image.ts';
import { inertReason } from './inert.ts';
import { inert, type Judged, somewhere } from './judged.ts';
import { keyMeaning } from './key.ts';
import { mayRefer, punched, referencesIn } from './reference.ts';
import { placeRegion, regionLike } from './region.ts';
import { type Judges, judgeNetwork, type Reading, scan } from './scan.ts';
import { judgeSwitch } from './switch.ts';
import type { Piece, TextContext, TextVerdict } from './types.ts';

/** Characters without which no host, address, URL, ARN or reference can be written in ASCII. */
const BEARING = /[.:/@$%{\\\u0080-\uffff]/;

/** Classifies one string. Never throws; linear in the length of the text. */
export function classify(text: string, context: TextContext, judges: Judges): TextVerdict {
  const key = keyMeaning(context.key);
  const { role = 'free' } = context;
  if (role === 'free' && key.region === undefined && !key.image && !BEARING.test(text)) {
    const quick = quickly(text, context, judges);
    if (quick !== undefined) return quick;
  }
  return summed(text, judged(text, context, judges));
}

/** A text without any bearing character: only a region, a switch or a word of a command can be a place. */
function quickly(text: string, context: TextContext, judges: Judges): TextVerdict | undefined {
  if (judgeSwitch(text, context.key, judges.boundary) !== undefined) return undefined;
  if (regionLike(text)) return undefined;
  if (/[\s=,;]/.test(text) && /[A-Za-z]-?[a-z]/.test(text)) return undefined;
  return { classification: 'inert', reason: inertReason(text), pieces: [] };
}

function judged(raw: string, context: TextContext, judges: Judges): readonly Judged[] {
  const key = keyMeaning(context.key);
  const switched = judgeSwitch(raw, context.key, judges.boundary);
  if (switched !== undefined) return [switched];
  const unescaped = raw.includes('\\') ? raw.replaceAll('\\/', '/').replaceAll('\\.', '.') : raw;
  const references = mayRefer(unescaped) ? referencesIn(unescaped) : [];
  const certain = context.role === 'host' || context.role === 'url';
  const reading: Reading = {
    raw: unescaped,
    text: references.length === 0 ? unescaped : punched(unescaped, references),
    references,
    key,
    provider: context.provider,
    certain,
  };
  return byRole(reading, context, judges) ?? [...scan(reading, judges), ...hiddenBreaks(reading, judges)];
}

function byRole(reading: Reading, context: TextContext, judges: Judges): readonly Judged[] | undefined {
  const { raw, references, key } = reading;
  const given = context.role ?? 'free';
  const role = given === 'free' && key.image && !/\s/.test(raw.trim()) && raw !== '' ? 'image' : given;
  if (role === 'image') return [references.length > 0 ? open(reading, 'image') : judgeImage(raw, judges.hosts)];
  if (role === 'region' || (role === 'free' && key.region === 'strong')) return regions(reading, context, judges);
  if (role === 'cidr') return [references.length > 0 ? open(reading, 'cidr') : network(raw, judges)];
  if (role === 'host') return hostList(reading, judges);
  if (role === 'identifier' && !raw.includes('://')) return [inert(raw, 'a name, not an address')];
  return undefined;
}

function open({ raw, references }: Reading, kind: Place['kind']): Judged {
  const shown = raw.slice(references[0]?.start ?? 0, references[0]?.end ?? raw.length);
  return somewhere(shown, kind, `${shown} is not resolved: nobody can say what will stand here`);
}

/** Every word of a field that holds regions; an empty one leaves the choice to a default elsewhere. */
function regions(reading: Reading, { provider }: TextContext, { boundary }: Judges): readonly Judged[] {
  const { raw, references } = reading;
  if (references.length > 0) return [open(reading, 'region')];
  if (raw.trim() === '') return [somewhere(raw, 'region', 'the region is empty: a default elsewhere decides')];
  const whole = placeRegion(raw, provider, boundary);
  if (whole.verdict !== 'unknown' || !/[,;\s]/.test(raw.trim())) return [{ is: 'place', found: raw, place: whole }];
  return raw
    .split(/[,;\s]+/)
    .filter((word) => word !== '')
    .map((word) => ({ is: 'place', found: word, place: placeRegion(word, provider, boundary) }));
}

function network(raw: string, judges: Judges): Judged {
  return raw.includes('/') ? judgeNetwork(raw, judges) : judges.hosts.judge(raw, 'cidr');
}

function hostList(reading: Reading, judges: Judges): readonly Judged[] | undefined {
  const { raw, references } = reading;
  if (references.length > 0 || /[:/,;\s=@]/.test(raw)) return undefined;
  if (raw === '*') return [somewhere(raw, 'host', '* is every host')];
  if (raw === '') return [inert(raw, 'empty')];
  return [judges.hosts.judge(raw.replace(/^(?:\*\.|\.)/, ''))];
}

/** URL readers drop tabs and line breaks: `https://api.open⏎ai.com` reaches api.openai.com. */
function hiddenBreaks(reading: Reading, judges: Judges): readonly Judged[] {
  const { raw, references } = reading;
  if (references.length > 0 || raw.length > 4096 || !/[\t\r\n]/.test(raw.trim()) || raw.includes(' ')) return [];
  const joined = raw.replace(/[\t\r\n]/g, '');
  if (!/^[a-z][a-z0-9+.-]*:[/\\]/i.test(joined) || /[\t\r\n][a-z][a-z0-9+.-]*:\/\//i.test(raw)) return [];
  return scan({ ...reading, raw: joined, text: joined }, judges).filter((each) => each.is === 'place');
}

function summed(text: string, all: readonly Judged[]): TextVerdict {
  const pieces: Piece[] = [];
  for (const each of all) if (each.is === 'place') pieces.push({ found: each.found, place: each.place });
  const first = pieces[0];
  if (first === undefined) {
    const looked = all.find((each) => each.is === 'inert');
    return { classification: 'inert', reason: looked?.is === 'inert' ? looked.reason : inertReason(text), pieces };
  }
  const resolved = pieces.some(({ place }) => place.verdict !== 'unknown');
  const decisive =
    pieces.find(({ place }) => place.verdict === 'outside') ??
    pieces.find(({ place }) => place.verdict === 'unknown') ??
    first;
  return { classification: resolved ? 'placed' : 'undecided', reason: decisive.place.reason, pieces };
}
