import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const RENDER_REGIONS = rows('region', 'https://render.com/regions', DAY, [
  ['frankfurt', 'DE', 'Frankfurt'],
  ['ohio', 'US', 'Ohio'],
  ['oregon', 'US', 'Oregon'],
  ['singapore', 'SG', 'Singapore'],
  ['virginia', 'US', 'Virginia'],
]);

/** Render. */
export const RENDER: ProviderRegions = { provider: 'render', tables: [RENDER_REGIONS] };

const HEROKU_LISTED = rows('region', 'Heroku Platform API, list of regions, as published on 2019-03-27', DAY, [
  ['eu', 'IE', 'Dublin (AWS eu-west-1)'],
  ['us', 'US', 'Virginia (AWS us-east-1)'],
  ['dublin', 'IE', 'Dublin'],
]);

const HEROKU_REGIONS = recalledRows('region', 'Heroku documentation, regions', DAY, [
  ['frankfurt', 'DE', 'Frankfurt'],
  ['london', 'GB', 'London'],
  ['montreal', 'CA', 'Montreal'],
  ['mumbai', 'IN', 'Mumbai'],
  ['oregon', 'US', 'Oregon'],
  ['singapore', 'SG', 'Singapore'],
  ['sydney', 'AU', 'Sydney'],
  ['tokyo', 'JP', 'Tokyo'],
  ['virginia', 'US', 'Virginia'],
]);

/** Heroku. */
export const HEROKU: ProviderRegions = { provider: 'heroku', tables: [HEROKU_LISTED, HEROKU_REGIONS] };

const CIVO_REGIONS = recalledRows('region', 'Civo documentation, regions', DAY, [
  ['FRA1', 'DE', 'Frankfurt'],
  ['LON1', 'GB', 'London'],
  ['MUM1', 'IN', 'Mumbai'],
  ['NYC1', 'US', 'New York'],
  ['PHX1', 'US', 'Phoenix'],
]);

/** Civo. */
export const CIVO: ProviderRegions = { provider: 'civo', tables: [CIVO_REGIONS] };

const NEBIUS_REGIONS = recalledRows('region', 'Nebius documentation, regions', DAY, [
  ['eu-north1', 'FI', 'Mäntsälä'],
  ['eu-west1', 'FR', 'Paris'],
  ['uk-south1', 'GB', 'Surrey'],
  ['me-west1', 'IL', 'Israel'],
  ['us-central1', 'US', 'Kansas City'],
]);

/** Nebius. */
export const NEBIUS: ProviderRegions = { provider: 'nebius', tables: [NEBIUS_REGIONS] };

const YANDEX_REGIONS = recalledRows('region', 'Yandex Cloud documentation, regions and zones', DAY, [
  ['ru-central1', 'RU', 'Moscow region'],
  ['kz1', 'KZ', 'Karaganda'],
]);

/** Yandex Cloud: regions, and zones such as `ru-central1-a`. */
export const YANDEX: ProviderRegions = {
  provider: 'yandex',
  tables: [YANDEX_REGIONS],
  regionOfZone: (key) => /^(.+\d)-[a-e]$/.exec(key)?.[1],
};
