import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const CONTABO_REGIONS = recalledRows('region', 'Contabo API, regions', DAY, [
  ['EU', ['DE', 'FR'], 'Germany, and Lauterbourg in France'],
  ['eu2', 'DE', 'Germany, object storage'],
  ['UK', 'GB', 'Portsmouth'],
  ['US-central', 'US', 'St. Louis', 'usc1'],
  ['US-east', 'US', 'New York'],
  ['US-west', 'US', 'Seattle'],
  ['SIN', 'SG', 'Singapore', 'sin1'],
  ['AUS', 'AU', 'Sydney'],
  ['JPN', 'JP', 'Tokyo'],
  ['IND', 'IN', 'Mumbai'],
]);

/** Contabo: its region `EU` is Germany and a neighbouring site in France. */
export const CONTABO: ProviderRegions = { provider: 'contabo', tables: [CONTABO_REGIONS] };

const GRIDSCALE_LOCATIONS = rows('location', 'apache-libcloud 3.9.1 (PyPI), answer of the gridscale API', DAY, [
  ['de/fra', 'DE', 'Frankfurt'],
  ['de/fra2', 'DE', 'Frankfurt', 'fra2'],
]);

/** gridscale. */
export const GRIDSCALE: ProviderRegions = { provider: 'gridscale', tables: [GRIDSCALE_LOCATIONS] };

const CLOUDSCALE_ZONES = recalledRows('zone', 'cloudscale.ch API, regions and zones', DAY, [
  ['lpg', 'CH', 'Lupfig', 'lpg1'],
  ['rma', 'CH', 'Rümlang', 'rma1'],
]);

/** cloudscale.ch: all of it in Switzerland. */
export const CLOUDSCALE: ProviderRegions = { provider: 'cloudscale', tables: [CLOUDSCALE_ZONES] };

const INFOMANIAK_REGIONS = recalledRows('region', 'Infomaniak Public Cloud documentation, regions', DAY, [
  ['dc3-a', 'CH', 'Geneva', 'dc3'],
  ['dc4-a', 'CH', 'Geneva', 'dc4'],
]);

/** Infomaniak: all of it in Switzerland. */
export const INFOMANIAK: ProviderRegions = { provider: 'infomaniak', tables: [INFOMANIAK_REGIONS] };

/** The names collide with those of AWS and mean other places. */
const LEASEWEB_REGIONS = recalledRows('region', 'Leaseweb Terraform provider, public cloud regions', DAY, [
  ['eu-west-3', null, 'Amsterdam, but not confirmed'],
  ['eu-central-1', 'DE', 'Frankfurt'],
  ['eu-west-2', 'GB', 'London'],
  ['us-east-1', 'US', 'Washington DC'],
  ['us-west-1', 'US', 'San Francisco'],
  ['ca-central-1', 'CA', 'Montreal'],
  ['ap-southeast-1', 'SG', 'Singapore'],
  ['ap-northeast-1', 'JP', 'Tokyo'],
]);

const LEASEWEB_SITES = recalledRows('location', 'Leaseweb data centres', DAY, [
  ['ams', 'NL', 'Amsterdam'],
  ['fra', 'DE', 'Frankfurt'],
  ['lon', 'GB', 'London'],
  ['wdc', 'US', 'Washington DC'],
  ['sfo', 'US', 'San Francisco'],
  ['dal', 'US', 'Dallas'],
  ['mia', 'US', 'Miami'],
  ['nyc', 'US', 'New York'],
  ['phx', 'US', 'Phoenix'],
  ['chi', 'US', 'Chicago'],
  ['mtl', 'CA', 'Montreal'],
  ['sin', 'SG', 'Singapore'],
  ['hkg', 'HK', 'Hong Kong'],
  ['tyo', 'JP', 'Tokyo'],
  ['syd', 'AU', 'Sydney'],
]);

/** Leaseweb: public cloud regions, and data centres such as `AMS-01`. */
export const LEASEWEB: ProviderRegions = {
  provider: 'leaseweb',
  tables: [LEASEWEB_REGIONS, LEASEWEB_SITES],
  regionOfZone: (key) => /^([a-z]{3})-(?:0[1-9]|1[0-9])$/.exec(key)?.[1],
};

/** `EU` alone is Amsterdam, `EU-LO` is London. */
const KAMATERA_DATA_CENTRES = rows('location', 'apache-libcloud 3.9.1 (PyPI), answer of the Kamatera API', DAY, [
  ['EU', 'NL', 'Amsterdam'],
  ['EU-FR', 'DE', 'Frankfurt'],
  ['EU-LO', 'GB', 'London'],
  ['IL', 'IL', 'Rosh Haayin'],
  ['IL-JR', 'IL', 'Jerusalem'],
  ['IL-PT', 'IL', 'Petah Tikva'],
  ['IL-RH', 'IL', 'Rosh Haayin'],
  ['IL-TA', 'IL', 'Tel Aviv'],
  ['AS', 'HK', 'Hong Kong'],
  ['CA-TR', 'CA', 'Toronto'],
  ['US-NY2', 'US', 'New York'],
  ['US-SC', 'US', 'Santa Clara'],
  ['US-TX', 'US', 'Dallas'],
]);

const KAMATERA_RECALLED = recalledRows('location', 'Kamatera API, data centres', DAY, [
  ['EU-MD', 'ES', 'Madrid'],
  ['EU-ML', 'IT', 'Milan'],
  ['EU-ST', 'SE', 'Stockholm'],
  ['IL-HA', 'IL', 'Haifa'],
  ['AS-SG', 'SG', 'Singapore'],
  ['AS-TY', 'JP', 'Tokyo'],
  ['AU-SY', 'AU', 'Sydney'],
  ['US-AT', 'US', 'Atlanta'],
  ['US-CH', 'US', 'Chicago'],
  ['US-LA', 'US', 'Los Angeles'],
  ['US-MI', 'US', 'Miami'],
  ['US-SE', 'US', 'Seattle'],
]);

/** Kamatera. */
export const KAMATERA: ProviderRegions = { provider: 'kamatera', tables: [KAMATERA_DATA_CENTRES, KAMATERA_RECALLED] };

const RACKSPACE_REGIONS = recalledRows('region', 'Rackspace documentation, regions', DAY, [
  ['DFW', 'US', 'Dallas', 'DFW3'],
  ['IAD', 'US', 'Northern Virginia', 'IAD3'],
  ['ORD', 'US', 'Chicago'],
  ['SJC', 'US', 'San Jose', 'SJC3'],
  ['LON', 'GB', 'London'],
  ['HKG', 'HK', 'Hong Kong'],
  ['SYD', 'AU', 'Sydney'],
]);

/** Rackspace. */
export const RACKSPACE: ProviderRegions = { provider: 'rackspace', tables: [RACKSPACE_REGIONS] };

const SYSELEVEN_REGIONS = recalledRows('region', 'SysEleven OpenStack documentation, regions', DAY, [
  ['cbk', 'DE', 'Berlin'],
  ['dbl', 'DE', 'Berlin'],
  ['fes', 'DE', 'Frankfurt'],
  ['dus2', 'DE', 'Düsseldorf'],
  ['ham1', 'DE', 'Hamburg'],
]);

/** SysEleven. */
export const SYSELEVEN: ProviderRegions = { provider: 'syseleven', tables: [SYSELEVEN_REGIONS] };
