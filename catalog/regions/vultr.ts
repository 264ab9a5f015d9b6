import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';
const PACKAGES = 'apache-libcloud 3.9.1 (PyPI), answer of the Vultr API v2; cloud-regions-info 1.0.1 (PyPI)';

const REGIONS = rows('region', PACKAGES, DAY, [
  ['ams', 'NL', 'Amsterdam'],
  ['atl', 'US', 'Atlanta'],
  ['blr', 'IN', 'Bangalore'],
  ['cdg', 'FR', 'Paris'],
  ['dfw', 'US', 'Dallas'],
  ['ewr', 'US', 'New Jersey'],
  ['fra', 'DE', 'Frankfurt'],
  ['icn', 'KR', 'Seoul'],
  ['jnb', 'ZA', 'Johannesburg'],
  ['lax', 'US', 'Los Angeles'],
  ['lhr', 'GB', 'London'],
  ['mad', 'ES', 'Madrid'],
  ['mex', 'MX', 'Mexico City'],
  ['mia', 'US', 'Miami'],
  ['nrt', 'JP', 'Tokyo'],
  ['ord', 'US', 'Chicago'],
  ['sea', 'US', 'Seattle'],
  ['sgp', 'SG', 'Singapore'],
  ['sjc', 'US', 'Silicon Valley'],
  ['syd', 'AU', 'Sydney'],
  ['waw', 'PL', 'Warsaw'],
  ['yto', 'CA', 'Toronto'],
]);

const RECALLED = recalledRows('region', 'Vultr API v2, regions', DAY, [
  ['bom', 'IN', 'Mumbai'],
  ['del', 'IN', 'Delhi'],
  ['hnl', 'US', 'Honolulu'],
  ['itm', 'JP', 'Osaka'],
  ['man', 'GB', 'Manchester'],
  ['mel', 'AU', 'Melbourne'],
  ['sao', 'BR', 'Sao Paulo'],
  ['scl', 'CL', 'Santiago'],
  ['sto', 'SE', 'Stockholm'],
  ['tlv', 'IL', 'Tel Aviv'],
]);

/** Vultr: regions, and object storage clusters such as `ams1`. */
export const VULTR: ProviderRegions = {
  provider: 'vultr',
  tables: [REGIONS, RECALLED],
  regionOfZone: (key) => /^([a-z]{3})[1-4]$/.exec(key)?.[1],
};
