import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const REGIONS = rows('region', 'Aruba Cloud Terraform provider, location and zone', DAY, [
  ['ITBG-Bergamo', 'IT', 'Ponte San Pietro, Bergamo', 'ITBG'],
]);

/** The older computing service has data centres in other countries, one of them outside the EEA. */
const DATA_CENTRES = recalledRows('location', 'Aruba Cloud data centres', DAY, [
  ['IT1', 'IT', 'Arezzo', 'dc1'],
  ['IT2', 'IT', 'Arezzo', 'dc2'],
  ['IT3', 'IT', 'Bergamo', 'dc7'],
  ['CZ1', 'CZ', 'Ktis', 'dc3'],
  ['FR1', 'FR', 'Paris', 'dc4'],
  ['DE1', 'DE', 'Frankfurt', 'dc5'],
  ['UK1', 'GB', 'London', 'dc6'],
  ['PL1', 'PL', 'Warsaw', 'dc8'],
]);

/** Aruba Cloud: the region Bergamo with its zones `ITBG-1` to `ITBG-3`, and the older data centres. */
export const ARUBA: ProviderRegions = {
  provider: 'aruba',
  tables: [REGIONS, DATA_CENTRES],
  regionOfZone: (key) => /^(itbg)-[1-3]$/.exec(key)?.[1],
};
