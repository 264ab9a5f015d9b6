import { type ProviderRegions, type Row, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

/** Object stores whose regions rclone lists with their places. Their names often collide with those of AWS. */
function store(provider: string, file: string, data: readonly Row[]): ProviderRegions {
  const source = `rclone backend/s3/provider/${file}.yaml at 64ab1ac (2026-08-21)`;
  return { provider, tables: [rows('region', source, DAY, data)] };
}

/** Impossible Cloud: `eu-west-2` is London. */
export const IMPOSSIBLE_CLOUD = store('impossible-cloud', 'ImpossibleCloud', [
  ['eu-central-2', 'DE', 'Frankfurt'],
  ['eu-east-1', 'PL', 'Poznań'],
  ['eu-north-1', 'DK', 'Copenhagen'],
  ['eu-west-1', 'NL', 'Amsterdam'],
  ['eu-west-2', 'GB', 'London'],
  ['eu-west-3', 'FR', 'Paris'],
  ['us-east-1', 'US', 'New York'],
]);

/** Intercolo. */
export const INTERCOLO = store('intercolo', 'Intercolo', [['de-fra', 'DE', 'Frankfurt']]);

/** Magalu Cloud. */
export const MAGALU = store('magalu', 'Magalu', [
  ['br-se1', 'BR', 'Sao Paulo'],
  ['br-ne1', 'BR', 'Fortaleza'],
]);

/** MEGA S4. */
export const MEGA = store('mega', 'Mega', [
  ['eu-amsterdam-1', 'NL', 'Amsterdam'],
  ['eu-amsterdam-2', 'NL', 'Amsterdam'],
  ['eu-barcelona-1', 'ES', 'Barcelona'],
  ['eu-barcelona-2', 'ES', 'Barcelona'],
  ['eu-luxembourg-1', 'LU', 'Luxembourg'],
  ['eu-luxembourg-2', 'LU', 'Luxembourg'],
  ['eu-paris-1', 'FR', 'Paris'],
  ['eu-paris-2', 'FR', 'Paris'],
  ['ca-montreal-1', 'CA', 'Montreal'],
  ['ca-montreal-2', 'CA', 'Montreal'],
  ['ca-vancouver-1', 'CA', 'Vancouver'],
  ['ca-vancouver-2', 'CA', 'Vancouver'],
  ['ap-tokyo-1', 'JP', 'Tokyo'],
  ['ap-tokyo-2', 'JP', 'Tokyo'],
]);

/** Petabox. */
export const PETABOX = store('petabox', 'Petabox', [
  ['us-east-1', 'US', 'Northern Virginia'],
  ['eu-central-1', 'DE', 'Frankfurt'],
  ['ap-southeast-1', 'SG', 'Singapore'],
  ['me-south-1', 'BH', 'Bahrain'],
  ['sa-east-1', 'BR', 'Sao Paulo'],
]);

/** Rabata: `eu-west-2` is London. */
export const RABATA = store('rabata', 'Rabata', [
  ['us-east-1', 'US', 'Northern Virginia'],
  ['eu-west-1', 'IE', 'Ireland'],
  ['eu-west-2', 'GB', 'London'],
]);

/** Selectel. */
export const SELECTEL = store('selectel', 'Selectel', [
  ['ru-1', 'RU', 'St. Petersburg'],
  ['ru-3', 'RU', 'St. Petersburg'],
  ['ru-7', 'RU', 'Moscow'],
  ['gis-1', 'RU', 'Moscow'],
  ['kz-1', 'KZ', 'Kazakhstan'],
  ['uz-2', 'UZ', 'Uzbekistan'],
]);

/** Zata: its only region `us-east-1` is in India. */
export const ZATA = store('zata', 'Zata', [['us-east-1', 'IN', 'Indore']]);

/** Storj spreads pieces of a file over the world; the satellite only coordinates. */
export const STORJ: ProviderRegions = {
  provider: 'storj',
  tables: [
    recalledRows('multi-region', 'Storj documentation, satellites', DAY, [
      ['eu1', null, 'a satellite; the data is spread over the world'],
      ['us1', null, 'a satellite; the data is spread over the world'],
      ['ap1', null, 'a satellite; the data is spread over the world'],
      ['global', null, 'no single country'],
    ]),
  ],
};
