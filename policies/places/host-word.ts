import { findHost } from '../../catalog/hosts/index.ts';
import { readIpv4 } from './address.ts';
import { isSettingOrElement, looksLikeCode } from './code.ts';
import { isPublicName } from './host.ts';
import { readHostName } from './host-name.ts';
import { nameDomain } from './identifier.ts';
import { inert, type Judged } from './judged.ts';
import type { KeyMeaning } from './key.ts';
import type { Judges } from './reading.ts';
import { regionLike } from './region.ts';
import type { Token } from './token.ts';

/** What surrounds a dotted word. */
export interface Position {
  readonly key: KeyMeaning;
  /** A port, a user or the field says that a host stands here. */
  readonly sure: boolean;
  readonly mailbox: boolean;
  /** Nothing else stands in the text. */
  readonly whole: boolean;
  /** A quote opens just before it. */
  readonly quoted: boolean;
  /** A slash follows. */
  readonly path: boolean;
  /** Whether it is a part of an expression. */
  readonly operand: () => boolean;
}

/** No resolver looks up a longer name, however it is disguised. */
const LONGEST = 1024;

/** `0..1`: no name and no address has two dots side by side. */
const RANGE = /^\d{1,9}\.\.\.?\d{1,9}$/;

/** A dotted word that may be a host, an address, a file, a version or a name of software. Empty when it is none of these. */
export function judgeHostWord(part: string, position: Position, judges: Judges, token: Token): readonly Judged[] {
  if (part.length > LONGEST) return [];
  // `^` and `$` come from regular expressions, `?` and `+` too.
  const word = part.replace(/^[.^?+]+/, '').replace(/[.$?+]+$/, '');
  if (word === '') return [];
  const suffix = part.startsWith('.') ? ofSuffix(word, judges) : undefined;
  if (suffix !== undefined) return [suffix];
  const name = readHostName(word);
  if (RANGE.test(word)) return [inert(word, `${word} is a range of numbers`)];
  if (name === undefined) return position.sure && word.includes('.') ? [judges.hosts.judge(word)] : [];
  if (!name.ascii.includes('.')) return [];
  if (/^[0-9.]+$|^[0-9a-fx]+(?:\.[0-9a-fx]+){3}$/.test(name.ascii)) return numeric(word, name.ascii, position, judges);
  return named(word, name.ascii, position, judges, token);
}

/** `*.klinik.example`, `.klinik.example`: the names below a suffix, which a claim of `*.klinik.example` covers. */
function ofSuffix(word: string, { hosts }: Judges): Judged | undefined {
  const below = hosts.known(`x.${word}`);
  return below?.is === 'place' && below.place.source === 'site claim' ? { ...below, found: word } : undefined;
}

function numeric(word: string, ascii: string, { key }: Position, judges: Judges): readonly Judged[] {
  const parts = ascii.split('.').length;
  // Resolvers read `52.131` as an address too; elsewhere it is a version or a measure.
  const isAddress = !key.version && (parts === 4 || (key.endpoint && parts > 1 && readIpv4(ascii) !== undefined));
  return [isAddress ? judges.hosts.judge(word, 'address') : inert(word, `${word} is a number or a version`)];
}

/** The zones themselves, which answer with addresses of one's own network; a name in them is one resource, somewhere. */
const PRIVATE_LINK =
  /^privatelink\.[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:azure|windows|azurewebsites|azurecr|azconfig|azure-api|azuredatabricks|azurehdinsight)\.(?:com|net|io)$|^privatelink\.azure(?:websites|cr|databricks)\.(?:net|io)$/;

/** What Gatekeeper calls the kinds of review that a template is for. */
const GATEKEEPER_TARGETS = new Set(['admission.k8s.gatekeeper.sh', 'validation.gatekeeper.sh']);

/** Expressions that only select what was measured: even their quoted words name series, not hosts that are asked. */
const SELECTING = /(?:^|_)(?:expr|promql|logql|traceql)$/;

/** Streams of a broker, and parts of a record: named with dots, and known to nobody but the program. */
const NAMED =
  /(?:^|_)(?:topics?|queues?|exchange|routing_?key|table|collection|columns?|fields?|attributes?|claims?|loggers?|metrics?|events?|properties)$/;

/** A bare word of an expression is a field or a function; a quoted one may be what it compares with, or sets. */
function isField({ key, quoted }: Position): boolean {
  return key.code && (!quoted || SELECTING.test(key.words));
}

function named(word: string, ascii: string, position: Position, judges: Judges, token: Token): readonly Judged[] {
  const { key, sure, mailbox } = position;
  if (PRIVATE_LINK.test(ascii)) return [inert(word, `${word} is Azure's zone for names of private endpoints`)];
  if (GATEKEEPER_TARGETS.has(ascii)) return [inert(word, `${word} is a target of Gatekeeper: a name`)];
  const domain = sure ? undefined : nameDomain(ascii);
  if (mailbox && /(?:^|\.)gserviceaccount\.com$/.test(ascii))
    return [inert(word, `an account of ${word}: a name that nothing connects to`)];
  if (isPrincipal(ascii, key)) return [inert(word, `${word} is a principal of IAM: a name that nothing connects to`)];
  const known = judges.hosts.known(word);
  if (known !== undefined && !isOnlyName(ascii, domain, known, position)) return [known];
  if (domain !== undefined || token.names || token.called) return [inert(word, `${word} is a name, not an address`)];
  if (!sure && !position.path && NAMED.test(key.words)) return [inert(word, `"${key.words}" holds a name of its own`)];
  if (!sure && isField(position)) return [inert(word, `${word} is a field or a label that an expression compares`)];
  if (mailbox && /(?:^|\.)example\.(?:com|org|net)$/.test(ascii))
    return [inert(word, `a mailbox of ${word}, which is reserved for documentation: no mail arrives there`)];
  if (mailbox && (key.contact || position.whole)) return [inert(word, `a mailbox of ${word}: nothing connects to it`)];
  if (!isPublicName(ascii)) return [judges.hosts.judge(word)];
  if (/^(?:source|target)$/.test(key.words) && !mailbox && !position.path && isSettingOrElement(word))
    return [inert(word, `${word} is a setting or an element, which is mapped`)];
  const code = sure ? undefined : looksLikeCode(word, ascii, position);
  return [code === undefined ? judges.hosts.judge(word) : inert(word, code)];
}

/** `"Principal": {"Service": "eks.amazonaws.com"}`: AWS calls its own services so in policies. */
function isPrincipal(ascii: string, { words }: KeyMeaning): boolean {
  if (words !== 'service' && words !== 'identifiers') return false;
  const service = /^[a-z0-9-]+(?:\.([a-z0-9-]+))?\.amazonaws\.com$/.exec(ascii);
  return service !== null && !(service[1] !== undefined && regionLike(service[1]));
}

/**
 * `eks.amazonaws.com/role-arn` and `csi.hetzner.cloud` are names although their domains are hosts too. Not so a host of
 * which the catalogue says more than of the domain (`registry.k8s.io`), nor one that it has placed and that stands alone.
 */
function isOnlyName(ascii: string, domain: string | undefined, known: Judged, { key, path }: Position): boolean {
  if (domain === undefined) return false;
  const pattern = findHost(ascii)?.pattern.replace('=', '') ?? '';
  if (pattern.length > domain.length) return false;
  const placed = known.is === 'place' && known.place.country !== null;
  return path || key.identifier || !placed;
}
