import { type ProviderRegions, recalledRows } from './table.ts';

const REGIONS = recalledRows('region', 'Vultr API v2, regions', '2026-11-22', [
  ['ams', 'NL', 'Amsterdam'],
  ['atl', 'US', 'Atlanta'],
  ['blr', 'IN', 'Bangalore'],
  ['bom', 'IN', 'Mumbai'],
  ['cdg', 'FR', 'Paris'],
  ['del', 'IN', 'Delhi'],
  ['dfw', 'US', 'Dallas'],
  ['ewr', 'US', 'New Jersey'],
  ['fra', 'DE', 'Frankfurt'],
  ['hnl', 'US', 'Honolulu'],
  ['icn', 'KR', 'Seoul'],
  ['itm', 'JP', 'Osaka'],
  ['jnb', 'ZA', 'Johannesburg'],
  ['lax', 'US', 'Los Angeles'],
  ['lhr', 'GB', 'London'],
  ['mad', 'ES', 'Madrid'],
  ['man', 'GB', 'Manchester'],
  ['mel', 'AU', 'Melbourne'],
  ['mex', 'MX', 'Mexico City'],
  ['mia', 'US', 'Miami'],
  ['nrt', 'JP', 'Tokyo'],
  ['ord', 'US', 'Chicago'],
  ['sao', 'BR', 'Sao Paulo'],
  ['scl', 'CL', 'Santiago'],
  ['sea', 'US', 'Seattle'],
  ['sgp', 'SG', 'Singapore'],
  ['sjc', 'US', 'Silicon Valley'],
  ['sto', 'SE', 'Stockholm'],
  ['syd', 'AU', 'Sydney'],
  ['tlv', 'IL', 'Tel Aviv'],
  ['waw', 'PL', 'Warsaw'],
  ['yto', 'CA', 'Toronto'],
]);

/** Vultr: regions, and object storage clusters such as `ams1`. */
export const VULTR: ProviderRegions = {
  provider: 'vultr',
  tables: [REGIONS],
  regionOfZone: (key) => /^([a-z]{3})[1-9]$/.exec(key)?.[1],
};
