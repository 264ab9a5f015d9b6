import type { Region } from '../types.ts';
import { type Lookup, lookupOf } from './lookup.ts';
import { PROVIDERS } from './providers.ts';
import { fold, type ProviderRegions, region } from './table.ts';

export type { Region } from '../types.ts';

/** Longer than any name that a provider gives to a place; what is longer is a sentence or a payload. */
const LONGEST_NAME = 64;

const TABLES: ReadonlyMap<string, ProviderRegions> = new Map(PROVIDERS.map((each) => [each.provider, each]));

/** Other names under which configuration and people know a provider. */
const OTHER_PROVIDER_NAMES: Readonly<Record<string, string>> = {
  amazon: 'aws',
  'amazon-web-services': 'aws',
  microsoft: 'azure',
  azurerm: 'azure',
  google: 'gcp',
  'google-cloud': 'gcp',
  gcs: 'gcp',
  oracle: 'oci',
  'oracle-cloud': 'oci',
  'ibm-cloud': 'ibm',
  ibmcloud: 'ibm',
  alicloud: 'alibaba',
  aliyun: 'alibaba',
  'alibaba-cloud': 'alibaba',
  ovhcloud: 'ovh',
  hcloud: 'hetzner',
  'hetzner-cloud': 'hetzner',
  ionoscloud: 'ionos',
  opentelekomcloud: 'otc',
  'open-telekom-cloud': 'otc',
  't-systems': 'otc',
  'city-cloud': 'cleura',
  citycloud: 'cleura',
  '3ds-outscale': 'outscale',
  clevercloud: 'clever-cloud',
  btp: 'sap-btp',
  akamai: 'linode',
  r2: 'cloudflare-r2',
  tencentcloud: 'tencent',
  huaweicloud: 'huawei',
  packet: 'equinix-metal',
  equinix: 'equinix-metal',
  'fly-io': 'fly',
  'atlas-aws': 'mongodb-atlas-aws',
  'atlas-azure': 'mongodb-atlas-azure',
  'atlas-gcp': 'mongodb-atlas-gcp',
  elastic: 'elastic-cloud',
  yandexcloud: 'yandex',
};

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

/**
 * Every reading of a region, zone, location or data centre name; with `provider`, that provider's alone. Empty when
 * nobody is known to use the name. ASCII case does not matter; any other character must be exactly the provider's.
 * Services that run on others' regions are asked only when they are named, or when nobody else knows the name.
 */
export function findRegions(value: string, provider?: string): readonly Region[] {
  if (value === '' || value.length > LONGEST_NAME) return [];
  const id = provider === undefined ? undefined : providerId(provider);
  if (provider !== undefined && id === undefined) return [];
  const key = fold(value);
  const providers = id === undefined ? regionProviders() : [id];
  const own = providers.flatMap((each) => lookup(each)?.find(key) ?? []);
  return own.length > 0 ? own : providers.flatMap((each) => hostedRegion(each, key) ?? []);
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
