import { providerStatesItsRegion } from '../../../../policies/rules/terraform/provider-states-its-region.ts';
import { configMap, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const provider = (type: string, body: object) => terraform({ provider: { [type]: [body] } });

/** What states the region of each provider that would otherwise ask its environment. */
const regionOf: Readonly<Record<string, readonly [string, ...string[]]>> = {
  aws: ['region'],
  awscc: ['region'],
  google: ['region', 'zone'],
  'google-beta': ['region', 'zone'],
  alicloud: ['region'],
  oci: ['region'],
  ibm: ['region'],
  tencentcloud: ['region'],
  huaweicloud: ['region'],
  opentelekomcloud: ['region', 'tenant_name', 'auth_url'],
  openstack: ['region', 'auth_url'],
  scaleway: ['region', 'zone'],
  stackit: ['default_region', 'region'],
  outscale: ['region', 'api'],
  github: ['base_url'],
  gitlab: ['base_url'],
  datadog: ['api_url'],
  newrelic: ['region'],
  pagerduty: ['service_region'],
  sentry: ['base_url'],
  honeycombio: ['api_url'],
  signalfx: ['api_url'],
};

export const cases: RuleCases = {
  rule: providerStatesItsRegion,
  compliant: [
    { name: 'a provider with its region', input: provider('aws', { region: 'eu-central-1' }) },
    ...Object.entries(regionOf).flatMap(([type, names]) =>
      names.map((name) => ({
        name: `the provider ${type} with its ${name}`,
        input: provider(type, { [name]: 'here' }),
      })),
    ),
    { name: 'a provider whose droplets each name their region', input: provider('digitalocean', {}), silent: true },
    { name: 'a provider whose resources each name their place', input: provider('exoscale', {}), silent: true },
    {
      name: 'a provider without a region whose only resource names its own',
      input: terraform({
        provider: { scaleway: [{}] },
        resource: { scaleway_object_bucket: { copy: { name: 'copy', region: 'pl-waw' } } },
      }),
    },
    {
      name: 'the Kubernetes provider, which has none',
      input: provider('kubernetes', { config_context: 'klinik' }),
      silent: true,
    },
  ],
  nonCompliant: { never: 'the environment may name a region inside' },
  indeterminate: [
    { name: 'a provider without a region', input: provider('aws', {}), path: 'region', found: '(nothing)' },
    ...Object.entries(regionOf).map(([type, [first]]) => ({
      name: `the provider ${type} without a region`,
      input: provider(type, {}),
      path: first,
      found: '(nothing)',
    })),
    { name: 'a region that is null', input: provider('aws', { region: null }), path: 'region', found: 'null' },
    {
      name: 'a provider without a region one of whose resources names none',
      input: terraform({
        provider: { scaleway: [{}] },
        resource: { scaleway_object_bucket: { copy: { region: 'pl-waw' }, other: { name: 'other' } } },
      }),
      path: 'region',
      found: '(nothing)',
    },
    {
      name: 'a provider without a region beside a resource of another that names its own',
      input: terraform({
        provider: { scaleway: [{}] },
        resource: { aws_s3_bucket: { copy: { region: 'eu-west-1' } } },
      }),
      path: 'region',
      found: '(nothing)',
    },
    { name: 'an empty region', input: provider('aws', { region: '' }), path: 'region', found: '' },
    {
      name: 'a region from a variable',
      input: provider('aws', { region: '${var.region}' }),
      path: 'region',
      found: '${var.region}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
