import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const REGIONS = rows('region', 'Aruba Cloud Terraform provider, location and zone', DAY, [
  ['ITBG-Bergamo', 'IT', 'Ponte San Pietro, Bergamo', 'ITBG'],
]);

/** The older computing service has data centres in other countries, one of them outside the EEA. */
const DATA_CENTRES = recalledRows('location', 'Aruba Cloud data centres', DAY, [
  ['IT1', 'IT', 'Arezzo'],
  ['IT2', 'IT', 'Arezzo'],
  ['IT3', 'IT', 'Bergamo'],
  ['CZ1', 'CZ', 'Ktis'],
  ['FR1', 'FR', 'Paris'],
  ['DE1', 'DE', 'Frankfurt'],
  ['UK1', 'GB', 'London'],
  ['PL1', 'PL', 'Warsaw'],
]);

/** Aruba Cloud: the region Bergamo with its zones `ITBG-1` to `ITBG-3`, and the older data centres. */
export const ARUBA: ProviderRegions = {
  provider: 'aruba',
  tables: [REGIONS, DATA_CENTRES],
  regionOfZone: (key) => /^(itbg)-[1-3]$/.exec(key)?.[1],
};
