import { type ProviderRegions, rows } from './table.ts';

const REGIONS = rows('region', 'plusserver documentation, pluscloud open endpoints', '2026-11-22', [
  ['prod1', 'DE', 'western Germany', 'de-west-1'],
  ['prod2', 'DE', 'northern Germany', 'de-north-1'],
  ['prod3', 'DE', 'northern Germany', 'de-north-2'],
  ['prod4', 'DE', 'Germany', 'de-west-2'],
  ['de-west', 'DE', 'western Germany'],
  ['de-north', 'DE', 'northern Germany'],
]);

/** plusserver: pluscloud open, by environment, region and availability zone. */
export const PLUSSERVER: ProviderRegions = { provider: 'plusserver', tables: [REGIONS] };
