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

const GRAFANA_REGIONS = recalledRows('region', 'Grafana Cloud documentation, regional availability', DAY, [
  ['us', 'US', 'Iowa (Google Cloud)', 'prod-us-central-0'],
  ['prod-us-east-0', 'US', 'eastern United States'],
  ['eu', 'BE', 'St. Ghislain (Google Cloud)', 'prod-eu-west-0'],
  ['prod-eu-west-2', null, 'Europe: the country is not confirmed'],
  ['prod-gb-south-0', 'GB', 'London'],
  ['prod-au-southeast-0', 'AU', 'Sydney', 'au'],
  ['prod-ap-southeast-0', 'SG', 'Singapore'],
  ['prod-ap-south-0', 'IN', 'Mumbai'],
  ['prod-ca-east-0', 'CA', 'Montreal'],
  ['prod-sa-east-0', 'BR', 'Sao Paulo'],
]);

/** Grafana Cloud. */
export const GRAFANA_CLOUD: ProviderRegions = { provider: 'grafana-cloud', tables: [GRAFANA_REGIONS] };

const NEW_RELIC_REGIONS = recalledRows('region', 'New Relic documentation, data centres', DAY, [
  ['us', 'US', 'Chicago', 'us01'],
  ['eu', 'DE', 'Frankfurt', 'eu01'],
]);

/** New Relic. */
export const NEW_RELIC: ProviderRegions = { provider: 'new-relic', tables: [NEW_RELIC_REGIONS] };

const SENTRY_REGIONS = recalledRows('region', 'Sentry documentation, data storage location', DAY, [
  ['us', 'US', 'Iowa'],
  ['de', 'DE', 'Frankfurt'],
]);

/** Sentry. */
export const SENTRY: ProviderRegions = { provider: 'sentry', tables: [SENTRY_REGIONS] };
