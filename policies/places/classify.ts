import { findRegions, providerId } from '../../catalog/regions/index.ts';
import type { Place } from '../engine/types.ts';
import { isLongNumber } from './address.ts';
import { judgeNetwork } from './cidr.ts';
import { commandImages, namesImages } from './command.ts';
import { dialledVariables, mayDialVariable } from './dialled-variable.ts';
import { judgeImage } from './image.ts';
import { inertReason } from './inert.ts';
import { defaultSources, mayInstall } from './installer.ts';
import { inert, type Judged, somewhere } from './judged.ts';
import { type KeyMeaning, keyMeaning } from './key.ts';
import { awaitsAddress, whyNoAddress } from './open-word.ts';
import { mayHoldPlaceholder, placeholders } from './placeholder.ts';
import type { Judges, Reading } from './reading.ts';
import { judgedLater, mayRefer, punched, type Reference, referencesIn } from './reference.ts';
import { regionLike } from './region.ts';
import { scan } from './scan.ts';
import { judgeSwitch } from './switch.ts';
import type { Piece, TextContext, TextVerdict } from './types.ts';

/** Characters without which no host, address, URL, ARN or reference can be written in ASCII. */
const BEARING = /[.:/@$%{\\\u0080-\uffff]/;

/** `$ENDPOINT` and nothing else. */
const SHELL_VARIABLE = /^\$[A-Za-z_]\w{0,120}$/;

/** Classifies one string. Never throws; linear in the length of the text. */
export function classify(text: string, context: TextContext, judges: Judges): TextVerdict {
  const key = keyMeaning(context.key);
  const role = context.role === 'shown' ? 'free' : (context.role ?? 'free');
  if (SHELL_VARIABLE.test(text)) return summed(text, [loneVariable(text, key, context)]);
  const plain =
    role === 'free' && key.region === undefined && !key.image && !BEARING.test(text) && !isDialled(text, key);
  if (plain && !namesRegion(text) && judgeSwitch(text, key, judges) === undefined) {
    return { classification: 'inert', reason: inertReason(text), pieces: [] };
  }
  return summed(text, judged(text, context, key, judges));
}

/** `DB_HOST=875692547`: what resolves names takes a number for an address. `docker pull nginx` goes to a registry. */
function isDialled(text: string, key: KeyMeaning): boolean {
  return (
    (key.endpoint && isLongNumber(text)) ||
    namesImages(text) ||
    mayInstall(text) ||
    mayDialVariable(text) ||
    mayHoldPlaceholder(text)
  );
}

/** A text without any bearing character: only a word that is a region's name, or that is called one, can be a place. */
function namesRegion(text: string): boolean {
  if (!/[\s=,;]/.test(text)) return regionLike(text);
  return /[a-z]-[a-z0-9]|region|zone|location|image/i.test(text) || text.split(/[^A-Za-z0-9-]+/).some(regionLike);
}

function judged(raw: string, context: TextContext, key: KeyMeaning, judges: Judges): readonly Judged[] {
  const switched = judgeSwitch(raw, key, judges);
  if (switched !== undefined) return [switched];
  const text = withEncodedUrls(raw.includes('\\') ? raw.replaceAll('\\/', '/').replaceAll('\\.', '.') : raw);
  const references = mayRefer(text) ? referencesIn(text) : [];
  const reading: Reading = {
    raw: text,
    text: references.length === 0 ? text : punched(text, references),
    references,
    key,
    provider: context.provider === undefined ? undefined : providerId(context.provider),
    certain: context.role === 'host' || context.role === 'url',
    shown: context.role === 'shown',
    given: context.given,
    made: context.made,
  };
  return (
    byRole(reading, context, judges) ?? [
      ...scan(reading, judges),
      ...hiddenBreaks(reading, judges),
      ...commandImages(reading.text, judges),
      ...defaultSources(reading.text, judges.hosts),
      ...dialledVariables(reading),
      ...placeholders(reading, judges),
    ]
  );
}

/**
 * `?to=https%3A%2F%2Fevil.example`: a URL inside of another, or of a whole document, as often as it was encoded. An
 * ampersand stays as it is, for one that was encoded parts no parameters.
 */
function withEncodedUrls(text: string): string {
  let plain = text;
  for (let times = 0; times < 3 && /%(?:25)*3a%(?:25)*2f/i.test(plain); times += 1) {
    plain = plain.replace(/%((?!26)[2-7][0-9a-f])/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
  return plain;
}

function byRole(reading: Reading, context: TextContext, judges: Judges): readonly Judged[] | undefined {
  const { raw, references, key } = reading;
  const given = context.role === 'shown' || context.role === undefined ? 'free' : context.role;
  if (reading.shown && references.length > 0 && key.region === 'strong')
    return [inert(raw, `${raw} is filled in by whoever looks at it`)];
  const zone =
    given === 'free' && PRIVATE_ZONE.test(key.words) && references.length === 0 ? privateZone(raw, judges) : undefined;
  if (zone !== undefined) return zone;
  const role = given === 'free' && key.image && !/\s/.test(raw.trim()) && raw !== '' ? 'image' : given;
  if (role === 'image')
    return [references.length > 0 ? openImage(reading, judges) : judgeImage(raw.replace(FLAG, ''), judges.hosts)];
  if (role === 'region' || (role === 'free' && key.region === 'strong')) return regions(reading, judges);
  if (role === 'cidr') return [references.length > 0 ? openValue(raw, references, 'cidr') : judgeNetwork(raw, judges)];
  if (role === 'host') return hostList(reading, judges);
  if (role === 'identifier' && !raw.includes('://')) return [inert(raw, 'a name, not an address')];
  return undefined;
}

/** `--acme-http01-solver-image=registry.example.com/solver`: the flag is no part of the image. */
const FLAG = /^--?[A-Za-z][\w.-]*=/;
const PRIVATE_ZONE = /^private_(?:dns_)?zones?(?:_names?)?$/;

/** A zone of names that only one's own network sees: its name leads nowhere, unless it holds a region outside. */
function privateZone(raw: string, { hosts }: Judges): readonly Judged[] | undefined {
  if (!/^[\w-]+(?:\.[\w-]+)+$/.test(raw)) return undefined;
  const judged = hosts.judge(raw, 'host');
  const isOpen = judged.is === 'inert' || judged.place.verdict === 'unknown';
  return [isOpen ? inert(raw, `${raw} is a zone that only one's own network sees`) : judged];
}

/** `$ENDPOINT` alone: what its place is called, or what it is called itself, may show that no address is meant. */
function loneVariable(text: string, key: KeyMeaning, { role = 'free', given }: TextContext): Judged {
  const name = text.slice(1);
  if (role === 'shown') return inert(text, `${text} is filled in by whoever looks at it`);
  if (/^(?:HOSTNAME|SERVER_NAME)$/.test(name) && /(?:host|server)_?name$/.test(key.words))
    return inert(text, `${text} is the server's own name`);
  if (name === 'HOSTNAME' && key.region === undefined) return inert(text, `${text} is the pod itself`);
  const awaited = role !== 'free' || key.region !== undefined || awaitsAddress(key) || key.image;
  const reason = awaited ? undefined : whyNoAddress(name, key, given);
  return reason === undefined ? openValue(text, [], 'unknown') : inert(text, reason);
}

function openValue(raw: string, references: readonly Reference[], kind: Place['kind']): Judged {
  const shown = raw.slice(references[0]?.start ?? 0, references[0]?.end ?? raw.length);
  return somewhere(shown, kind, `${shown} is not resolved: nobody can say what will stand here${judgedLater(shown)}`);
}

/** `registry.example.com/mirror/${NAME}`: the registry is written, only the rest of the name is open. */
function openImage({ raw, text, references, shown }: Reading, { hosts }: Judges): Judged {
  const slash = text.indexOf('/');
  const registry = slash < 0 ? '' : text.slice(0, slash);
  if (/^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/.test(registry)) {
    return { ...judgeImage(`${registry}/x`, hosts), found: raw };
  }
  return shown ? inert(raw, `${raw} is filled in by whoever looks at it`) : openValue(raw, references, 'image');
}

/** Regions that S3-compatible stores on the site's own machines are given, because clients insist on one. */
const PLACEHOLDERS = new Set(
  'minio garage ceph rgw seaweedfs local onprem on-prem on-premises default none dummy'.split(' '),
);

/** What stands under a key that says region, and names none: switches, numbers of zones, placeholders. */
function noRegion(text: string): string | undefined {
  const value = text.trim().toLowerCase();
  if (/^(?:true|false|yes|no|on|off|enabled|disabled|[0-9]{1,3})$/.test(value))
    return `"${text}" is a switch or a number`;
  return PLACEHOLDERS.has(value) ? `"${text}" is what stores on one's own machines are given for a region` : undefined;
}

/** Why an availability zone names no place of its own: `ZONE_1` of an IONOS data centre, `nova` of an OpenStack region. */
function withinRegion(text: string, provider: string | undefined, { words }: KeyMeaning): string | undefined {
  if (!words.includes('zone')) return undefined;
  const isPart = text === 'nova' || (provider === 'ionos' && /^(?:auto|zone_[1-9])$/i.test(text));
  return isPart ? `"${text}" is a part of a region that stands elsewhere` : undefined;
}

/** `AWS_REGION=nl-ams`: the SDK of AWS is what people reach other S3 stores with, under regions that only those have. */
function borrowed(text: string, provider: string | undefined, key: KeyMeaning, { regions }: Judges): Place | undefined {
  if (provider !== undefined || key.provider !== 'aws' || regions.knows(text, 'aws')) return undefined;
  const others = findRegions(text);
  const isTheirs = others.length > 0 && !others.some((other) => other.provider === 'gcp' || other.provider === 'azure');
  return isTheirs ? regions.place(text, undefined) : undefined;
}

/** Ceph spreads copies over hosts, racks or rooms: kinds of things, not names of places. */
function crushBucket(text: string, { words }: KeyMeaning): string | undefined {
  const isKind = /^(?:host|osd|rack|chassis|row|room|pdu|pod|zone|region|datacenter|root)$/.test(text);
  return isKind && words.endsWith('failure_domain') ? `"${text}" is a kind of failure domain` : undefined;
}

const HALLS = /(?:topology_kubernetes_io|failure_domain_beta_kubernetes_io)_zone$/;
const DATA_CENTRES = /^(?:\w+_)?data_?centers?$/;

/** A zone label of a cluster in one's own halls, or a data centre as Consul and vSphere name it: no provider has one that begins so. */
function ownZone(
  text: string,
  provider: string | undefined,
  { words }: KeyMeaning,
  { regions }: Judges,
): string | undefined {
  if (!HALLS.test(words) && !(provider === undefined && DATA_CENTRES.test(words))) return undefined;
  const isOwn = /^[a-z][a-z0-9-]{0,62}$/.test(text) && !regionLike(text) && !regions.knows(text, undefined);
  return isOwn ? `"${text}" is no provider's zone: a part of the cluster's own halls` : undefined;
}

const ELEMENT = /^\$\{\s*element\(\s*\[([^\][]*)\]\s*,[^"]*\)\s*\}$/;
const EITHER = /^\$\{(?:[^?"{}]|"[^"$]*")*\?\s*("[^"$]*")\s*:\s*("[^"$]*")\s*\}$/;

/** `element(["fsn1", "nbg1"], count.index)` and `var.x ? "eu-west-1" : "eu-west-3"`: one of those that are written. */
export function choicesIn(raw: string): readonly string[] | undefined {
  const [, one, other] = EITHER.exec(raw) ?? [];
  const list = ELEMENT.exec(raw)?.[1] ?? (one === undefined ? undefined : `${one}, ${other}`);
  if (list === undefined || !/^\s*(?:"[^"$%\\]+"\s*,?\s*)+$/.test(list)) return undefined;
  return [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
}

/** Every word of a field that holds regions; an empty one leaves the choice to a default elsewhere. */
function regions({ raw, references, key, provider }: Reading, judges: Judges): readonly Judged[] {
  const listed = references.length === 1 ? choicesIn(raw) : undefined;
  if (listed !== undefined)
    return listed.map((name) => ({
      is: 'place',
      found: name,
      place: judges.regions.place(name, provider ?? key.provider),
    }));
  if (references.length > 0) return [openValue(raw, references, 'region')];
  if (raw.trim() === '') return [somewhere(raw, 'region', 'the region is empty: a default elsewhere decides')];
  const none = noRegion(raw);
  if (none !== undefined) return [inert(raw, none)];
  const own = provider ?? key.provider;
  const within = withinRegion(raw, own, key) ?? crushBucket(raw, key) ?? ownZone(raw, own, key, judges);
  if (within !== undefined) return [inert(raw, within)];
  const whole = borrowed(raw, provider, key, judges) ?? judges.regions.place(raw, own);
  if (whole.source !== null || !/[,;\s]/.test(raw.trim())) return [{ is: 'place', found: raw, place: whole }];
  const names = raw.split(/[,;\s]+/).filter((word) => word !== '');
  return names.map((word) => ({ is: 'place', found: word, place: judges.regions.place(word, own) }));
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
  const joined = raw.replace(/^-{0,2}[\w.-]{1,100}=/, '').replace(/[\t\r\n]/g, '');
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
