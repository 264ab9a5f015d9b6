import { type ProviderRegions, recalledRows } from './table.ts';

const REGIONS = recalledRows('region', 'Backblaze documentation, data regions', '2026-11-22', [
  ['us-west-000', 'US', 'Sacramento'],
  ['us-west-001', 'US', 'Phoenix'],
  ['us-west-002', 'US', 'Phoenix'],
  ['us-west-004', 'US', 'Phoenix'],
  ['us-east-005', 'US', 'Reston'],
  ['eu-central-003', 'NL', 'Amsterdam'],
  ['ca-east-006', 'CA', 'Toronto'],
  ['us-west', 'US', 'western United States'],
  ['us-east', 'US', 'Reston'],
  ['eu-central', 'NL', 'Amsterdam'],
  ['ca-east', 'CA', 'Toronto'],
]);

/** Backblaze B2. */
export const BACKBLAZE: ProviderRegions = { provider: 'backblaze', tables: [REGIONS] };
