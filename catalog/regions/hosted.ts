import type { HostedOn, ProviderRegions } from './table.ts';

/** `eu-central-1`, `westeurope`, `europe-west3`: the three spellings cannot be mistaken for one another. */
function plain(key: string): HostedOn | undefined {
  if (/^[a-z]{2,4}(?:-[a-z]+)+-\d$/.test(key)) return { provider: 'aws', name: key };
  if (/^[a-z]+-[a-z]+\d+$/.test(key)) return { provider: 'gcp', name: key };
  return /^[a-z]+\d?$/.test(key) ? { provider: 'azure', name: key } : undefined;
}

/** `aws-eu-central-1`, `gcp_europe_west4`, `azure-germany-westcentral`: the cloud, then its region. */
function prefixed(key: string): HostedOn | undefined {
  const [, cloud, name = ''] = /^(aws|azure|gcp|google)[-_](.+)$/.exec(key) ?? [];
  if (cloud === undefined) return undefined;
  if (cloud === 'azure') return { provider: 'azure', name: name.replace(/[-_]/g, '') };
  const dashed = name.replaceAll('_', '-');
  return cloud === 'aws' ? { provider: 'aws', name: dashed } : { provider: 'gcp', name: dashed };
}

const either = (key: string): HostedOn | undefined => prefixed(key) ?? plain(key);

/** Account locators of Snowflake end in the cloud (`west-europe.azure`); the oldest regions, on AWS, leave it out. */
function snowflake(key: string): HostedOn | undefined {
  const name = key.replace(/^public\./, '');
  const [, region, cloud] = /^([a-z0-9-]+)\.(aws|azure|gcp)$/.exec(name) ?? [];
  return cloud === undefined ? either(name) : prefixed(`${cloud}-${region}`);
}

/** Aiven also sells DigitalOcean, Exoscale and UpCloud, some without the site's number. */
function aiven(key: string): HostedOn | undefined {
  const [, cloud, name = ''] = /^(do|upcloud|exoscale)-(.+)$/.exec(key) ?? [];
  if (cloud === 'do') return { provider: 'digitalocean', name: name === 'ldn' ? 'lon' : name };
  if (cloud === 'upcloud') return { provider: 'upcloud', name: /\d$/.test(name) ? name : `${name}1` };
  return cloud === 'exoscale' ? { provider: 'exoscale', name } : prefixed(key);
}

const hosted = (provider: string, hostedOn: (key: string) => HostedOn | undefined): ProviderRegions => ({
  provider,
  tables: [],
  hostedOn,
});

/** Services that run on other providers' regions and name them so. */
export const AIVEN = hosted('aiven', aiven);
export const CLICKHOUSE_CLOUD = hosted('clickhouse-cloud', either);
export const CONFLUENT = hosted('confluent', either);
export const DATABRICKS = hosted('databricks', either);
export const ELASTIC_CLOUD = hosted('elastic-cloud', either);
export const NEON = hosted('neon', prefixed);
export const QDRANT_CLOUD = hosted('qdrant-cloud', either);
export const REDIS_CLOUD = hosted('redis-cloud', either);
export const SNOWFLAKE = hosted('snowflake', snowflake);
export const SUPABASE = hosted('supabase', plain);
