import { type ProviderRegions, recalledRows } from './table.ts';

/** Two-letter metros look like country codes: `de` is Denver, `ch` Chicago, `at` Atlanta, `fr` Frankfurt. */
const METROS = recalledRows('location', 'Equinix Metal documentation, metros', '2026-11-22', [
  ['am', 'NL', 'Amsterdam'],
  ['at', 'US', 'Atlanta'],
  ['ch', 'US', 'Chicago'],
  ['da', 'US', 'Dallas'],
  ['dc', 'US', 'Washington DC'],
  ['db', 'IE', 'Dublin'],
  ['de', 'US', 'Denver'],
  ['fr', 'DE', 'Frankfurt'],
  ['he', 'FI', 'Helsinki'],
  ['hk', 'HK', 'Hong Kong'],
  ['hn', 'US', 'Honolulu'],
  ['la', 'US', 'Los Angeles'],
  ['ld', 'GB', 'London'],
  ['ma', 'GB', 'Manchester'],
  ['mb', 'IN', 'Mumbai'],
  ['md', 'ES', 'Madrid'],
  ['me', 'AU', 'Melbourne'],
  ['mi', 'US', 'Miami'],
  ['ml', 'IT', 'Milan'],
  ['mt', 'CA', 'Montreal'],
  ['mx', 'MX', 'Mexico City'],
  ['ny', 'US', 'New York'],
  ['os', 'JP', 'Osaka'],
  ['pa', 'FR', 'Paris'],
  ['se', 'US', 'Seattle'],
  ['sg', 'SG', 'Singapore'],
  ['sk', 'SE', 'Stockholm'],
  ['sl', 'KR', 'Seoul'],
  ['sp', 'BR', 'Sao Paulo'],
  ['sv', 'US', 'Silicon Valley'],
  ['sy', 'AU', 'Sydney'],
  ['tr', 'CA', 'Toronto'],
  ['ty', 'JP', 'Tokyo'],
  ['wa', 'PL', 'Warsaw'],
]);

/** Equinix Metal (formerly Packet): metros, and facilities such as `am6`. */
export const EQUINIX_METAL: ProviderRegions = {
  provider: 'equinix-metal',
  tables: [METROS],
  regionOfZone: (key) => /^([a-z]{2})(?:[1-9]|1\d)$/.exec(key)?.[1],
};
