import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';
const MAPPING = "MongoDB's Terraform modules for Atlas: Atlas regions by the region of the cloud that they are in";

/** Atlas turns Azure's names around: `EUROPE_NORTH` is Azure's `northeurope`, in Ireland. */
const AZURE_REGIONS = rows('region', MAPPING, DAY, [
  ['ASIA_EAST', 'HK', 'Hong Kong'],
  ['ASIA_SOUTH_EAST', 'SG', 'Singapore'],
  ['AUSTRALIA_CENTRAL', 'AU', 'Canberra'],
  ['AUSTRALIA_CENTRAL_2', 'AU', 'Canberra'],
  ['AUSTRALIA_EAST', 'AU', 'New South Wales'],
  ['AUSTRALIA_SOUTH_EAST', 'AU', 'Victoria'],
  ['BRAZIL_SOUTH', 'BR', 'Sao Paulo'],
  ['BRAZIL_SOUTHEAST', 'BR', 'Rio de Janeiro'],
  ['CANADA_CENTRAL', 'CA', 'Toronto'],
  ['CANADA_EAST', 'CA', 'Quebec City'],
  ['CHILE_CENTRAL', 'CL', 'Santiago'],
  ['EUROPE_NORTH', 'IE', 'Ireland'],
  ['EUROPE_WEST', 'NL', 'Netherlands'],
  ['FRANCE_CENTRAL', 'FR', 'Paris'],
  ['FRANCE_SOUTH', 'FR', 'Marseille'],
  ['GERMANY_NORTH', 'DE', 'Berlin'],
  ['GERMANY_WEST_CENTRAL', 'DE', 'Frankfurt'],
  ['INDIA_CENTRAL', 'IN', 'Pune'],
  ['INDIA_SOUTH', 'IN', 'Chennai'],
  ['INDIA_WEST', 'IN', 'Mumbai'],
  ['INDONESIA_CENTRAL', 'ID', 'Jakarta'],
  ['ISRAEL_CENTRAL', 'IL', 'Israel'],
  ['ITALY_NORTH', 'IT', 'Milan'],
  ['JAPAN_EAST', 'JP', 'Tokyo'],
  ['JAPAN_WEST', 'JP', 'Osaka'],
  ['KOREA_CENTRAL', 'KR', 'Seoul'],
  ['KOREA_SOUTH', 'KR', 'Busan'],
  ['MALAYSIA_WEST', 'MY', 'Kuala Lumpur'],
  ['MEXICO_CENTRAL', 'MX', 'Queretaro'],
  ['NEW_ZEALAND_NORTH', 'NZ', 'Auckland'],
  ['NORWAY_EAST', 'NO', 'Oslo'],
  ['NORWAY_WEST', 'NO', 'Stavanger'],
  ['POLAND_CENTRAL', 'PL', 'Warsaw'],
  ['QATAR_CENTRAL', 'QA', 'Doha'],
  ['SOUTH_AFRICA_NORTH', 'ZA', 'Johannesburg'],
  ['SOUTH_AFRICA_WEST', 'ZA', 'Cape Town'],
  ['SPAIN_CENTRAL', 'ES', 'Madrid'],
  ['SWEDEN_CENTRAL', 'SE', 'Gävle'],
  ['SWEDEN_SOUTH', 'SE', 'Malmö'],
  ['SWITZERLAND_NORTH', 'CH', 'Zurich'],
  ['SWITZERLAND_WEST', 'CH', 'Geneva'],
  ['UAE_CENTRAL', 'AE', 'Abu Dhabi'],
  ['UAE_NORTH', 'AE', 'Dubai'],
  ['UK_SOUTH', 'GB', 'London'],
  ['UK_WEST', 'GB', 'Cardiff'],
  ['US_CENTRAL', 'US', 'Iowa'],
  ['US_EAST', 'US', 'Virginia'],
  ['US_EAST_2', 'US', 'Virginia'],
  ['US_EAST_2_EUAP', 'US', 'Virginia, early access'],
  ['US_NORTH_CENTRAL', 'US', 'Illinois'],
  ['US_SOUTH_CENTRAL', 'US', 'Texas'],
  ['US_WEST', 'US', 'California'],
  ['US_WEST_2', 'US', 'Washington'],
  ['US_WEST_3', 'US', 'Arizona'],
  ['US_WEST_CENTRAL', 'US', 'Wyoming'],
]);

const CLOSED_AZURE_REGIONS = recalledRows('region', 'MongoDB Atlas documentation, Microsoft Azure regions', DAY, [
  ['GERMANY_CENTRAL', 'DE', 'Frankfurt (closed)'],
  ['GERMANY_NORTH_EAST', 'DE', 'Magdeburg (closed)'],
]);

/** Some Google regions have a name of their own; the rest are Google's in capitals (`EUROPE_WEST_3`). */
const GCP_REGIONS = rows('region', MAPPING, DAY, [
  ['CENTRAL_US', 'US', 'Iowa'],
  ['EASTERN_US', 'US', 'South Carolina'],
  ['WESTERN_US', 'US', 'Oregon'],
  ['WESTERN_EUROPE', 'BE', 'St. Ghislain'],
  ['EASTERN_ASIA_PACIFIC', 'TW', 'Changhua County'],
  ['NORTHEASTERN_ASIA_PACIFIC', 'JP', 'Tokyo'],
  ['SOUTHEASTERN_ASIA_PACIFIC', 'SG', 'Singapore'],
  ['MIDDLE_EAST_CENTRAL_1', 'QA', 'Doha'],
  ['MIDDLE_EAST_CENTRAL_2', 'SA', 'Dammam'],
  ['MIDDLE_EAST_WEST_1', 'IL', 'Tel Aviv'],
  ['NORTH_AMERICA_NORTHEAST_1', 'CA', 'Montreal'],
  ['NORTH_AMERICA_NORTHEAST_2', 'CA', 'Toronto'],
  ['NORTH_AMERICA_SOUTH_1', 'MX', 'Queretaro'],
  ['SOUTH_AMERICA_EAST_1', 'BR', 'Sao Paulo'],
  ['SOUTH_AMERICA_WEST_1', 'CL', 'Santiago'],
]);

/** `eu_west_1` → `eu-west-1`; in Google's spelling `europe_west_3` → `europe-west3`. */
const dashed = (key: string): string => key.replaceAll('_', '-');

/** MongoDB Atlas on AWS: AWS's regions with underscores. */
export const MONGODB_ATLAS_AWS: ProviderRegions = {
  provider: 'mongodb-atlas-aws',
  tables: [],
  hostedOn: (key) => ({ provider: 'aws', name: dashed(key) }),
};

/** MongoDB Atlas on Azure. */
export const MONGODB_ATLAS_AZURE: ProviderRegions = {
  provider: 'mongodb-atlas-azure',
  tables: [AZURE_REGIONS, CLOSED_AZURE_REGIONS],
};

/** MongoDB Atlas on Google Cloud. */
export const MONGODB_ATLAS_GCP: ProviderRegions = {
  provider: 'mongodb-atlas-gcp',
  tables: [GCP_REGIONS],
  hostedOn: (key) => ({ provider: 'gcp', name: dashed(key).replace(/-(\d+)$/, '$1') }),
};
