import type { Region } from '../types.ts';
import { type Lookup, lookupOf, namesOf } from './lookup.ts';
import { OTHER_PROVIDER_NAMES } from './provider-names.ts';
import { PROVIDERS } from './providers.ts';
import { fold, type ProviderRegions, region } from './table.ts';

export type { Region } from '../types.ts';

/** Every character that a name in the tables or a zone grammar has, after folding; what is longer is a sentence. */
const NAME = /^[a-z0-9 ()/_.:-]{2,64}$/;

/** What a spelling or zone that no row states has besides letters. */
const DERIVED = /[-0-9 (_]/;

/** What marks a name for another provider's region: `aws-`, `eu_west_1`, `west-europe.azure`. */
const HOSTED = /[_.]|^(?:aws|azure|gcp|google|do|upcloud|exoscale)-/;

const TABLES: ReadonlyMap<string, ProviderRegions> = new Map(PROVIDERS.map((each) => [each.provider, each]));

const lookups = new Map<string, Lookup>();

function lookup(provider: string): Lookup | undefined {
  const known = lookups.get(provider);
  if (known !== undefined) return known;
  const tables = TABLES.get(provider);
  if (tables === undefined) return undefined;
  const built = lookupOf(tables);
  lookups.set(provider, built);
  return built;
}

/** The catalogue's id of a provider, by its id or another common name (`google` → `gcp`), in any ASCII case; undefined when unknown. */
export function providerId(name: string): string | undefined {
  const key = fold(name);
  if (TABLES.has(key)) return key;
  return Object.hasOwn(OTHER_PROVIDER_NAMES, key) ? OTHER_PROVIDER_NAMES[key] : undefined;
}

/** What a service's name for another provider's region means. */
function hostedRegion(provider: string, key: string): Region | undefined {
  const host = TABLES.get(provider)?.hostedOn?.(key);
  const found = host && lookup(host.provider)?.find(host.name);
  return found && { ...found, provider, code: key };
}

function present(region: Region | undefined): readonly Region[] {
  return region === undefined ? [] : [region];
}

let stated: ReadonlyMap<string, readonly string[]> | undefined;

/** Which providers state a folded name in a row: one look instead of one per provider. */
function statedBy(key: string): readonly string[] {
  if (stated === undefined) {
    const providers = new Map<string, string[]>();
    for (const { provider, tables } of PROVIDERS) {
      for (const name of namesOf(tables)) providers.set(name, [...(providers.get(name) ?? []), provider]);
    }
    stated = providers;
  }
  return stated.get(key) ?? [];
}

const WITH_GRAMMAR = PROVIDERS.filter(({ normalise, regionOfZone }) => normalise ?? regionOfZone);
const HOSTED_PROVIDERS = PROVIDERS.filter(({ hostedOn }) => hostedOn);

function readings(key: string): readonly Region[] {
  const rows = statedBy(key);
  const own = rows.flatMap((provider) => present(lookup(provider)?.find(key)));
  const grammars = DERIVED.test(key) ? WITH_GRAMMAR.filter(({ provider }) => !rows.includes(provider)) : [];
  const all = [...own, ...grammars.flatMap(({ provider }) => present(lookup(provider)?.derived(key)))];
  if (all.length > 0 || !HOSTED.test(key)) return all;
  return HOSTED_PROVIDERS.flatMap(({ provider }) => present(hostedRegion(provider, key)));
}

/**
 * Every reading of a region, zone, location or data centre name; with `provider`, that provider's alone. Empty when
 * nobody is known to use the name. ASCII case does not matter; any other character must be exactly the provider's.
 * Services that run on others' regions are asked only when they are named, or when nobody else knows the name.
 */
export function findRegions(value: string, provider?: string): readonly Region[] {
  const key = value.length > 64 ? '' : fold(value);
  if (!NAME.test(key)) return [];
  if (provider === undefined) return readings(key);
  const id = providerId(provider);
  return id === undefined ? [] : present(lookup(id)?.find(key) ?? hostedRegion(id, key));
}

/** The ids of all providers whose places are listed, in alphabetical order. */
export function regionProviders(): readonly string[] {
  return PROVIDERS.map((each) => each.provider);
}

/** Every listed place of every provider, once, in the order of the tables; derived zones are not listed. */
export function allRegions(): readonly Region[] {
  return PROVIDERS.flatMap(({ provider, tables }) =>
    tables.flatMap((table) => table.rows.map((row) => region(provider, table, row))),
  );
}
