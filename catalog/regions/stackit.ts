import { type ProviderRegions, rows } from './table.ts';

const REGIONS = rows('region', 'STACKIT regions and zones, as public users of its API record them', '2026-11-22', [
  ['eu01', 'DE', 'Neckarsulm and Ellhofen'],
  ['eu02', 'AT', 'Ostermiething'],
]);

/** STACKIT: regions, and zones such as `eu01-1` and `eu01-m` (metro). */
export const STACKIT: ProviderRegions = {
  provider: 'stackit',
  tables: [REGIONS],
  regionOfZone: (key) => /^(eu0\d)-[1-3m]$/.exec(key)?.[1],
};
