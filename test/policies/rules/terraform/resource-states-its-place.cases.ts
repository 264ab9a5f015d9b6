import { resourceStatesItsPlace } from '../../../../policies/rules/terraform/resource-states-its-place.ts';
import { configMap, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const resource = (type: string, body: object, more: object = {}) =>
  terraform({ resource: { [type]: { it: body } }, ...more });

/** Types whose place is an optional argument, and what it may be called. */
const placeOf: Readonly<Record<string, readonly [string, ...string[]]>> = {
  hcloud_server: ['location', 'datacenter'],
  hcloud_volume: ['location', 'server_id'],
  hcloud_load_balancer: ['location', 'network_zone'],
  hcloud_primary_ip: ['location', 'datacenter', 'assignee_id'],
  hcloud_floating_ip: ['home_location', 'server_id'],
  google_firestore_database: ['location_id'],
  cloudflare_r2_bucket: ['jurisdiction'],
};

export const cases: RuleCases = {
  rule: resourceStatesItsPlace,
  compliant: [
    { name: 'a server in Falkenstein', input: resource('hcloud_server', { name: 'node', location: 'fsn1' }) },
    {
      name: 'a bucket whose provider names the region',
      input: resource('aws_s3_bucket', { bucket: 'b' }, { provider: { aws: [{ region: 'eu-central-1' }] } }),
      silent: true,
    },
    ...Object.entries(placeOf).flatMap(([type, names]) =>
      names.map((name) => ({ name: `a ${type} with its ${name}`, input: resource(type, { [name]: 'here' }) })),
    ),
    {
      name: 'a secret whose copies stay where they are told to',
      input: resource(
        'google_secret_manager_secret',
        { replication: { user_managed: { replicas: [{ location: 'europe-west3' }] } } },
        { provider: { google: [{ region: 'europe-west3' }] } },
      ),
      silent: true,
    },
    { name: 'a bucket with its location', input: resource('google_storage_bucket', { location: 'EU' }) },
    { name: 'a dataset with its location', input: resource('google_bigquery_dataset', { location: 'EU' }) },
    ...['zone', 'location'].map((name) => ({
      name: `a resource without a provider that names its ${name}`,
      input: resource('google_compute_disk', { [name]: 'europe-west3-a' }),
    })),
    {
      name: 'a resource of a provider that has no region',
      input: resource('random_id', { byte_length: 8 }),
      silent: true,
    },
    {
      name: 'a bucket that names its own region',
      input: resource('aws_s3_bucket', { bucket: 'b', region: 'eu-central-1' }),
    },
  ],
  nonCompliant: [
    {
      name: 'a bucket that would lie in the United States',
      input: resource('google_storage_bucket', { name: 'b' }, { provider: { google: [{ region: 'europe-west3' }] } }),
      path: 'location',
      found: 'google_storage_bucket without location',
    },
    ...[
      'aws_cloudfront_distribution',
      'aws_globalaccelerator_accelerator',
      'azurerm_cdn_endpoint',
      'azurerm_cdn_frontdoor_profile',
      'azurerm_cdn_profile',
      'azurerm_frontdoor',
      'cloudflare_workers_kv_namespace',
      'cloudflare_pages_project',
    ].map((type) => ({
      name: `what no argument keeps in a region: ${type}`,
      input: resource(type, { name: 'site' }, { provider: { aws: [{ region: 'eu-central-1' }] } }),
      path: '',
      found: type,
    })),
    ...[{}, { replication: { auto: {} } }, { replication: [{ automatic: true, user_managed: null }] }].map((body) => ({
      name: `a secret that is copied to wherever Google likes: ${JSON.stringify(body)}`,
      input: resource('google_secret_manager_secret', body),
      path: '',
      found: 'google_secret_manager_secret',
    })),
    {
      name: 'a dataset that would lie in the United States',
      input: resource(
        'google_bigquery_dataset',
        { dataset_id: 'd' },
        { provider: { google: [{ region: 'europe-west3' }] } },
      ),
      path: 'location',
      found: 'google_bigquery_dataset without location',
    },
    {
      name: 'a dataset whose location is empty',
      input: resource('google_bigquery_dataset', { location: '' }),
      path: 'location',
      found: 'google_bigquery_dataset without location',
    },
  ],
  indeterminate: [
    {
      name: 'a server that the provider places where it likes',
      input: resource('hcloud_server', { name: 'node' }),
      path: 'location',
      found: 'hcloud_server without location or datacenter',
    },
    ...Object.entries(placeOf).map(([type, names]) => ({
      name: `a ${type} without a place`,
      input: resource(type, { name: 'it' }),
      path: names[0],
      found: `${type} without ${names.join(' or ')}`,
    })),
    {
      name: 'a location that is null',
      input: resource('hcloud_server', { location: null }),
      path: 'location',
      found: 'hcloud_server without location or datacenter',
    },
    {
      name: 'a bucket beside a provider of another cloud',
      input: resource('aws_s3_bucket', { bucket: 'b' }, { provider: { google: [{ region: 'europe-west3' }] } }),
      path: 'region',
      found: 'aws_s3_bucket without region or zone or location',
    },
    {
      name: 'a bucket without a provider, whose region comes from the environment',
      input: resource('aws_s3_bucket', { bucket: 'b' }),
      path: 'region',
      found: 'aws_s3_bucket without region or zone or location',
    },
    {
      name: 'a location from a variable',
      input: resource('hcloud_server', { name: 'node', location: '${var.location}' }),
      path: 'location',
      found: 'hcloud_server without location or datacenter',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
