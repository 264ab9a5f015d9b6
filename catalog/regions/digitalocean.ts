import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const REGIONS = rows('region', 'rclone backend/s3/provider/DigitalOcean.yaml; DigitalOcean API, region slugs', DAY, [
  ['ams2', 'NL', 'Amsterdam'],
  ['ams3', 'NL', 'Amsterdam'],
  ['atl1', 'US', 'Atlanta'],
  ['blr1', 'IN', 'Bangalore'],
  ['fra1', 'DE', 'Frankfurt'],
  ['lon1', 'GB', 'London'],
  ['nyc1', 'US', 'New York'],
  ['nyc2', 'US', 'New York'],
  ['nyc3', 'US', 'New York'],
  ['ric1', 'US', 'Richmond'],
  ['sfo1', 'US', 'San Francisco'],
  ['sfo2', 'US', 'San Francisco'],
  ['sfo3', 'US', 'San Francisco'],
  ['sgp1', 'SG', 'Singapore'],
  ['syd1', 'AU', 'Sydney'],
  ['tor1', 'CA', 'Toronto'],
]);

/** App Platform names the metro area without the number. */
const METROS = recalledRows('location', 'DigitalOcean App Platform regions', DAY, [
  ['ams', 'NL', 'Amsterdam'],
  ['ams1', 'NL', 'Amsterdam (retired)'],
  ['atl', 'US', 'Atlanta'],
  ['blr', 'IN', 'Bangalore'],
  ['fra', 'DE', 'Frankfurt'],
  ['lon', 'GB', 'London'],
  ['nyc', 'US', 'New York'],
  ['sfo', 'US', 'San Francisco'],
  ['sgp', 'SG', 'Singapore'],
  ['syd', 'AU', 'Sydney'],
  ['tor', 'CA', 'Toronto'],
]);

/** DigitalOcean. */
export const DIGITALOCEAN: ProviderRegions = { provider: 'digitalocean', tables: [REGIONS, METROS] };
