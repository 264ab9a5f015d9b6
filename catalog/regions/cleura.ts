import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const REGIONS = rows('region', 'Cleura documentation, regions and features', DAY, [
  ['Fra1', 'DE', 'Frankfurt'],
  ['Kna1', 'SE', 'Karlskrona'],
  ['Sto2', 'SE', 'Stockholm'],
  ['Sto1HS', 'SE', 'Stockholm, compliant cloud'],
  ['Sto2HS', 'SE', 'Stockholm, compliant cloud'],
  ['Sto-Com', 'SE', 'Stockholm, compliant cloud'],
]);

const RECALLED = recalledRows('region', 'Cleura (City Cloud) regions, some retired', DAY, [
  ['Sto1', 'SE', 'Stockholm (retired)'],
  ['Lon1', 'GB', 'London'],
  ['Buf1', 'US', 'Buffalo (retired)'],
  ['Tky1', 'JP', 'Tokyo (retired)'],
  ['Dx1', 'AE', 'Dubai'],
]);

/** Cleura, formerly City Cloud. */
export const CLEURA: ProviderRegions = {
  provider: 'cleura',
  tables: [REGIONS, RECALLED],
  regionOfZone: (key) => /^([a-z]{2,3}1|[a-z]{3}2)-?az[1-3]$/.exec(key)?.[1],
};
