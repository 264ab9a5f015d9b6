import { allRegions, findRegions, providerId, type Region } from '../../catalog/regions/index.ts';
import type { Boundary, Claim, Place } from '../engine/types.ts';
import type { Claims } from './claims.ts';
import { jurisdictionOfClaim, placeOf, SITE_CLAIM, unknownPlace, verdictOf } from './judged.ts';

const KINDS = { region: 'region', zone: 'zone', location: 'location', 'multi-region': 'location' } as const;

function sentence({ provider, code, where, country }: Region): string {
  return `${provider} ${code} is ${where}${country === null ? '' : `, ${country}`}`;
}

/** Whose names are meant when nobody says whose: others borrowed them. */
const USUAL: ReadonlySet<string> = new Set(['aws', 'azure', 'gcp']);

/**
 * A name that providers place on both sides of the boundary is outside when one of the usual providers' is, and open
 * otherwise: `eu-west-2` is London to nearly everybody, but `eu-west-1` is Dublin or, to Alibaba, London.
 */
function disagree(readings: readonly Region[], boundary: Boundary): boolean {
  const outside = readings.filter((each) => verdictOf(each, boundary) === 'outside');
  return outside.length > 0 && outside.length < readings.length && !outside.some(({ provider }) => USUAL.has(provider));
}

/** The worst reading decides: an ambiguous name is inside only when every provider's place of that name is. */
function worst(readings: readonly Region[], boundary: Boundary): Region | undefined {
  const by = (wanted: Place['verdict']) => readings.find((each) => verdictOf(each, boundary) === wanted);
  return by('outside') ?? by('unknown') ?? readings[0];
}

/** The name that a site gave the region or zone of its own machines. No provider's name can be claimed. */
function claimedRegion(value: string, claim: Claim, boundary: Boundary): Place {
  const { match, country, operator } = claim;
  const parent = jurisdictionOfClaim(claim);
  const reason = `the site says that ${match} is its own, in ${country}, run by ${operator}`;
  const facts = { kind: 'region', country, operator: null, parent, source: SITE_CLAIM, asOf: null } as const;
  return placeOf(value, { ...facts, reason, recalled: false }, boundary);
}

/** Where a region, zone, location or data centre name is; `provider` settles whose name it is. */
export function placeRegion(
  value: string,
  provider: string | undefined,
  boundary: Boundary,
  claims?: Pick<Claims, 'forRegion'>,
): Place {
  const known = provider === undefined ? undefined : providerId(provider);
  if (provider !== undefined && known === undefined) {
    return unknownPlace(value, 'region', `the catalogue has no provider "${provider}"`);
  }
  const readings = findRegions(value, known);
  const decisive = worst(readings, boundary);
  if (decisive === undefined) {
    const claim = known === undefined ? claims?.forRegion(value) : undefined;
    if (claim !== undefined) return claimedRegion(value, claim, boundary);
    const whose = known ?? 'any provider';
    return unknownPlace(
      value,
      'region',
      `"${value}" is no region, zone or location of ${whose} that the catalogue lists`,
    );
  }
  const alone = readings.length === 1;
  const { among, source, asOf, recalled } = decisive;
  if (disagree(readings, boundary)) {
    const reason = `several readings: ${readings.map(sentence).join('; ')}; say whose it is, as in aws/region:${value}, or name its provider`;
    return placeOf(value, { kind: 'region', country: null, operator: null, reason, source, asOf, recalled }, boundary);
  }
  const same = readings.every((each) => each.country === decisive.country);
  const facts = {
    kind: KINDS[decisive.kind],
    country: same || verdictOf(decisive, boundary) !== 'inside' ? decisive.country : 'EU',
    among,
    operator: alone ? decisive.provider : null,
    reason: alone ? sentence(decisive) : `several readings: ${readings.map(sentence).join('; ')}`,
    source,
    asOf,
    recalled,
  };
  return placeOf(value, facts, boundary);
}

/** Resolves region names for one boundary. */
export interface RegionResolver {
  readonly place: (value: string, provider: string | undefined) => Place;
  /** True when the provider, or any when none is given, has a place of this name. */
  readonly knows: (value: string, provider: string | undefined) => boolean;
}

/** How many names a run keeps in mind. */
const REMEMBERED = 2000;

/** The resolver of one boundary. Remembers: a run asks for the same few names again and again. */
export function regionResolver(boundary: Boundary, claims?: Pick<Claims, 'forRegion'>): RegionResolver {
  const known = new Map<string, Place>();
  const place = (value: string, provider: string | undefined): Place => {
    const name = `${provider ?? ''}/${value}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED) known.clear();
    const found = placeRegion(value, provider, boundary, claims);
    known.set(name, found);
    return found;
  };
  return { place, knows: (value, provider) => value.length <= 64 && place(value, provider).source !== null };
}

/** First words of region names that have more than one: `eu`, `europe`, `us`, `fr`, `ch`. Azure's are one word. */
interface Shapes {
  readonly firsts: ReadonlySet<string>;
  readonly single: ReadonlySet<string>;
}

let shapes: Shapes | undefined;

function shapesOf(): Shapes {
  const firsts = new Set<string>();
  const single = new Set<string>();
  for (const { code, kind, provider } of allRegions()) {
    const lower = code.toLowerCase();
    const hyphen = lower.indexOf('-');
    if (hyphen > 0 && kind !== 'location') firsts.add(lower.slice(0, hyphen));
    else if (provider === 'azure' && kind === 'region' && lower.length > 5) single.add(lower);
  }
  return { firsts, single };
}

/**
 * True when a word could be nothing but the name of a region or zone: hyphenated with a known beginning (`eu-west-2`,
 * `europe-west6-a`), or one of Azure's (`uksouth`). Words such as `DE` or `global` need a key that says region.
 */
export function regionLike(word: string): boolean {
  if (word.length < 5 || word.length > 40 || !/^[A-Za-z][A-Za-z0-9-]*$/.test(word)) return false;
  shapes ??= shapesOf();
  const lower = word.toLowerCase();
  const hyphen = lower.indexOf('-');
  return hyphen < 0 ? shapes.single.has(lower) : shapes.firsts.has(lower.slice(0, hyphen));
}
