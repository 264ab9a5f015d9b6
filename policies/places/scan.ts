import { findRegions } from '../../catalog/regions/index.ts';
import type { Boundary } from '../engine/types.ts';
import { readAddress, readCidr } from './address.ts';
import { judgeArn } from './arn.ts';
import type { Claims } from './claims.ts';
import { looksLikeCode } from './code.ts';
import { type HostResolver, isPublicName } from './host.ts';
import { readHostName } from './host-name.ts';
import { isCanonicalUrl, isRegisteredName } from './identifier.ts';
import { judgeImage } from './image.ts';
import { inert, type Judged, somewhere } from './judged.ts';
import { type KeyMeaning, keyMeaning } from './key.ts';
import { HOLE, harmless, type Reference } from './reference.ts';
import { placeRegion, regionLike } from './region.ts';
import { judgeScheme } from './scheme.ts';
import { type Token, tokensIn } from './token.ts';
import { type Authority, type AuthorityHost, nextAuthority } from './url.ts';

/** One text under judgement. */
export interface Reading {
  /** The text with its references punched out. */
  readonly text: string;
  /** The text as it stands. */
  readonly raw: string;
  readonly references: readonly Reference[];
  readonly key: KeyMeaning;
  readonly provider: string | undefined;
  /** True when the field is known to hold a host or URL. */
  readonly certain: boolean;
}

/** What a scan needs besides the text. */
export interface Judges {
  readonly boundary: Boundary;
  readonly claims: Claims;
  readonly hosts: HostResolver;
}

/** Every piece of the text that names a place, or that was looked at and names none. */
export function scan(reading: Reading, judges: Judges): readonly Judged[] {
  const found: Judged[] = [];
  let at = 0;
  for (let authority = nextAuthority(reading.text, 0); authority !== undefined; ) {
    words(reading, judges, at, authority.start, found);
    url(reading, judges, authority, found);
    at = skipPath(reading.text, authority.end);
    const next = nextAuthority(reading.text, authority.end);
    // A URL inside the path or query of another is judged as well.
    if (next !== undefined && next.start < at) at = next.start;
    authority = next;
  }
  words(reading, judges, at, reading.text.length, found);
  return found;
}

/** The path, query and fragment belong to a URL whose host is judged; text after a bracket or quote does not. */
function skipPath(text: string, from: number): number {
  let at = from;
  while (at < text.length && !PATH_ENDS.has(text[at] ?? '')) at += 1;
  return at;
}
const PATH_ENDS = new Set(' \t\r\n"\'`<>,;|(){}');

function url(reading: Reading, judges: Judges, authority: Authority, found: Judged[]): void {
  const { text, raw } = reading;
  const { scheme, start, end, user, hosts } = authority;
  const whole = raw.slice(start, skipPath(text, end));
  const special = judgeScheme(scheme, whole, reading.key);
  if (special !== undefined) {
    found.push(special);
    return;
  }
  const name = text.slice(hosts[0]?.start ?? end, end);
  const rest = text.slice(end, start + whole.length);
  if (
    user === undefined &&
    isCanonicalUrl(name.toLowerCase(), rest, reading.key, text.slice(Math.max(0, start - 300), start))
  ) {
    found.push(inert(whole, `${whole} is a canonical URL: a name that nothing fetches`));
    return;
  }
  if (user !== undefined) hole(reading, user[0], user[1], 'user', found);
  for (const host of hosts) authorityHost(reading, judges, host, found);
}

function authorityHost(reading: Reading, { hosts }: Judges, host: AuthorityHost, found: Judged[]): void {
  const { text, raw } = reading;
  const shown = raw.slice(host.start, host.end);
  const name = text.slice(host.start, host.end);
  if (name.includes(HOLE)) {
    found.push(unresolvedHost(name, shown));
    return;
  }
  if (host.port !== undefined) hole(reading, host.port[0], host.port[1], 'port', found);
  if (host.unreadable)
    found.push(somewhere(shown, 'url', `"${shown}" is followed by no port: readers disagree about the host`));
  found.push(hosts.judge(shown, 'url'));
}

/** A host with a part missing is local only when a local suffix remains: `$(POD).kafka.svc.cluster.local`. */
function unresolvedHost(name: string, shown: string): Judged {
  const known = name.slice(name.lastIndexOf(HOLE) + 1).toLowerCase();
  if (/\.(?:svc|local|internal)\.?$/.test(known)) return inert(shown, `${shown} ends in a name of the cluster`);
  return somewhere(shown, 'host', `${shown} is not resolved: nobody can say which host it will be`);
}

/** References between two positions that could move the host. */
function hole(reading: Reading, from: number, to: number, position: 'user' | 'port', found: Judged[]): void {
  for (const { start, end, name } of reading.references) {
    if (start < from || end > to) continue;
    const shown = reading.raw.slice(start, end);
    const why = harmless(name, position);
    found.push(
      why === undefined
        ? somewhere(shown, 'url', `${shown} is not resolved, and could move the host`)
        : inert(shown, why),
    );
  }
}

function words(reading: Reading, judges: Judges, from: number, to: number, found: Judged[]): void {
  if (from >= to) return;
  for (const token of tokensIn(reading.text, from, to)) word(reading, judges, token, found);
}

function word(reading: Reading, judges: Judges, token: Token, found: Judged[]): void {
  const text = reading.text.slice(token.start, token.end);
  const key = token.key === undefined ? reading.key : keyMeaning(token.key);
  if (text.includes(HOLE)) {
    heldOpen(reading, token, text, key, found);
    return;
  }
  const judged = plainWord(text, key, reading, judges, token);
  if (judged !== undefined) found.push(...judged);
}

function plainWord(
  text: string,
  key: KeyMeaning,
  reading: Reading,
  judges: Judges,
  token: Token,
): readonly Judged[] | undefined {
  const region = regionWord(text, key, reading, judges);
  if (region !== undefined) return [region];
  if (text.startsWith('arn:')) return [judgeArn(text, judges.boundary)];
  if (key.image && token.key !== undefined && !token.names) return [judgeImage(text, judges.hosts)];
  if (!/[.:@/]/.test(text)) return undefined;
  return address(text) ?? dotted(text, key, reading.certain || key.endpoint, judges, token);

  function address(word: string): readonly Judged[] | undefined {
    const network = word.includes('/') ? readCidr(word) : undefined;
    if (network !== undefined) return [judgeNetwork(word, judges)];
    const bare = readAddress(word);
    if (bare === undefined || !(word.includes(':') || word.split('.').length === 4)) return undefined;
    if (key.version && bare.reach === 'public') return undefined;
    return [judges.hosts.judge(word, 'address')];
  }
}

/** A network, by the site's claims or by the registries of special-purpose addresses. */
export function judgeNetwork(text: string, judges: Judges): Judged {
  const claim = judges.claims.forNetwork(text);
  if (claim !== undefined) {
    const host = judges.hosts.judge(text.slice(0, text.indexOf('/')), 'cidr');
    return host.is === 'place' ? { ...host, found: text, place: { ...host.place, value: text } } : host;
  }
  const meaning = readCidr(text);
  if (meaning === undefined) return somewhere(text, 'cidr', `"${text}" is no network in CIDR notation`);
  if (meaning.reach === 'local') return inert(text, `network: ${meaning.name}`);
  return somewhere(text, 'cidr', `${text} is ${meaning.name}`);
}

/** A word that stands where a region belongs, or that only a region is called. */
function regionWord(text: string, key: KeyMeaning, reading: Reading, { boundary }: Judges): Judged | undefined {
  const provider = reading.provider;
  if (key.region !== undefined && findRegions(text, provider).length > 0) {
    return { is: 'place', found: text, place: placeRegion(text, provider, boundary) };
  }
  if (!regionLike(text)) return undefined;
  if (findRegions(text).length > 0) return { is: 'place', found: text, place: placeRegion(text, undefined, boundary) };
  return key.region === undefined
    ? undefined
    : { is: 'place', found: text, place: placeRegion(text, provider, boundary) };
}

/** `x@host`, `host:port`, `host/path`, a list of them by colons. */
function dotted(
  text: string,
  key: KeyMeaning,
  certain: boolean,
  judges: Judges,
  token: Token,
): readonly Judged[] | undefined {
  if (/^(?:\.{0,2}|~)\/(?!\/)/.test(text)) return undefined;
  const sure = certain || text.startsWith('//');
  const body = text.startsWith('//') ? text.replace(/^\/+/, '') : text;
  const slash = body.indexOf('/');
  const head = slash < 0 ? body : body.slice(0, slash);
  const at = head.lastIndexOf('@');
  if (at >= 0 && /^sha(?:256|512):/.test(head.slice(at + 1)))
    return dotted(head.slice(0, at), key, certain, judges, token);
  const parts = head.slice(at + 1).split(':');
  const found = parts.flatMap((part, index) => {
    const ported = /^[0-9]{1,5}$/.test(parts[index + 1] ?? '');
    return hostWord(
      part,
      { key, sure: sure || ported || at >= 0, mailbox: at > 0 && !ported, path: slash >= 0 },
      judges,
      token,
    );
  });
  return found.length === 0 ? undefined : found;
}

interface Position {
  readonly key: KeyMeaning;
  /** A port, a user or the field says that a host stands here. */
  readonly sure: boolean;
  readonly mailbox: boolean;
  readonly path: boolean;
}

function hostWord(
  part: string,
  { key, sure, mailbox, path }: Position,
  judges: Judges,
  token: Token,
): readonly Judged[] {
  const trimmed = part.replace(/^\.+/, '');
  if (!trimmed.includes('.') && !/[^\x20-\x7e]/.test(trimmed)) return [];
  const name = readHostName(trimmed);
  if (name === undefined || !name.ascii.includes('.')) return [];
  const numeric = /^[0-9.x]+$/.test(name.ascii);
  if (numeric)
    return name.ascii.split('.').length === 4 && !key.version ? [judges.hosts.judge(trimmed, 'address')] : [];
  const registered = isRegisteredName(name.ascii) && !sure;
  const known = registered ? undefined : judges.hosts.known(trimmed);
  if (known !== undefined) return [known];
  if (registered || token.names || token.called) return [inert(trimmed, `${trimmed} is a name, not an address`)];
  if (!isPublicName(name.ascii)) return [judges.hosts.judge(trimmed)];
  if (mailbox && key.contact) return [inert(part, `a mailbox of ${trimmed}: nothing connects to it`)];
  const code = sure ? undefined : looksLikeCode(trimmed, name.ascii, key, path);
  return [code === undefined ? judges.hosts.judge(trimmed) : inert(trimmed, code)];
}

/** A word with a reference in it. */
function heldOpen(reading: Reading, token: Token, text: string, key: KeyMeaning, found: Judged[]): void {
  const shown = reading.raw.slice(token.start, token.end);
  const inside = reading.references.filter(({ start, end }) => start >= token.start && end <= token.end);
  const reasons = inside.map(({ name }) => harmless(name, 'word'));
  const placed = key.region !== undefined || key.endpoint || key.image || reading.certain;
  const alone = text.split(HOLE).every((part) => part === '');
  const reason = alone && !placed ? reasons.find((each) => each !== undefined) : undefined;
  const first = inside[0];
  if (first !== undefined && alone && inside.length === 1 && reason !== undefined) found.push(inert(shown, reason));
  else if (alone || placed || hostShaped(text)) found.push(unresolvedWord(text, shown, reasons));
}

/** A hole beside a dot, a colon, an at sign or before a slash could become a host. */
function hostShaped(text: string): boolean {
  if (/^[./~]/.test(text)) return false;
  return /\ue000[.:/@]|[.:@]\ue000/.test(text);
}

function unresolvedWord(text: string, shown: string, reasons: readonly (string | undefined)[]): Judged {
  const slash = text.indexOf('/');
  const folder = text.startsWith(HOLE) && slash > 0 && reasons[0]?.endsWith('is a folder');
  if (folder) return inert(shown, `${shown} is a path`);
  const colon = text.indexOf(':');
  const head = text.slice(0, slash < 0 ? text.length : slash);
  if (!head.includes(HOLE) && !text.slice(0, colon < 0 ? text.length : colon).includes(HOLE))
    return inert(shown, `${shown} is open only behind its host`);
  return unresolvedHost(head.slice(0, head.includes(':') ? head.indexOf(':') : head.length), shown);
}
