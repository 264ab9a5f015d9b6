import { type ProviderRegions, recalledRows } from './table.ts';

const DAY = '2026-11-22';
const DOCS = 'Elastx documentation, OpenStack region and availability zones';

const REGIONS = recalledRows('region', DOCS, DAY, [['se-sto', 'SE', 'Stockholm']]);

const ZONES = recalledRows('zone', DOCS, DAY, [
  ['sto1', 'SE', 'Stockholm'],
  ['sto2', 'SE', 'Stockholm'],
  ['sto3', 'SE', 'Stockholm'],
]);

/** Elastx: one region with three zones. */
export const ELASTX: ProviderRegions = { provider: 'elastx', tables: [REGIONS, ZONES] };
