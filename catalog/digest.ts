import { createHash } from 'node:crypto';
import { FAMILIES } from './hosts/families/index.ts';
import { EEA30, EU27, OUTSIDE_SUBDIVISIONS, TERRITORIES } from './jurisdictions.ts';
import { OPERATORS } from './operators.ts';
import { allRegions } from './regions/index.ts';
import { CATALOG } from './version.ts';

/** SHA-256 of every row by which places are judged, in hexadecimal: two runs with the same digest knew the same facts. */
export function catalogueDigest(): string {
  const rows = [CATALOG, EU27, EEA30, TERRITORIES, OUTSIDE_SUBDIVISIONS, OPERATORS, allRegions(), FAMILIES];
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}
