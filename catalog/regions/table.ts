import { EU27 } from '../jurisdictions.ts';
import type { Region, RegionKind, Sourced } from '../types.ts';

/**
 * One place: its code, its country, where it is, and the other names that the provider gives it.
 * A list of countries means that each of them holds, or may hold, a copy.
 */
export type Row = readonly [
  code: string,
  country: string | null | readonly string[],
  where: string,
  ...otherNames: readonly string[],
];

/** Rows of one kind from one source. */
export interface Table extends Sourced {
  readonly kind: RegionKind;
  readonly rows: readonly Row[];
  /** False when these names stand in settings and in no host name. */
  readonly inHosts?: false;
}

/** The facts and the naming grammar of one provider. */
export interface ProviderRegions {
  readonly provider: string;
  readonly tables: readonly Table[];
  /** Rewrites a folded name that the provider itself reads as another (`UK South` → `uksouth`). */
  readonly normalise?: (key: string) => string;
  /** The folded code of the region that a zone name lies in, by the provider's own grammar; undefined when it is none. */
  readonly regionOfZone?: (key: string) => string | undefined;
  /** For a service on other providers' regions: whose region a folded name means (`aws-eu-west-1` → aws, eu-west-1). */
  readonly hostedOn?: (key: string) => HostedOn | undefined;
}

/** A region of another provider, by folded name. */
export interface HostedOn {
  readonly provider: 'aws' | 'azure' | 'gcp' | 'digitalocean' | 'exoscale' | 'upcloud';
  readonly name: string;
}

/** A table of facts that were read in `source` on `asOf`. */
export function rows(kind: RegionKind, source: string, asOf: string, data: readonly Row[]): Table {
  return { kind, source, asOf, recalled: false, rows: data };
}

/** A table of facts that are only remembered. */
export function recalledRows(kind: RegionKind, source: string, asOf: string, data: readonly Row[]): Table {
  return { kind, source, asOf, recalled: true, rows: data };
}

/** Lower-cases ASCII only: look-alike letters (`K`, `ı`) must not become the letters that they imitate. */
export function fold(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The region that a row states. */
export function region(provider: string, table: Table, [code, place, where]: Row): Region {
  const { kind, source, asOf, recalled, inHosts } = table;
  const facts = { provider, code, kind, where, source, asOf, recalled, ...(inHosts === false ? { inHosts } : {}) };
  if (place === null || typeof place === 'string') return { ...facts, country: place };
  return { ...facts, country: place.every((country) => EU27.includes(country)) ? 'EU' : null, among: place };
}
