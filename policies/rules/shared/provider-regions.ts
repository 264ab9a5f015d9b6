/**
 * Providers that take their region from the environment or a profile when the configuration is silent, and the arguments
 * that state it. Providers whose resources each name their place (azurerm, hcloud, exoscale, ionoscloud, upcloud, ovh)
 * are not listed. Source: the providers' own documentation; as of 2026-11-22, recalled.
 */
const byProvider: Readonly<Record<string, readonly string[]>> = {
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
  digitalocean: [],
  // Services: without the argument the provider speaks to the one in the United States.
  github: ['base_url'],
  gitlab: ['base_url'],
  datadog: ['api_url'],
  newrelic: ['region'],
  pagerduty: ['service_region'],
  sentry: ['base_url'],
  honeycombio: ['api_url'],
  signalfx: ['api_url'],
};

/** The arguments by which a provider states its region; none when its resources each name their place. */
export function regionArguments(provider: string): readonly string[] {
  return Object.hasOwn(byProvider, provider) ? (byProvider[provider] ?? []) : [];
}

/** The provider that a resource type belongs to: `aws_s3_bucket` → `aws`. */
export function providerOf(type: string): string {
  return type.split('_', 1)[0] ?? '';
}
