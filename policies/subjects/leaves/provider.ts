import { findHost } from '../../../catalog/hosts/index.ts';
import { findRegions, providerId } from '../../../catalog/regions/index.ts';
import type { Fields, Value } from '../../engine/types.ts';
import { isFields, stringAt } from '../fields.ts';

/** Names of providers in Terraform types and configuration files that the catalogue does not list as names. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  alicloud: 'alibaba',
  aliyunoss: 'alibaba',
  awscc: 'aws',
  azapi: 'azure',
  azurerm: 'azure',
  hcloud: 'hetzner',
  ionoscloud: 'ionos',
  opentelekomcloud: 'otc',
  profitbricks: 'ionos',
  scw: 'scaleway',
};

/** The provider that a name means (`hcloud`, `AWS`), or undefined when it is not a provider's name. */
export function providerNamed(name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(OTHER_NAMES, lower) ? OTHER_NAMES[lower] : providerId(name);
}

/** The provider of a Terraform type: `hcloud_volume` → `hetzner`, `google_storage_bucket` → `gcp`. */
export function providerOfType(type: string): string | undefined {
  const prefix = type.split('_', 1)[0] ?? '';
  return providerNamed(prefix) ?? (type.includes('_') ? prefix : undefined);
}

/** The provider that an API group belongs to: `rds.aws.upbound.io` → `aws`. */
export function providerOfGroup(apiVersion: string): string | undefined {
  const group = apiVersion.split('/', 1)[0] ?? '';
  return group
    .split('.')
    .map(providerNamed)
    .find((provider) => provider !== undefined);
}

const NAMING_KEYS = ['provider', 'cloudProvider', 'cloud_provider', 'type', 'driver', 'provisioner', 'csi_driver'];

/** The provider that an object's own fields name, unless an endpoint of another house beside it takes over. */
export function providerWithin(fields: Fields, inherited: string | undefined): string | undefined {
  const named = NAMING_KEYS.map((key) => stringAt(fields, key)).map((text) => text && providerInText(text));
  const provider = named.find((found) => found !== undefined && found !== '') ?? inherited ?? hostOf(fields);
  return provider === 'aws' && speaksToAnotherHouse(fields) ? undefined : provider;
}

/** The provider whose host stands beside a region of several: `region: fr-par` with `endpoint: https://s3.fr-par.scw.cloud`. */
function hostOf(fields: Fields): string | undefined {
  const region = stringAt(fields, 'region');
  if (region === undefined) return undefined;
  const addresses = Object.entries(fields).filter(([key]) => ADDRESS.test(key));
  return providerOfRegion(region, addresses);
}

const ADDRESS = /(?:^|_|[a-z])(?:endpoint|url|host|server)$/i;

/** The provider of `AWS_REGION` among the variables of a container: the one whose host a variable of the same beginning names. */
export function providerOfVariable(name: string, region: string, env: readonly Value[]): string | undefined {
  const [, prefix] = /^(.*?)_?(?:DEFAULT_)?REGION$/.exec(name) ?? [];
  if (prefix === undefined) return undefined;
  const addresses = env.flatMap((variable) => {
    const of = isFields(variable) ? stringAt(variable, 'name') : undefined;
    const isBeside = of?.startsWith(prefix) === true && VARIABLE.test(of.slice(prefix.length));
    return isBeside && isFields(variable) ? [[of, variable.value ?? null] as const] : [];
  });
  return providerOfRegion(region, addresses);
}

const VARIABLE = /^_?(?:S3_)?(?:ENDPOINT|URL|HOST)(?:_URL)?(?:_S3)?$/;

/** The one provider that has the region and runs every host that is named. */
function providerOfRegion(region: string, addresses: readonly (readonly [string, Value])[]): string | undefined {
  const operators = new Set(addresses.map(([, address]) => (typeof address === 'string' ? operatorOf(address) : null)));
  const [operator, ...others] = operators;
  if (operator === undefined || operator === null || others.length > 0) return undefined;
  return findRegions(region).some(({ provider }) => provider === operator) ? operator : undefined;
}

function operatorOf(address: string): string | null {
  const [, host = ''] = /^(?:https:\/\/)?([a-z0-9.-]+)(?::\d+)?\/?$/.exec(address) ?? [];
  return findHost(host)?.operator ?? null;
}

function providerInText(text: string): string | undefined {
  return providerNamed(text) ?? providerOfDriver(text);
}

const DRIVERS: readonly (readonly [RegExp, string])[] = [
  [/\.csi\.aws\.com$/, 'aws'],
  [/\.csi\.azure\.com$/, 'azure'],
  [/\.csi\.storage\.gke\.io$|^filestore\.csi\.storage\.gke\.io$/, 'gcp'],
  [/^kubernetes\.io\/aws-ebs$/, 'aws'],
  [/^kubernetes\.io\/azure-(?:disk|file)$/, 'azure'],
  [/^kubernetes\.io\/gce-pd$/, 'gcp'],
  [/^csi\.hetzner\.cloud$/, 'hetzner'],
  [/^csi\.scaleway\.com$/, 'scaleway'],
  [/^storage\.csi\.upcloud\.com$/, 'upcloud'],
  [/^csi\.exoscale\.com$/, 'exoscale'],
];

function providerOfDriver(driver: string): string | undefined {
  return DRIVERS.find(([pattern]) => pattern.test(driver))?.[1];
}

/** `provider: aws` with an endpoint elsewhere means the S3 protocol, and its region is a word of that other house. */
function speaksToAnotherHouse(fields: Fields): boolean {
  return Object.entries(fields).some(([key, value]) => /url|endpoint/i.test(key) && isForeignEndpoint(value));
}

function isForeignEndpoint(value: Value): boolean {
  if (Array.isArray(value))
    return value.some((item) => typeof item === 'object' && item !== null && speaksToAnotherHouse(item as Fields));
  return typeof value === 'string' && /[./]/.test(value) && !/amazonaws\.com/i.test(value);
}
