/**
 * The thirty members of the European Economic Area, which is as far as a site's boundary can reach.
 *
 * Source: Agreement on the European Economic Area, Art. 126 with the accession agreements up to Croatia's (2013), and
 * the United Kingdom's withdrawal (2020). As of 2026-11-22.
 */
export const eeaCountries = [
  ...['AT', 'BE', 'BG', 'HR', 'CY', 'CZ', 'DK', 'EE', 'FI', 'FR', 'DE', 'GR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LV'],
  ...['LT', 'LU', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SK', 'SI', 'ES', 'SE'],
] as const;
