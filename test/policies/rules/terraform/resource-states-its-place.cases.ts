import { resourceStatesItsPlace } from '../../../../policies/rules/terraform/resource-states-its-place.ts';
import { configMap, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const resource = (type: string, body: object, more: object = {}) =>
  terraform({ resource: { [type]: { it: body } }, ...more });

export const cases: RuleCases = {
  rule: resourceStatesItsPlace,
  compliant: [
    { name: 'a server in Falkenstein', input: resource('hcloud_server', { name: 'node', location: 'fsn1' }) },
    {
      name: 'a bucket whose provider names the region',
      input: resource('aws_s3_bucket', { bucket: 'b' }, { provider: { aws: [{ region: 'eu-central-1' }] } }),
      silent: true,
    },
    {
      name: 'a bucket that names its own region',
      input: resource('aws_s3_bucket', { bucket: 'b', region: 'eu-central-1' }),
    },
  ],
  nonCompliant: [
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
  ],
  indeterminate: [
    {
      name: 'a server that the provider places where it likes',
      input: resource('hcloud_server', { name: 'node' }),
      path: 'location',
      found: 'hcloud_server without location or datacenter',
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
