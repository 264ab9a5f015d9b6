import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const SDK = 'github.com/scaleway/scaleway-sdk-go v1.39.0 (Go module), scw/locality.go and scw/env.go';

const REGIONS = rows('region', `${SDK}; rclone v1.76.0 (Go module), backend/s3/provider/Scaleway.yaml`, DAY, [
  ['fr-par', 'FR', 'Paris'],
  ['nl-ams', 'NL', 'Amsterdam'],
  ['pl-waw', 'PL', 'Warsaw'],
  ['it-mil', 'IT', 'Milan'],
]);

/** The client still translates these into the regions of today. */
const LEGACY = rows('zone', SDK, DAY, [
  ['par1', 'FR', 'Paris'],
  ['ams1', 'NL', 'Amsterdam'],
]);

const RECALLED = recalledRows('zone', 'Scaleway, zone names before 2020', DAY, [['par2', 'FR', 'Paris']]);

/** Scaleway: regions, and zones such as `fr-par-1`. */
export const SCALEWAY: ProviderRegions = {
  provider: 'scaleway',
  tables: [REGIONS, LEGACY, RECALLED],
  regionOfZone: (key) => /^([a-z]{2}-[a-z]{3})-[1-3]$/.exec(key)?.[1],
};
