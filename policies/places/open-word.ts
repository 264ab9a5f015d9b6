import { openHost, withLabels } from './authority.ts';
import { inert, type Judged, somewhere } from './judged.ts';
import { type KeyMeaning, keyMeaning } from './key.ts';
import { isDialled, whyByNeighbours } from './neighbourhood.ts';
import { type Reading, referencesBetween } from './reading.ts';
import { HOLE, harmless, isAboutItself, isLabel, type Reference } from './reference.ts';
import type { Token } from './token.ts';

/**
 * Why a reference that is a whole word cannot be an address where none is awaited: by its own name, because the same
 * script sets it, or by what it stands under.
 */
export function whyNoAddress(name: string, key: KeyMeaning, given: Reading['given']): string | undefined {
  if (given !== undefined && isSetHere(name, given)) return `${name} is set in the same text, and judged there`;
  const reason = harmless(name, 'word');
  if (reason !== undefined) return reason;
  if (/(?:^|_)node_attr_[a-z]+$/.test(key.words)) return `${key.words} is a label that Elasticsearch spreads copies by`;
  if (/(?:^|_)advertised?$/.test(key.words)) return `${key.words} is where a server tells its peers that it is itself`;
  if (/(?:^|_)(?:format|pattern)$/.test(key.words)) return `${name} is a part of a line that a program writes`;
  if (key.words === 'global') return `${name} is declared as a variable of the program`;
  if (key.prose || key.code) return `${name} is filled in for people to read, or compared`;
  if (!key.neutral || named(name).endpoint || named(name).region !== undefined) return undefined;
  return `"${key.words}" holds no address`;
}

/** What the last word of a reference says: `var.db.host`, `.Values.url`. */
function named(name: string): KeyMeaning {
  return keyMeaning(/[\w-]+$/.exec(name)?.[0] ?? name);
}

/** `${NAME}` and `${NAME%%.*}`, but not `${NAME:-https://elsewhere}`. */
function isSetHere(name: string, given: NonNullable<Reading['given']>): boolean {
  const own = /^[A-Za-z_][\w.-]*?(?=$|[%#].*$|[\^,[:/][^.:]*$)/.exec(name)?.[0];
  return own !== undefined && given.has(own);
}

/** A server's own name is what it answers to. */
export function awaitsAddress({ endpoint, words }: KeyMeaning): boolean {
  return endpoint && words !== 'server_name';
}

/** A word with a reference in it; `judge` reads a word whose references have become labels. */
export function openWord(
  reading: Reading,
  token: Token,
  text: string,
  key: KeyMeaning,
  judge: (labels: string) => readonly Judged[],
): readonly Judged[] {
  const shown = reading.raw.slice(token.start, token.end);
  const parts = referencesBetween(reading, token.start, token.end);
  const awaited = key.region !== undefined || awaitsAddress(key) || key.image || reading.certain;
  const alone = !/[^\ue000]/.test(text.replace(/[.,;:!?]+$/, ''));
  if (/^[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+:\ue000+$/.test(text))
    return [inert(shown, `${shown} is a header and what it is set to`)];
  if (key.region === undefined && parts.length === 1 && isOwn(text, parts[0]?.name ?? ''))
    return [inert(shown, `${shown} is the pod itself, its node or its namespace`)];
  if (key.prose || (reading.shown && alone)) return [inert(shown, `${shown} is filled in for people to read`)];
  const reasons = parts.map(({ name }) => whyNoAddress(name, key, reading.given));
  const [reason] = reasons;
  const isMade = (awaited || isDialled(reading, token)) && parts.some(({ name }) => isGiven(name, reading.made));
  if (alone && !key.image && !isMade && parts.every(({ name }) => isGiven(name, reading.given)))
    return [inert(shown, `${shown} is set in the same text, and judged there`)];
  if (!alone && !key.image && !isMade && isWholeHost(text, parts) && isGiven(parts[0]?.name ?? '', reading.given))
    return [inert(shown, `${shown} begins with what is set in the same text, and judged there`)];
  if (alone && isMade && harmless(parts[0]?.name ?? '', 'word') === undefined)
    return [
      somewhere(shown, 'host', `${shown} is set by a command when the script runs: nobody can say to which host`),
    ];
  if (alone && key.words === 'href' && parts.every(({ name }) => /url\b/i.test(name) && harmless(name, 'word')))
    return [inert(shown, `${shown} leads people to where the alert came from`)];
  const counted = countedAddress(text, parts);
  if (counted !== undefined) return labelled(judge(counted), shown);
  if (alone && !awaited && reason !== undefined && !reasons.includes(undefined)) return [inert(shown, reason)];
  if (alone && !awaited && parts.every(printsNothing)) return [inert(shown, `${shown} prints nothing`)];
  if (alone && !awaited && isQuery(parts)) return [inert(shown, `${shown} is filled in from a metric`)];
  if (alone && !awaited) {
    const proven = parts.map(({ name }, i) => reasons[i] ?? whyByNeighbours(name, reading, token));
    if (proven[0] !== undefined && !proven.includes(undefined)) return [inert(shown, proven[0])];
  }
  if (!alone && !awaited && !hostShaped(text)) return [inert(shown, `${shown} has no part that could become a host`)];
  if (!alone && isLabelled(reading, text, parts, key) && key.region === undefined && !key.image)
    return labelled(judge(withLabels(text)), shown);
  return [settled(text, shown, reason)];
}

/** `{{ with query "up" }}{{ . | first | value }}{{ end }}`: what stands between comes from Prometheus. */
function isQuery(parts: readonly Reference[]): boolean {
  return /^-?\s*(?:with|range)\s+query\b/.test(parts[0]?.name ?? '') && /^-?\s*end\b/.test(parts.at(-1)?.name ?? '');
}

/** `{{ define "row" }}`, `{{ $query := . }}`: what a template does with them is seen where it prints. */
function printsNothing({ name }: Reference): boolean {
  return /^-?\s*(?:define\s+"[\w.-]+"|\$\w+\s*:?=\s*\.)\s*-?$/.test(name);
}

function isGiven(name: string, given: Reading['given']): boolean {
  return given !== undefined && isSetHere(name, given);
}

/** `10.8.1.${index + 10}`: a number that is reckoned out can only be the last of an address. */
function countedAddress(text: string, parts: readonly Reference[]): string | undefined {
  if (!/^(?:\d{1,3}\.){3}\ue000+(?:[:/]\d{1,5})?$/.test(text)) return undefined;
  return parts.every(({ name }) => /[\w)\]]\s+[+*-]\s+\d+$/.test(name) || /^count\.index$/.test(name))
    ? text.replace(/\ue000+/, '1')
    : undefined;
}

/** `${ENDPOINT}/path`: the whole of the host, and what stands before it, comes from one reference. */
function isWholeHost(text: string, parts: readonly Reference[]): boolean {
  const [first, second] = parts;
  return /^\ue000+\/(?!\/)/.test(text) && first !== undefined && (second === undefined || second.start > first.end);
}

/** Whether what is written around the references decides where a word leads. */
function isLabelled(reading: Reading, text: string, parts: readonly Reference[], key: KeyMeaning): boolean {
  if (reading.shown || parts.every(({ name }) => isLabel(name))) return true;
  const slash = text.indexOf('/');
  if (slash > 0 && parts.every(({ name }, i) => i > 0 || isLabel(name)) && !text.slice(0, slash).includes('.'))
    return true;
  // `user-${n}@host`, `host:5432:db:${user}`: they stand before the host, or behind its port.
  const first = text.indexOf(HOLE);
  if (text.lastIndexOf('@') > text.lastIndexOf(HOLE)) {
    const isAccount = text.endsWith('.gserviceaccount.com');
    return isAccount || parts.every(({ name }) => harmless(name, 'user') !== undefined);
  }
  if (/^[\w.-]+:\d{1,5}[:/]/.test(text.slice(0, first))) return true;
  return key.neutral && !key.endpoint && first > 0;
}

function labelled(judged: readonly Judged[], shown: string): readonly Judged[] {
  if (judged.length === 0) return [inert(shown, `${shown} has no part that could become a host`)];
  return judged.map((each) => ({ ...each, found: shown }));
}

/** `$(POD_IP):4317` is the pod, and `$(POD_NAMESPACE)/config` an object beside it. */
function isOwn(text: string, name: string): boolean {
  if (/^\ue000+(?::[0-9]{1,5})?$/.test(text)) return isAboutItself(name) || name === 'HOSTNAME';
  return /^\ue000+\/[\w.-]+$/.test(text) && /^(?:my_?)?pod_?namespace$/i.test(name);
}

/** A hole beside a dot, a colon, an at sign or before a slash could become a host. */
function hostShaped(text: string): boolean {
  return !/^[./~]/.test(text) && /\ue000[.:/@]|[.:@]\ue000/.test(text);
}

function settled(text: string, shown: string, reason: string | undefined): Judged {
  const slash = text.indexOf('/');
  if (text.startsWith(HOLE) && slash > 0 && reason?.endsWith('is a folder') === true)
    return inert(shown, `${shown} is a path`);
  const head = slash < 0 ? text : text.slice(0, slash);
  const colon = head.indexOf(':');
  const host = colon < 0 ? head : head.slice(0, colon);
  if (!head.includes(HOLE)) return inert(shown, `${shown} is open only behind its host`);
  return openHost(host.includes(HOLE) ? host : head, shown);
}
