import { type ProviderRegions, recalledRows } from './table.ts';

const REGIONS = recalledRows('region', 'plusserver documentation, pluscloud open and object storage', '2026-11-22', [
  ['prod1', 'DE', 'Cologne'],
  ['prod2', 'DE', 'Düsseldorf'],
  ['prod3', 'DE', 'Hamburg'],
  ['prod4', 'DE', 'Germany'],
  ['de-west-1', 'DE', 'Cologne'],
  ['de-west-2', 'DE', 'Düsseldorf'],
  ['de-north-1', 'DE', 'Hamburg'],
]);

/** plusserver: pluscloud open. */
export const PLUSSERVER: ProviderRegions = { provider: 'plusserver', tables: [REGIONS] };
