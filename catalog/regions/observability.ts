import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const DATADOG_SITES = rows(
  'region',
  'https://docs.datadoghq.com/getting_started/site/; datadog-api-client 2.62.0 (PyPI), servers',
  DAY,
  [
    ['us1', 'US', 'US1 (AWS)', 'us', 'datadoghq.com'],
    ['us3', 'US', 'US3 (Azure)', 'us3.datadoghq.com'],
    ['us5', 'US', 'US5 (Google Cloud)', 'us5.datadoghq.com'],
    ['us1-fed', 'US', 'US1-FED (GovCloud)', 'gov', 'ddog-gov.com'],
    ['us2-fed', 'US', 'US2-FED', 'us2.ddog-gov.com'],
    ['eu1', 'DE', 'Germany', 'eu', 'datadoghq.eu'],
    ['ap1', 'JP', 'Japan', 'ap1.datadoghq.com'],
    ['ap2', 'AU', 'Australia', 'ap2.datadoghq.com'],
    ['uk1', 'GB', 'London', 'uk1.datadoghq.com'],
  ],
);

/** Datadog: sites, by name and by domain. */
export const DATADOG: ProviderRegions = { provider: 'datadog', tables: [DATADOG_SITES] };

const GRAFANA_REGIONS = rows(
  'region',
  'https://grafana.com/docs/grafana-cloud/security-and-account-management/region-url-formats',
  DAY,
  [
    ['prod-ap-northeast-0', 'JP', 'Japan (AWS)'],
    ['prod-ap-south-0', 'IN', 'India (Google Cloud)'],
    ['prod-ap-south-1', 'IN', 'India (AWS)'],
    ['prod-ap-southeast-0', 'SG', 'Singapore (Google Cloud)'],
    ['prod-ap-southeast-1', 'SG', 'Singapore (AWS)'],
    ['prod-ap-southeast-2', 'ID', 'Indonesia (AWS)'],
    ['prod-au-southeast-0', 'AU', 'Australia (Google Cloud)'],
    ['prod-au-southeast-1', 'AU', 'Australia (AWS)'],
    ['prod-ca-east-0', 'CA', 'Canada (AWS)'],
    ['prod-eu-central-0', 'CH', 'Switzerland (AWS)'],
    ['prod-eu-north-0', 'SE', 'Sweden (AWS)'],
    ['prod-eu-west-0', 'BE', 'Belgium (Google Cloud)'],
    ['prod-eu-west-2', 'DE', 'Germany (AWS)'],
    ['prod-eu-west-3', 'NL', 'Netherlands (Azure)'],
    ['prod-eu-west-4', 'DE', 'Germany (AWS)'],
    ['prod-eu-west-5', 'DE', 'Germany (Azure)'],
    ['prod-eu-west-6', 'IE', 'Ireland (AWS)'],
    ['prod-gb-south-0', 'GB', 'United Kingdom (Google Cloud)'],
    ['prod-gb-south-1', 'GB', 'United Kingdom (AWS)'],
    ['prod-me-central-0', 'SA', 'Saudi Arabia (Google Cloud)'],
    ['prod-me-central-1', 'AE', 'United Arab Emirates (AWS)'],
    ['prod-sa-east-0', 'BR', 'Brazil (Google Cloud)'],
    ['prod-sa-east-1', 'BR', 'Brazil (AWS)'],
    ['prod-us-central-0', 'US', 'central United States (Google Cloud)'],
    ['prod-us-central-3', 'US', 'central United States (Google Cloud)'],
    ['prod-us-central-4', 'US', 'central United States (Google Cloud)'],
    ['prod-us-central-5', 'US', 'central United States (Google Cloud)'],
    ['prod-us-central-7', 'US', 'central United States (Azure)'],
    ['prod-us-east-0', 'US', 'Ohio (AWS)'],
    ['prod-us-east-1', 'US', 'eastern United States (Google Cloud)'],
    ['prod-us-east-2', 'US', 'Ohio (AWS)'],
    ['prod-us-east-3', 'US', 'Virginia (AWS)'],
    ['prod-us-west-0', 'US', 'western United States (AWS)'],
  ],
);

/** What the API calls the oldest two, and one that it also knows by continent. */
const GRAFANA_SLUGS = recalledRows('region', 'Grafana Cloud API: slugs of regions', DAY, [
  ['us', 'US', 'Iowa (Google Cloud)'],
  ['eu', 'BE', 'St. Ghislain (Google Cloud)'],
  ['au', 'AU', 'Sydney (Google Cloud)'],
]);

/** Grafana Cloud. */
export const GRAFANA_CLOUD: ProviderRegions = { provider: 'grafana-cloud', tables: [GRAFANA_REGIONS, GRAFANA_SLUGS] };

const NEW_RELIC_REGIONS = rows(
  'region',
  'https://docs.newrelic.com/docs/accounts/accounts-billing/account-setup/choose-your-data-center',
  DAY,
  [
    ['us', 'US', 'United States', 'us01'],
    ['eu', 'EU', 'European Union', 'eu01'],
    ['jp', 'JP', 'Japan', 'jp01'],
  ],
);

/** New Relic. */
export const NEW_RELIC: ProviderRegions = { provider: 'new-relic', tables: [NEW_RELIC_REGIONS] };

const SENTRY_REGIONS = rows('region', 'https://docs.sentry.io/organization/data-storage-location/', DAY, [
  ['us', 'US', 'Iowa'],
  ['de', 'DE', 'Frankfurt', 'eu'],
]);

/** Sentry. */
export const SENTRY: ProviderRegions = { provider: 'sentry', tables: [SENTRY_REGIONS] };
