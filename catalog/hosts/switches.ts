import type { Sourced } from '../types.ts';

/** A setting that decides where a service runs without holding a host. */
export interface Switch extends Sourced {
  readonly operator: string;
  readonly parent?: string;
  /** Names of the setting: lower case, words joined by `_`. */
  readonly keys: readonly string[];
  /** Lower-case value → ISO code or `EU`; an empty string means that the value names no place. */
  readonly values: Readonly<Record<string, string>>;
}

/** A value that is a place under any key. */
export interface TellingValue extends Sourced {
  readonly operator: string;
  readonly parent?: string;
  /** The whole value, lower case; or its beginning when it ends in `*`. */
  readonly match: string;
  /** ISO code or `EU`; null when nobody can say. */
  readonly country: string | null;
  /** Every country that may hold or process the data, when there are several. */
  readonly among?: readonly string[];
  readonly why: string;
}

const SINCE = { asOf: '2026-11-22', recalled: true } as const;
const US_OR_EU = { us: 'US', eu: 'EU', global: 'US' } as const;

function simple(
  operator: string,
  parent: string,
  keys: string,
  values: Readonly<Record<string, string>>,
  source: string,
): Switch {
  return { operator, parent, keys: keys.split(' '), values, source, ...SINCE };
}

/** Settings of services that choose their region by a word. */
export const SWITCHES: readonly Switch[] = [
  {
    ...simple(
      'splunk',
      'US',
      'splunk_realm signalfx_realm sfx_realm splunk_observability_realm splunkobservability_realm o11y_realm',
      {
        us0: 'US',
        us1: 'US',
        us2: 'US',
        eu0: 'IE',
        eu1: 'DE',
        eu2: 'GB',
        jp0: 'JP',
        au0: 'AU',
        sg0: 'SG',
      },
      'https://dev.splunk.com/observability/docs/realms_in_endpoints/',
    ),
    recalled: true,
  },
  {
    ...simple(
      'datadog',
      'US',
      'dd_site datadog_site datadog_host dd_region',
      {
        us: 'US',
        us1: 'US',
        us3: 'US',
        us5: 'US',
        eu: 'DE',
        eu1: 'DE',
        ap1: 'JP',
        ap2: 'AU',
        gov: 'US',
        us1_fed: 'US',
      },
      'https://docs.datadoghq.com/getting_started/site/',
    ),
    recalled: false,
  },
  simple(
    'new-relic',
    'US',
    'new_relic_region newrelic_region nr_region',
    { us: 'US', eu: 'DE', jp: 'JP' },
    'https://docs.newrelic.com (choose your data center)',
  ),
  simple(
    'twilio',
    'US',
    'twilio_region',
    { us1: 'US', us2: 'US', ie1: 'IE', au1: 'AU', br1: 'US', de1: 'US', jp1: 'US', sg1: 'US' },
    'https://www.twilio.com/docs/global-infrastructure/api-domain-migration-guide',
  ),
  simple(
    'twilio',
    'US',
    'twilio_edge',
    {
      ashburn: 'US',
      umatilla: 'US',
      // An edge is where traffic enters; the region decides where it is processed.
      dublin: '',
      frankfurt: '',
      london: 'GB',
      'sao-paulo': 'BR',
      singapore: 'SG',
      sydney: 'AU',
      tokyo: 'JP',
      roaming: 'US',
    },
    'https://www.twilio.com/docs/global-infrastructure/edge-locations',
  ),
  simple('twilio', 'US', 'sendgrid_region sendgrid_data_residency', US_OR_EU, 'https://www.twilio.com/docs/sendgrid'),
  simple('sinch', 'SE', 'mailgun_region', { us: 'US', eu: 'DE' }, 'https://documentation.mailgun.com'),
  simple(
    'pagerduty',
    'US',
    'pagerduty_service_region pagerduty_region',
    { us: 'US', eu: 'DE' },
    'https://support.pagerduty.com/main/docs/service-regions',
  ),
  simple(
    'amplitude',
    'US',
    'amplitude_server_zone amplitude_region',
    { us: 'US', eu: 'DE' },
    'https://amplitude.com/docs',
  ),
  simple(
    'logz-io',
    'US',
    'logzio_region logz_io_region',
    { us: 'US', eu: 'DE', uk: 'GB', nl: 'NL', ca: 'CA', au: 'AU', wa: 'US' },
    'https://docs.logz.io',
  ),
  simple('atlassian', 'US', 'opsgenie_region', US_OR_EU, 'https://support.atlassian.com/opsgenie/docs'),
  simple('posthog', 'US', 'posthog_region', { us: 'US', eu: 'DE' }, 'https://posthog.com/docs/api'),
  simple('mixpanel', 'US', 'mixpanel_region', { us: 'US', eu: 'NL', in: 'IN' }, 'https://docs.mixpanel.com'),
  simple('customer-io', 'US', 'customerio_region customer_io_region cio_region', US_OR_EU, 'https://customer.io/docs'),
  simple(
    'sumo-logic',
    'US',
    'sumo_deployment sumologic_deployment sumologic_environment sumo_region',
    { us1: 'US', us2: 'US', eu: 'IE', de: 'DE', au: 'AU', jp: 'JP', ca: 'CA', in: 'IN', fed: 'US' },
    'https://help.sumologic.com/docs/api',
  ),
  simple(
    'coralogix',
    'IL',
    'coralogix_region',
    {
      eu1: 'IE',
      europe: 'IE',
      eu2: 'SE',
      europe2: 'SE',
      us1: 'US',
      us: 'US',
      us2: 'US',
      ap1: 'IN',
      ap2: 'SG',
      ap3: 'ID',
      india: 'IN',
      singapore: 'SG',
    },
    'https://coralogix.com/docs',
  ),
  simple(
    'okta',
    'US',
    'auth0_region',
    { us: 'US', eu: 'EU', au: 'AU', jp: 'JP', uk: 'GB', ca: 'CA' },
    'https://auth0.com/docs',
  ),
  simple('algolia', 'US', 'algolia_region', { us: 'US', eu: 'EU', de: 'DE' }, 'https://www.algolia.com/doc'),
  simple('braze', 'US', 'braze_region', US_OR_EU, 'https://www.braze.com/docs'),
  simple('infisical', 'US', 'infisical_region', { us: 'US', eu: 'DE' }, 'https://infisical.com/docs'),
  simple(
    'langfuse',
    'US',
    'langfuse_region',
    { us: 'US', eu: 'IE', hipaa: 'US' },
    'https://langfuse.com/security/data-regions',
  ),
  simple(
    'sentry',
    'US',
    'sentry_region',
    { us: 'US', de: 'DE', eu: 'DE' },
    'https://docs.sentry.io/organization/data-storage-location/',
  ),
  simple(
    'honeycomb',
    'US',
    'honeycomb_region',
    { us: 'US', us1: 'US', eu: 'IE', eu1: 'IE' },
    'https://docs.honeycomb.io',
  ),
  simple('deepl', 'DE', 'deepl_region', { eu: 'EU', us: 'US', jp: 'JP' }, 'https://developers.deepl.com'),
  simple(
    'azure',
    'US',
    'azure_environment arm_environment azure_cloud azure_cloud_name azure_cloud_environment azureenvironment',
    {
      public: '',
      azurecloud: '',
      azurepubliccloud: '',
      usgovernment: 'US',
      azureusgovernment: 'US',
      azureusgovernmentcloud: 'US',
      china: 'CN',
      azurechinacloud: 'CN',
      german: 'DE',
      azuregermancloud: 'DE',
    },
    'https://learn.microsoft.com/azure/developer/python/sdk/azure-sdk-sovereign-domain',
  ),
];

const BEDROCK = 'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html';
const OPENAI = 'https://learn.microsoft.com/azure/ai-services/openai/how-to/deployment-types';
const VENDORS = 'anthropic amazon meta mistral cohere deepseek ai21 writer qwen openai stability twelvelabs luma'.split(
  ' ',
);

function profiles(prefix: string, country: string | null, among?: readonly string[]): readonly TellingValue[] {
  const why = `a cross-region inference profile: requests are processed in any region behind "${prefix}."`;
  return VENDORS.map((vendor) => {
    const fact = { operator: 'aws', match: `${prefix}.${vendor}.*`, country, why, source: BEDROCK, ...SINCE };
    return among === undefined ? fact : { ...fact, among };
  });
}

function deployments(names: string, why: string): readonly TellingValue[] {
  return names.split(' ').map((match) => ({
    operator: 'azure',
    match,
    country: null,
    why,
    source: OPENAI,
    asOf: '2026-11-22',
    recalled: true,
  }));
}

function api(match: string, country: string | null, operator: string, parent: string): TellingValue {
  const why = `the model is called at the API of ${operator}`;
  return { operator, parent, match, country, why, source: 'https://docs.litellm.ai/docs/providers', ...SINCE };
}

/** Values that decide a place wherever they stand. */
export const TELLING_VALUES: readonly TellingValue[] = [
  ...profiles('us', 'US'),
  ...profiles('us-gov', 'US'),
  ...profiles('eu', 'EU'),
  ...profiles('apac', null, ['JP', 'KR', 'SG', 'AU', 'IN']),
  ...profiles('jp', 'JP'),
  ...profiles('au', 'AU'),
  ...profiles('ca', 'CA'),
  ...profiles('global', null),
  ...deployments(
    'globalstandard globalbatch globalprovisionedmanaged globalprovisioned',
    'a global deployment: prompts are processed in any Azure geography',
  ),
  ...deployments(
    'datazonestandard datazonebatch datazoneprovisionedmanaged',
    'a data-zone deployment: the zone of the resource decides, and it is not in the name',
  ),
  {
    operator: 'ovh',
    match: 'ovh-us',
    country: 'US',
    why: 'the API of OVHcloud US',
    source: 'https://github.com/ovh/go-ovh (endpoints)',
    asOf: '2026-11-22',
    recalled: true,
  },
  {
    operator: 'ovh',
    match: 'ovh-ca',
    country: 'CA',
    why: 'the API of OVHcloud Canada',
    source: 'https://github.com/ovh/go-ovh (endpoints)',
    asOf: '2026-11-22',
    recalled: true,
  },
];

/** Values that are a place under a key that names a model. */
export const TELLING_MODELS: readonly TellingValue[] = [
  api('anthropic/*', 'US', 'anthropic', 'US'),
  api('gemini/*', 'US', 'gcp', 'US'),
  api('groq/*', 'US', 'groq', 'US'),
  api('cohere/*', 'US', 'cohere', 'CA'),
  api('perplexity/*', 'US', 'perplexity', 'US'),
  api('together_ai/*', 'US', 'together', 'US'),
  api('fireworks_ai/*', 'US', 'fireworks', 'US'),
  api('xai/*', 'US', 'xai', 'US'),
  api('replicate/*', 'US', 'replicate', 'US'),
  api('deepseek/*', 'CN', 'deepseek', 'CN'),
  api('dashscope/*', 'CN', 'alibaba', 'CN'),
  api('openrouter/*', null, 'openrouter', 'US'),
  api('azure/*', null, 'azure', 'US'),
  api('bedrock/*', null, 'aws', 'US'),
  api('vertex_ai/*', null, 'gcp', 'US'),
  ...'gpt-3 gpt-4 gpt-5 o1- o3- o4- chatgpt- text-embedding-3 text-embedding-ada dall-e'
    .split(' ')
    .map((name) => api(`${name}*`, null, 'openai', 'US')),
  ...'claude-'.split(' ').map((name) => api(`${name}*`, null, 'anthropic', 'US')),
  ...'gemini-1 gemini-2 gemini-3 gemini-pro'.split(' ').map((name) => api(`${name}*`, null, 'gcp', 'US')),
];
