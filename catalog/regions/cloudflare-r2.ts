import { type ProviderRegions, rows } from './table.ts';

const DOCS = 'Cloudflare R2 documentation, data location';

/** A jurisdiction is a guarantee; a location hint is best effort, so that it says nothing of where the data is. */
const LOCATIONS = rows('multi-region', DOCS, '2026-11-22', [
  ['eu', 'EU', 'jurisdiction: member states of the European Union'],
  ['us', 'US', 'jurisdiction: United States'],
  ['fedramp', 'US', 'jurisdiction: FedRAMP, United States'],
  ['auto', null, 'wherever Cloudflare chooses'],
  ['default', null, 'wherever Cloudflare chooses'],
  ['weur', null, 'a hint at Western Europe, not a guarantee'],
  ['eeur', null, 'a hint at Eastern Europe, not a guarantee'],
  ['wnam', null, 'a hint at western North America, not a guarantee'],
  ['enam', null, 'a hint at eastern North America, not a guarantee'],
  ['apac', null, 'a hint at Asia-Pacific, not a guarantee'],
  ['oc', null, 'a hint at Oceania, not a guarantee'],
]);

/** Cloudflare R2: jurisdictions and location hints. */
export const CLOUDFLARE_R2: ProviderRegions = { provider: 'cloudflare-r2', tables: [LOCATIONS] };
