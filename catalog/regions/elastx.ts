import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';
const SOURCES =
  'openstacksdk 4.22.0 (PyPI), vendors/elastx.json; Elastx documentation, overview: one region, three data centres in Stockholm';
const DOCS = 'Elastx documentation, OpenStack region and availability zones';

const REGIONS = rows('region', SOURCES, DAY, [['se-sto', 'SE', 'Stockholm']]);

const ZONES = recalledRows('zone', DOCS, DAY, [
  ['sto1', 'SE', 'Stockholm'],
  ['sto2', 'SE', 'Stockholm'],
  ['sto3', 'SE', 'Stockholm'],
]);

/** Elastx: one region with three zones. */
export const ELASTX: ProviderRegions = { provider: 'elastx', tables: [REGIONS, ZONES] };
