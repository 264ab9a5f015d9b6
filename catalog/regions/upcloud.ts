import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const ZONES = rows('zone', 'sparecores-crawler 0.10.2 (PyPI), vendors/_upcloud.py', DAY, [
  ['au-syd1', 'AU', 'Sydney'],
  ['de-fra1', 'DE', 'Frankfurt'],
  ['dk-cph1', 'DK', 'Copenhagen'],
  ['es-mad1', 'ES', 'Madrid'],
  ['fi-hel1', 'FI', 'Helsinki'],
  ['fi-hel2', 'FI', 'Helsinki'],
  ['nl-ams1', 'NL', 'Amsterdam'],
  ['no-svg1', 'NO', 'Stavanger'],
  ['pl-waw1', 'PL', 'Warsaw'],
  ['se-sto1', 'SE', 'Stockholm'],
  ['sg-sin1', 'SG', 'Singapore'],
  ['uk-lon1', 'GB', 'London'],
  ['us-chi1', 'US', 'Chicago'],
  ['us-nyc1', 'US', 'New York'],
  ['us-sjo1', 'US', 'San Jose'],
]);

/** `europe-N` is a number, not a boundary: only where the primary zone is documented is the country stated. */
const OBJECT_STORAGE = rows('region', 'UpCloud Terraform provider, managed object storage regions', DAY, [
  ['europe-1', 'FI', 'Helsinki (primary zone fi-hel2)'],
  ['europe-2', null, 'Europe: the primary zone is not documented'],
  ['europe-3', null, 'Europe: the primary zone is not documented'],
]);

const OBJECT_STORAGE_ABROAD = recalledRows('region', 'UpCloud managed object storage regions', DAY, [
  ['us-1', 'US', 'United States'],
  ['apac-1', 'SG', 'Singapore'],
]);

/** UpCloud: zones and managed object storage regions. */
export const UPCLOUD: ProviderRegions = {
  provider: 'upcloud',
  tables: [ZONES, OBJECT_STORAGE, OBJECT_STORAGE_ABROAD],
};
