import { type ProviderRegions, rows } from './table.ts';

/** `eu-ch2` lies in Switzerland. */
const REGIONS = rows('region', 'Open Telekom Cloud documentation, regions and endpoints', '2026-11-22', [
  ['eu-de', 'DE', 'Biere and Magdeburg'],
  ['eu-nl', 'NL', 'Amsterdam'],
  ['eu-ch2', 'CH', 'Bern and Zollikofen'],
]);

/** Open Telekom Cloud: regions, zones (`eu-de-01`, `eu-ch2a`), and projects named after their region (`eu-de_clinic`). */
export const OTC: ProviderRegions = {
  provider: 'otc',
  tables: [REGIONS],
  normalise: (key) => key.replace(/^(eu-(?:de|nl|ch2))_[a-z0-9_-]+$/, '$1'),
  regionOfZone: (key) => /^(eu-(?:de|nl))-0[1-3]$/.exec(key)?.[1] ?? /^(eu-ch2)[ab]$/.exec(key)?.[1],
};
