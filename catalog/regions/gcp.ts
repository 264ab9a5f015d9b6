import { type ProviderRegions, recalledRows, rows } from './table.ts';
import { letters, regionWithZone, type ZoneNames } from './zones.ts';

const DAY = '2026-11-22';
const REGIONS_DOC = 'sparecores-crawler 0.10.2 (PyPI), vendors/_gcp.py; Compute Engine regions and zones';

const REGIONS = rows('region', REGIONS_DOC, DAY, [
  ['africa-south1', 'ZA', 'Johannesburg'],
  ['asia-east1', 'TW', 'Changhua County'],
  ['asia-east2', 'HK', 'Hong Kong'],
  ['asia-northeast1', 'JP', 'Tokyo'],
  ['asia-northeast2', 'JP', 'Osaka'],
  ['asia-northeast3', 'KR', 'Seoul'],
  ['asia-south1', 'IN', 'Mumbai'],
  ['asia-south2', 'IN', 'Delhi'],
  ['asia-southeast1', 'SG', 'Jurong West'],
  ['asia-southeast2', 'ID', 'Jakarta'],
  ['asia-southeast3', 'TH', 'Bangkok'],
  ['australia-southeast1', 'AU', 'Sydney'],
  ['australia-southeast2', 'AU', 'Melbourne'],
  ['europe-central2', 'PL', 'Warsaw'],
  ['europe-north1', 'FI', 'Hamina'],
  ['europe-north2', 'SE', 'Stockholm'],
  ['europe-southwest1', 'ES', 'Madrid'],
  ['europe-west1', 'BE', 'St. Ghislain'],
  ['europe-west2', 'GB', 'London'],
  ['europe-west3', 'DE', 'Frankfurt'],
  ['europe-west4', 'NL', 'Eemshaven'],
  ['europe-west6', 'CH', 'Zurich'],
  ['europe-west8', 'IT', 'Milan'],
  ['europe-west9', 'FR', 'Paris'],
  ['europe-west10', 'DE', 'Berlin'],
  ['europe-west12', 'IT', 'Turin'],
  ['me-central1', 'QA', 'Doha'],
  ['me-central2', 'SA', 'Dammam'],
  ['me-west1', 'IL', 'Tel Aviv'],
  ['northamerica-northeast1', 'CA', 'Montreal'],
  ['northamerica-northeast2', 'CA', 'Toronto'],
  ['northamerica-south1', 'MX', 'Queretaro'],
  ['southamerica-east1', 'BR', 'Osasco, Sao Paulo'],
  ['southamerica-west1', 'CL', 'Santiago'],
  ['us-central1', 'US', 'Council Bluffs, Iowa'],
  ['us-east1', 'US', 'Moncks Corner, South Carolina'],
  ['us-east4', 'US', 'Ashburn, Virginia'],
  ['us-east5', 'US', 'Columbus, Ohio'],
  ['us-south1', 'US', 'Dallas'],
  ['us-west1', 'US', 'The Dalles, Oregon'],
  ['us-west2', 'US', 'Los Angeles'],
  ['us-west3', 'US', 'Salt Lake City'],
  ['us-west4', 'US', 'Las Vegas'],
]);

/** Regions for accelerators and for single customers, which the public list leaves out. */
const PRIVATE = recalledRows('region', 'Google Cloud regions named in price lists and TPU documentation', DAY, [
  ['us-central2', 'US', 'Oklahoma'],
  ['us-east2', 'US', 'eastern United States'],
  ['us-east7', 'US', 'eastern United States'],
  ['us-west8', 'US', 'Phoenix'],
]);

/** Universes of Google's partners: Cloud de Confiance by S3NS, and Google Cloud Dedicated in Berlin. */
const UNIVERSES = rows('region', 'Google Cloud Dedicated and Cloud de Confiance documentation, universes', DAY, [
  ['u-france-east1', 'FR', 'France, S3NS'],
  ['u-germany-northeast1', 'DE', 'Berlin, Google Cloud Dedicated'],
]);

/** Google states that `EU` leaves out London and Zurich; `europe` is for each service another set. */
const MULTI_REGIONS = rows(
  'multi-region',
  'Google Cloud: bucket locations, Firestore and Spanner multi-region locations',
  DAY,
  [
    ['eu', 'EU', 'data centres in member states of the European Union'],
    ['us', 'US', 'data centres in the United States'],
    ['asia', ['TW', 'HK', 'JP', 'KR', 'IN', 'SG', 'ID'], 'data centres in Asia'],
    ['asia1', 'JP', 'Tokyo and Osaka'],
    ['eur3', ['BE', 'NL', 'FI'], 'Belgium, Netherlands and Finland'],
    ['nam5', 'US', 'Iowa and Oklahoma, with South Carolina'],
    ['europe', null, 'Europe: for each service another set, with or without London and Zurich'],
    ['global', null, 'no single country'],
  ],
);

/** Read-only copies that a custom configuration may add elsewhere are not counted. */
const SPANNER = rows('multi-region', 'Google Cloud: Spanner, instance configurations', DAY, [
  ['asia2', ['IN', 'SG'], 'Mumbai and Delhi, with Singapore'],
  ['eur6', ['NL', 'DE', 'CH'], 'Netherlands and Frankfurt, with Zurich'],
  ['nam3', 'US', 'Northern Virginia and South Carolina, with Iowa'],
  ['nam6', 'US', 'Iowa, South Carolina, Oregon and Los Angeles, with Oklahoma'],
  ['nam7', 'US', 'Iowa and Northern Virginia, with Oklahoma'],
  ['nam8', 'US', 'Los Angeles and Oregon, with Salt Lake City'],
  ['nam9', 'US', 'Northern Virginia, Iowa and Oregon, with South Carolina'],
  ['nam10', 'US', 'Iowa and Salt Lake City, with Oklahoma'],
  ['nam11', 'US', 'Iowa and South Carolina, with Oklahoma'],
  ['nam12', 'US', 'Iowa, Northern Virginia and Oregon, with Oklahoma'],
  ['nam13', 'US', 'Oklahoma and Iowa, with Salt Lake City'],
  ['nam14', ['US', 'CA'], 'Northern Virginia and Montreal, with South Carolina'],
  ['nam15', 'US', 'Dallas and Northern Virginia, with Iowa'],
  ['nam16', 'US', 'Iowa and Northern Virginia, with Columbus'],
  ['dual-region-australia1', 'AU', 'Sydney and Melbourne'],
  ['dual-region-germany1', 'DE', 'Berlin and Frankfurt'],
  ['dual-region-india1', 'IN', 'Mumbai and Delhi'],
  ['dual-region-japan1', 'JP', 'Tokyo and Osaka'],
  ['nam-eur-asia1', ['US', 'BE', 'TW'], 'Iowa, Oklahoma, Belgium and Taiwan'],
  ['nam-eur-asia3', ['US', 'BE', 'NL', 'TW'], 'Iowa, South Carolina, Belgium, Netherlands and Taiwan'],
]);

const STORAGE_PAIRS = rows('multi-region', 'cloud-storage 0.10.1 (crates.io), enum DualRegion', DAY, [
  ['eur4', ['FI', 'NL', 'BE'], 'Finland and Netherlands, with metadata in Belgium'],
  ['nam4', 'US', 'Iowa and South Carolina, with metadata in Oklahoma'],
]);

/** The same word can mean different sets for Cloud Storage and Spanner: then all of them are listed. */
const OTHER_MULTI_REGIONS = recalledRows('multi-region', 'Google Cloud: dual-regions of Cloud Storage', DAY, [
  ['eur5', ['GB', 'BE', 'NL'], 'London and Belgium, with Netherlands'],
  ['eur7', ['GB', 'DE', 'IT'], 'London and Frankfurt (Cloud Storage), or Milan and Frankfurt (Spanner)'],
  ['eur8', ['DE', 'CH'], 'Frankfurt and Zurich'],
  ['dual-region-italy1', 'IT', 'Milan and Turin'],
  ['dual-region-canada1', 'CA', 'Montreal and Toronto'],
]);

/** Spanner calls a region's base configuration `regional-europe-west3`. */
const normalise = (key: string): string => key.replace(/^regional-/, '');

/** Recalled, as Compute Engine's page of regions and zones has it; accelerator zones (`us-central1-ai1a`) as public configuration names them. */
const ZONES: ZoneNames = {
  others: letters('abc'),
  of: {
    'europe-west1': letters('bcd'),
    'europe-west4': [...letters('abc'), 'ai1a'],
    'us-central1': [...letters('abcf'), 'ai1a'],
    'us-east1': letters('bcd'),
    'us-east7': [...letters('abc'), 'ai1b'],
    'us-south1': [...letters('abc'), 'ai1b'],
  },
};

/** `europe-west3-a` */
function regionOfZone(key: string): string | undefined {
  const [, region, zone] = /^((?:u-)?[a-z]+-[a-z]+\d{1,2})-([a-z]|ai\d[a-z])$/.exec(key) ?? [];
  return regionWithZone(ZONES, region, zone);
}

/** Google Cloud: regions, dual- and multi-regions, and the sovereign universes of its partners. */
export const GCP: ProviderRegions = {
  provider: 'gcp',
  tables: [REGIONS, PRIVATE, UNIVERSES, MULTI_REGIONS, SPANNER, STORAGE_PAIRS, OTHER_MULTI_REGIONS],
  normalise,
  regionOfZone,
};
