import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const ZONES = rows('zone', 'clever-tools documentation, --region', DAY, [
  ['par', 'FR', 'Paris'],
  ['parhds', 'FR', 'Paris, certified for health data'],
  ['grahds', 'FR', 'Gravelines, certified for health data, on OVHcloud'],
  ['rbx', 'FR', 'Roubaix, on OVHcloud'],
  ['rbxhds', 'FR', 'Roubaix, certified for health data, on OVHcloud'],
  ['scw', 'FR', 'Paris, on Scaleway'],
  ['wsw', 'PL', 'Warsaw, on OVHcloud'],
  ['ldn', 'GB', 'London, on OVHcloud'],
  ['mtl', 'CA', 'Montreal, on OVHcloud'],
  ['sgp', 'SG', 'Singapore, on OVHcloud'],
  ['syd', 'AU', 'Sydney, on OVHcloud'],
]);

const RETIRED = recalledRows('zone', 'Clever Cloud zones, retired', DAY, [
  ['jed', 'SA', 'Jeddah, on Oracle'],
  ['nyc', 'US', 'New York'],
]);

/** Clever Cloud: its own zones in Paris and zones on other providers. */
export const CLEVER_CLOUD: ProviderRegions = { provider: 'clever-cloud', tables: [ZONES, RETIRED] };
