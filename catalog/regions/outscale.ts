import { type ProviderRegions, recalledRows, rows } from './table.ts';

/** The names collide with those of AWS and mean other places: `eu-west-2` is Paris, not London. */
const REGIONS = rows('region', 'rclone backend/s3/provider/Outscale.yaml at 64ab1ac (2026-08-21)', '2026-11-22', [
  ['eu-west-2', 'FR', 'Paris'],
  ['cloudgouv-eu-west-1', 'FR', 'Paris, SecNumCloud'],
  ['us-east-2', 'US', 'New Jersey'],
  ['us-west-1', 'US', 'California'],
  ['ap-northeast-1', 'JP', 'Tokyo'],
]);

const RETIRED = recalledRows('region', 'Outscale regions, as they were sold until 2022', '2026-11-22', [
  ['cn-southeast-1', 'HK', 'Hong Kong'],
]);

/** 3DS Outscale: regions, and subregions such as `eu-west-2a`. */
export const OUTSCALE: ProviderRegions = {
  provider: 'outscale',
  tables: [REGIONS, RETIRED],
  regionOfZone: (key) => /^(.+-\d)[a-c]$/.exec(key)?.[1],
};
