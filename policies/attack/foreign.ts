import { BlockList, isIP } from 'node:net';
import { FAMILIES } from '../../catalog/hosts/families/index.ts';
import { findHost, type HostFamily } from '../../catalog/hosts/index.ts';
import { SWITCHES, TELLING_MODELS, TELLING_VALUES } from '../../catalog/hosts/switches.ts';
import { findOperator } from '../../catalog/operators.ts';
import { allRegions, findRegions, type Region } from '../../catalog/regions/index.ts';
import type { Boundary } from '../engine/types.ts';
import type { Random } from './random.ts';

/** A value that leaves the boundary, and the fact that says so. */
export interface ForeignValue {
  readonly value: string;
  readonly because: string;
}

/** A region, and who calls it that. */
export interface ForeignRegion extends ForeignValue {
  readonly provider: string;
  readonly kind: Region['kind'];
}

/** A setting that decides a place by a word. */
export interface ForeignSwitch extends ForeignValue {
  readonly key: string;
}

/** What the catalogue, read on its own, places outside a boundary. A new row of it is attacked from its first day. */
export interface Foreign {
  readonly hosts: readonly ForeignValue[];
  readonly regions: readonly ForeignRegion[];
  readonly switches: readonly ForeignSwitch[];
  readonly models: readonly ForeignValue[];
  /** Inside, but run by somebody whose parent answers to a law that the site does not accept. Empty when it accepts any. */
  readonly operated: readonly ForeignValue[];
  /** A public address that the site does not claim: nobody can say where it is. */
  readonly address: (random: Random) => string;
}

const known = new WeakMap<Boundary, Foreign>();

/** The foreign values of a boundary. Gathered once. */
export function foreignTo(boundary: Boundary): Foreign {
  const foreign = known.get(boundary) ?? gathered(boundary);
  known.set(boundary, foreign);
  return foreign;
}

function gathered(boundary: Boundary): Foreign {
  const isClaimed = claimed(boundary);
  const outside = regionsOutside(boundary);
  const hosts = FAMILIES.flatMap((family) => hostsOf(family, outside)).filter((host) => !isClaimed(host));
  return {
    hosts: hosts.flatMap((host) => hostOutside(host, boundary)),
    regions: outside,
    switches: switchesOutside(boundary),
    models: modelsOutside(boundary),
    operated:
      boundary.operatorJurisdictions === undefined ? [] : operatedAbroad(boundary, boundary.operatorJurisdictions),
    address: (random) => addressOutside(random, boundary),
  };
}

/** Outside for certain: its country is another, or a copy may lie in one that is. */
function isOutside(country: string | null, among: readonly string[] | undefined, { countries }: Boundary): boolean {
  if (country !== null && country !== 'EU') return !countries.has(country);
  return among?.some((one) => !countries.has(one)) === true;
}

function regionsOutside(boundary: Boundary): readonly ForeignRegion[] {
  const rows = allRegions().filter((row) => isOutside(row.country, row.among, boundary));
  return rows.map(({ provider, code, kind, where, country, among, source }) => ({
    value: code,
    provider,
    kind,
    because: `${provider} ${code} is ${where}, ${country ?? among?.join(', ')} (${source})`,
  }));
}

/** True when every reading of the name, whoever uses it, is outside. */
export function isOutsideByAnyReading(value: string, boundary: Boundary): boolean {
  const readings = findRegions(value);
  return readings.length > 0 && readings.every(({ country, among }) => isOutside(country, among, boundary));
}

function hostsOf(family: HostFamily, regions: readonly ForeignRegion[]): readonly string[] {
  const provider = family.regions ?? family.operator;
  const own = regions.filter((region) => region.provider === provider && /^[a-z0-9-]+$/.test(region.value));
  const patterns = [...Object.keys(family.at ?? {}), ...(family.regional ?? [])];
  return patterns.flatMap((pattern) => {
    const plain = pattern.replace(/^=/, '').replaceAll('*', 'k7');
    if (plain.includes('{code}')) return Object.keys(family.codes ?? {}).map((code) => plain.replace('{code}', code));
    return plain.includes('{region}') ? own.map(({ value }) => plain.replace('{region}', value)) : [plain];
  });
}

/** The pattern that made the name is not always the one that fits it best: the catalogue's own answer decides. */
function hostOutside(host: string, boundary: Boundary): readonly ForeignValue[] {
  const fact = findHost(host);
  if (fact === undefined || !isOutside(fact.country, fact.among, boundary)) return [];
  const country = fact.country ?? fact.among?.join(', ');
  return [{ value: host, because: `${host} is ${fact.operator ?? 'served'} in ${country} (${fact.source})` }];
}

function switchesOutside(boundary: Boundary): readonly ForeignSwitch[] {
  return SWITCHES.flatMap(({ keys, values, operator, source }) =>
    Object.entries(values)
      .filter(([, country]) => country !== '' && country !== 'EU' && !boundary.countries.has(country))
      .flatMap(([value, country]) =>
        keys.map((key) => ({ key, value, because: `${operator} ${key}=${value} is ${country} (${source})` })),
      ),
  );
}

function modelsOutside(boundary: Boundary): readonly ForeignValue[] {
  return [...TELLING_VALUES, ...TELLING_MODELS]
    .filter(({ country, among }) => isOutside(country, among, boundary))
    .map(({ match, why, country, among }) => ({
      value: match.replace(/\*$/, 'large-v2'),
      because: `${why}; ${country ?? among?.join(', ')}`,
    }));
}

function operatedAbroad(boundary: Boundary, accepted: ReadonlySet<string>): readonly ForeignValue[] {
  const inside = allRegions().filter(
    ({ country, kind }) => kind === 'region' && country !== null && boundary.countries.has(country),
  );
  const own = inside.map(({ code, provider }) => ({ value: code, provider, kind: 'region' as const, because: '' }));
  const isClaimed = claimed(boundary);
  return FAMILIES.flatMap((family) => hostsOf(family, own)).flatMap((host) => {
    const fact = findHost(host);
    if (fact === undefined || fact.country === null || !boundary.countries.has(fact.country)) return [];
    const parent =
      fact.parent ?? (fact.operator === null ? undefined : findOperator(fact.operator)?.ultimateParent.country);
    if (parent === undefined || accepted.has(parent) || isClaimed(host)) return [];
    return [{ value: host, because: `${host} is in ${fact.country}, and ${fact.operator} answers to ${parent}` }];
  });
}

function claimed({ claims }: Boundary): (host: string) => boolean {
  const suffixes = claims.map(({ match }) => match.replace(/^\*/, ''));
  return (host) => suffixes.some((suffix) => host === suffix || (suffix.startsWith('.') && host.endsWith(suffix)));
}

/** First octets that hold nothing but public addresses. */
const PUBLIC = [4, 8, 13, 20, 23, 34, 52, 63, 104, 142, 157, 185];

function addressOutside(random: Random, { claims }: Boundary): string {
  const own = new BlockList();
  for (const { match } of claims) {
    const [address = '', bits = '32'] = match.split('/');
    if (isIP(address) === 4) own.addSubnet(address, Number(bits), 'ipv4');
  }
  for (;;) {
    const rest = [random.whole(256), random.whole(256), 1 + random.whole(254)];
    const address = [random.pick(PUBLIC), ...rest].join('.');
    if (!own.check(address)) return address;
  }
}
