import { findHost, type HostFact } from '../../catalog/hosts/index.ts';
import { LOCAL_NAMES, NOWHERE_NAMES, PUBLIC_RESOLVERS } from '../../catalog/hosts/special-purpose.ts';
import { TOP_LEVEL_DOMAINS } from '../../catalog/hosts/top-level-domains.ts';
import type { Boundary, Claim, Place } from '../engine/types.ts';
import { type AddressMeaning, readAddress, readCidr, readIpv4 } from './address.ts';
import type { Claims } from './claims.ts';
import { readHostName } from './host-name.ts';
import {
  claimReason,
  type Facts,
  inert,
  type Judged,
  jurisdictionOfClaim,
  placeOf,
  SITE_CLAIM,
  somewhere,
} from './judged.ts';

/** Resolves hosts and addresses for one boundary. */
export interface HostResolver {
  /** A host, address or bracketed IPv6 address in host position, without port; `kind` is what the place is reported as. */
  readonly judge: (raw: string, kind?: Place['kind']) => Judged;
  /** The same for a host of which only the catalogue or a claim is asked; undefined when neither knows it. */
  readonly known: (raw: string, kind?: Place['kind']) => Judged | undefined;
  /** The place of a network in CIDR notation that the site claims as a whole. */
  readonly claimedNetwork: (text: string) => Judged | undefined;
}

function named(names: readonly (readonly [string, string])[], host: string): string | undefined {
  return names.find(([suffix]) => host === suffix || host.endsWith(`.${suffix}`))?.[1];
}

/** Lower-case last label. */
function lastLabel(host: string): string {
  return host.slice(host.lastIndexOf('.') + 1);
}

/** True when public DNS could know the name: it has a dot and ends in a delegated top-level domain. */
export function isPublicName(host: string): boolean {
  return host.includes('.') && TOP_LEVEL_DOMAINS.has(lastLabel(host));
}

function claimed(claim: Claim, kind: Place['kind']): Facts {
  const { country, operator } = claim;
  const [reason, parent] = [claimReason(claim), jurisdictionOfClaim(claim)];
  return { kind, country, operator, parent, reason, source: SITE_CLAIM, asOf: null, recalled: false };
}

function factsOf(host: string, fact: HostFact, kind: Place['kind']): Facts {
  const { country, among, operator, parent, source, asOf, recalled, where, pattern } = fact;
  const sentence =
    country === null
      ? `${host}: ${where}`
      : `${host} matches ${pattern}${operator === null ? '' : ` of ${operator}`}: ${where}, ${country}`;
  return { kind, country, among, operator, parent, source, asOf, recalled, reason: sentence };
}

/** The resolver of one boundary. */
export function hostResolver(boundary: Boundary, claims: Claims): HostResolver {
  const place = (raw: string, facts: Facts): Judged => ({
    is: 'place',
    found: raw,
    place: placeOf(raw, facts, boundary),
  });

  /**
   * A claim of exactly this host may say where a resource is whose provider the catalogue knows and whose region the
   * name leaves open. It never moves what the catalogue has placed, and a `*.suffix` claims no host of a known provider.
   */
  const listed = (raw: string, host: string, fact: HostFact, kind: Place['kind']): Judged => {
    const facts = factsOf(host, fact, kind);
    const claim = fact.country === null && fact.among === undefined ? claims.exactly(host) : undefined;
    if (claim === undefined) return place(raw, facts);
    return place(raw, { ...claimed(claim, kind), operator: fact.operator ?? claim.operator, parent: fact.parent });
  };

  const known = (raw: string, host: string, kind: Place['kind']): Judged | undefined => {
    const fact = findHost(host);
    if (fact !== undefined) return listed(raw, host, fact, kind);
    const claim = claims.forHost(host);
    return claim && place(raw, claimed(claim, kind));
  };

  const address = (raw: string, text: string, meaning: AddressMeaning, kind: Place['kind']): Judged => {
    const resolver = PUBLIC_RESOLVERS.get(meaning.canonical);
    if (resolver !== undefined)
      return somewhere(raw, kind, `${text} is a public resolver of ${resolver}: machines all over the world answer it`);
    const claim = meaning.reach === 'opaque' ? undefined : claims.forNetwork(meaning.canonical);
    if (claim !== undefined) return place(raw, claimed(claim, kind));
    const sentence = text === meaning.canonical ? meaning.name : `${meaning.canonical}, ${meaning.name}`;
    if (meaning.reach === 'local') return inert(raw, `address: ${sentence}`);
    return somewhere(raw, kind, `${text} is ${sentence}`);
  };

  const judge = (raw: string, kind: Place['kind']): Judged => {
    const bare = raw.startsWith('[') && raw.endsWith(']') ? raw.slice(1, -1) : raw;
    const ipv6 = bare.includes(':') ? readAddress(bare) : undefined;
    if (ipv6 !== undefined) return address(raw, bare, ipv6, kind === 'host' ? 'address' : kind);
    const name = readHostName(bare);
    if (name === undefined) return somewhere(raw, kind, `"${raw}" cannot be read as a host name`);
    const host = name.ascii;
    const ipv4 = readIpv4(host);
    if (ipv4 !== undefined) return address(raw, host, ipv4, kind === 'host' ? 'address' : kind);
    return known(raw, host, kind) ?? unlisted(raw, host, kind);
  };

  return {
    judge: remembered(judge),
    claimedNetwork: (text) => {
      const claim = readCidr(text)?.reach === 'opaque' ? undefined : claims.forNetwork(text);
      return claim && place(text, claimed(claim, 'cidr'));
    },
    known: remembered((raw, kind) => {
      const name = readHostName(raw);
      return name && known(raw, name.ascii, kind);
    }),
  };
}

/** How many hosts a run keeps in mind: configuration names the same few again and again. */
const REMEMBERED = 5000;

function remembered<Answer extends Judged | undefined>(
  judge: (raw: string, kind: Place['kind']) => Answer,
): (raw: string, kind?: Place['kind']) => Answer {
  const known = new Map<string, Answer>();
  return (raw, kind = 'host') => {
    const name = `${kind} ${raw}`;
    const before = known.get(name);
    if (before !== undefined || known.has(name)) return before as Answer;
    if (known.size >= REMEMBERED) known.clear();
    const judged = judge(raw, kind);
    known.set(name, judged);
    return judged;
  };
}

function unlisted(raw: string, host: string, kind: Place['kind']): Judged {
  const local = named(LOCAL_NAMES, host);
  if (local !== undefined) return inert(raw, `${host} is ${local}: it stays where the cluster is`);
  const nowhere = named(NOWHERE_NAMES, host);
  if (nowhere !== undefined) return somewhere(raw, kind, `${host} is ${nowhere}: nobody can say where it will point`);
  if (!host.includes('.')) return inert(raw, `${host} is a single label: only the cluster's own DNS can resolve it`);
  if (!TOP_LEVEL_DOMAINS.has(lastLabel(host))) {
    return inert(raw, `${host} ends in no top-level domain: only the cluster's own DNS can resolve it`);
  }
  return somewhere(raw, kind, `${host} is in neither the catalogue nor the site's claims`);
}
