import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const ZONES = rows('zone', 'Exoscale API, zone names (egoscale v3); prefix list of Exoscale', DAY, [
  ['at-vie-1', 'AT', 'Vienna'],
  ['at-vie-2', 'AT', 'Vienna'],
  ['bg-sof-1', 'BG', 'Sofia'],
  ['ch-dk-1', 'CH', 'Zurich (retired)'],
  ['ch-dk-2', 'CH', 'Zurich'],
  ['ch-gva-2', 'CH', 'Geneva'],
  ['de-fra-1', 'DE', 'Frankfurt'],
  ['de-muc-1', 'DE', 'Munich'],
  ['hr-zag-1', 'HR', 'Zagreb'],
]);

const RETIRED = recalledRows('zone', 'Exoscale zones, retired', DAY, [['ch-gva-1', 'CH', 'Geneva (retired)']]);

/** Exoscale: the seat is in Switzerland, and so are two of its zones. */
export const EXOSCALE: ProviderRegions = { provider: 'exoscale', tables: [ZONES, RETIRED] };
