import { type ProviderRegions, recalledRows, rows } from './table.ts';
import { numbers, regionWithZone, type ZoneNames } from './zones.ts';

const DAY = '2026-11-22';
const RCLONE = 'rclone backend/s3/provider/IBMCOS.yaml at 64ab1ac (2026-08-21)';

const REGIONS = rows('region', 'cloud-regions-info 1.0.1 (PyPI), ibm_regions.json; IBM Code Engine regions', DAY, [
  ['au-syd', 'AU', 'Sydney', 'ap-south'],
  ['br-sao', 'BR', 'Sao Paulo'],
  ['ca-mon', 'CA', 'Montreal'],
  ['ca-tor', 'CA', 'Toronto'],
  ['eu-de', 'DE', 'Frankfurt', 'eu-central'],
  ['eu-es', 'ES', 'Madrid'],
  ['eu-fr2', 'FR', 'Paris, for BNP Paribas'],
  ['eu-gb', 'GB', 'London', 'uk-south'],
  ['in-che', 'IN', 'Chennai'],
  ['in-mum', 'IN', 'Mumbai'],
  ['jp-osa', 'JP', 'Osaka'],
  ['jp-tok', 'JP', 'Tokyo', 'ap-north'],
  ['kr-seo', 'KR', 'Seoul'],
  ['us-east', 'US', 'Washington DC'],
  ['us-south', 'US', 'Dallas'],
]);

const CROSS_REGION = rows('multi-region', RCLONE, DAY, [
  ['eu', ['NL', 'DE', 'IT'], 'Amsterdam, Frankfurt and Milan', 'eu-geo'],
  ['us', 'US', 'Dallas, Washington DC and San Jose', 'us-geo'],
  ['ap', ['JP', 'KR', 'HK', 'AU'], 'Tokyo, Osaka, Seoul, Hong Kong or Sydney', 'ap-geo'],
  ['global', null, 'no single country'],
]);

/** Data centres are named by city and number: `fra02`. */
const CITIES = rows('location', `${RCLONE}; IBM Cloud data centre list`, DAY, [
  ['ams', 'NL', 'Amsterdam'],
  ['che', 'IN', 'Chennai'],
  ['dal', 'US', 'Dallas'],
  ['fra', 'DE', 'Frankfurt'],
  ['hkg', 'HK', 'Hong Kong'],
  ['lon', 'GB', 'London'],
  ['mad', 'ES', 'Madrid'],
  ['mel', 'AU', 'Melbourne'],
  ['mex', 'MX', 'Mexico City'],
  ['mil', 'IT', 'Milan'],
  ['mon', 'CA', 'Montreal'],
  ['osa', 'JP', 'Osaka'],
  ['osl', 'NO', 'Oslo'],
  ['par', 'FR', 'Paris'],
  ['sao', 'BR', 'Sao Paulo'],
  ['seo', 'KR', 'Seoul'],
  ['sjc', 'US', 'San Jose'],
  ['sng', 'SG', 'Singapore'],
  ['syd', 'AU', 'Sydney'],
  ['tok', 'JP', 'Tokyo'],
  ['tor', 'CA', 'Toronto'],
  ['wdc', 'US', 'Washington DC'],
]);

const CLOSED_CITIES = recalledRows('location', 'IBM Cloud (SoftLayer) data centres, closed', DAY, [
  ['hou', 'US', 'Houston'],
  ['mum', 'IN', 'Mumbai'],
  ['sea', 'US', 'Seattle'],
]);

/** Cloud Object Storage adds the storage class to the location: `eu-de-smart`. */
function normalise(key: string): string {
  return key.replace(/-(?:standard|vault|cold|flex|smart|onerate_active)$/, '');
}

/** IBM Cloud data centres (recalled): European cities have few buildings, closed ones included. */
const BUILDINGS: ZoneNames = {
  others: numbers(23, 2),
  of: {
    ams: numbers(3, 2),
    fra: numbers(5, 2),
    mad: numbers(5, 2),
    mil: numbers(1, 2),
    osl: numbers(1, 2),
    par: numbers(6, 2),
  },
};

/** `eu-de-2`, `us-south-dal10-a`, and data centres `fra02`. */
function regionOfZone(key: string): string | undefined {
  const zone = /^([a-z]{2}-[a-z]{2,5}\d?)-(?:[1-3]|[a-z]{3}\d\d-[a-c])$/.exec(key)?.[1];
  if (zone !== undefined) return zone;
  const [, city, building] = /^([a-z]{3})(\d\d)$/.exec(key) ?? [];
  return regionWithZone(BUILDINGS, city, building);
}

/** IBM Cloud: regions, zones, cross-region object storage, and the older data centres. */
export const IBM: ProviderRegions = {
  provider: 'ibm',
  tables: [REGIONS, CROSS_REGION, CITIES, CLOSED_CITIES],
  normalise,
  regionOfZone,
};
