import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const REGIONS = rows('region', 'rclone backend/s3/provider/Scaleway.yaml at 64ab1ac (2026-08-21)', DAY, [
  ['fr-par', 'FR', 'Paris'],
  ['nl-ams', 'NL', 'Amsterdam'],
  ['pl-waw', 'PL', 'Warsaw'],
]);

const RECALLED = recalledRows('region', 'Scaleway regions and zones', DAY, [['it-mil', 'IT', 'Milan']]);

const LEGACY = recalledRows('zone', 'Scaleway, zone names before 2020', DAY, [
  ['par1', 'FR', 'Paris'],
  ['par2', 'FR', 'Paris'],
  ['ams1', 'NL', 'Amsterdam'],
]);

/** Scaleway: regions, and zones such as `fr-par-1`. */
export const SCALEWAY: ProviderRegions = {
  provider: 'scaleway',
  tables: [REGIONS, RECALLED, LEGACY],
  regionOfZone: (key) => /^([a-z]{2}-[a-z]{3})-[1-4]$/.exec(key)?.[1],
};
