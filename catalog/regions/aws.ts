import { LOCAL_ZONES, OLDER_WAVELENGTH_ZONES, RECALLED_WAVELENGTH_ZONES, WAVELENGTH_ZONES } from './aws-edge.ts';
import { type ProviderRegions, rows, type Table } from './table.ts';
import { letters, numbers, regionWithZone, type ZoneNames } from './zones.ts';

const BOTOCORE = 'botocore 1.44.5, data/partitions.json; zone ID prefixes: AWS Regions and Availability Zones guide';
const DAY = '2026-11-22';

/** Name, country, place, prefix of its zone IDs, display name. */
const REGIONS = rows('region', BOTOCORE, DAY, [
  ['af-south-1', 'ZA', 'Cape Town', 'afs1', 'Africa (Cape Town)'],
  ['ap-east-1', 'HK', 'Hong Kong', 'ape1', 'Asia Pacific (Hong Kong)'],
  ['ap-east-2', 'TW', 'Taipei', 'ape2', 'Asia Pacific (Taipei)'],
  ['ap-northeast-1', 'JP', 'Tokyo', 'apne1', 'Asia Pacific (Tokyo)'],
  ['ap-northeast-2', 'KR', 'Seoul', 'apne2', 'Asia Pacific (Seoul)'],
  ['ap-northeast-3', 'JP', 'Osaka', 'apne3', 'Asia Pacific (Osaka)'],
  ['ap-south-1', 'IN', 'Mumbai', 'aps1', 'Asia Pacific (Mumbai)'],
  ['ap-south-2', 'IN', 'Hyderabad', 'aps2', 'Asia Pacific (Hyderabad)'],
  ['ap-southeast-1', 'SG', 'Singapore', 'apse1', 'Asia Pacific (Singapore)'],
  ['ap-southeast-2', 'AU', 'Sydney', 'apse2', 'Asia Pacific (Sydney)'],
  ['ap-southeast-3', 'ID', 'Jakarta', 'apse3', 'Asia Pacific (Jakarta)'],
  ['ap-southeast-4', 'AU', 'Melbourne', 'apse4', 'Asia Pacific (Melbourne)'],
  ['ap-southeast-5', 'MY', 'Kuala Lumpur', 'apse5', 'Asia Pacific (Malaysia)'],
  ['ap-southeast-6', 'NZ', 'Auckland', 'apse6', 'Asia Pacific (New Zealand)'],
  ['ap-southeast-7', 'TH', 'Bangkok', 'apse7', 'Asia Pacific (Thailand)'],
  ['ca-central-1', 'CA', 'Montreal', 'cac1', 'Canada (Central)'],
  ['ca-west-1', 'CA', 'Calgary', 'caw1', 'Canada West (Calgary)'],
  ['cn-north-1', 'CN', 'Beijing, run by Sinnet', 'cnn1', 'China (Beijing)'],
  ['cn-northwest-1', 'CN', 'Ningxia, run by NWCD', 'cnnw1', 'China (Ningxia)'],
  ['eu-central-1', 'DE', 'Frankfurt', 'euc1', 'Europe (Frankfurt)', 'EU (Frankfurt)'],
  ['eu-central-2', 'CH', 'Zurich', 'euc2', 'Europe (Zurich)', 'EU (Zurich)'],
  ['eu-north-1', 'SE', 'Stockholm', 'eun1', 'Europe (Stockholm)', 'EU (Stockholm)'],
  ['eu-south-1', 'IT', 'Milan', 'eus1', 'Europe (Milan)', 'EU (Milan)'],
  ['eu-south-2', 'ES', 'Aragon', 'eus2', 'Europe (Spain)', 'EU (Spain)'],
  ['eu-west-1', 'IE', 'Dublin', 'euw1', 'Europe (Ireland)', 'EU (Ireland)'],
  ['eu-west-2', 'GB', 'London', 'euw2', 'Europe (London)', 'EU (London)'],
  ['eu-west-3', 'FR', 'Paris', 'euw3', 'Europe (Paris)', 'EU (Paris)'],
  ['eusc-de-east-1', 'DE', 'Brandenburg', 'euscde1', 'AWS European Sovereign Cloud (Germany)'],
  ['il-central-1', 'IL', 'Tel Aviv', 'ilc1', 'Israel (Tel Aviv)'],
  ['me-central-1', 'AE', 'United Arab Emirates', 'mec1', 'Middle East (UAE)'],
  ['me-south-1', 'BH', 'Bahrain', 'mes1', 'Middle East (Bahrain)'],
  ['me-west-1', 'SA', 'Saudi Arabia (announced)', 'mew1', 'Middle East (Saudi Arabia)'],
  ['mx-central-1', 'MX', 'Queretaro', 'mxc1', 'Mexico (Central)'],
  ['sa-east-1', 'BR', 'Sao Paulo', 'sae1', 'South America (Sao Paulo)'],
  ['sa-west-1', 'CL', 'Chile (announced)', 'saw1', 'South America (Chile)'],
  ['us-east-1', 'US', 'Northern Virginia', 'use1', 'US East (N. Virginia)'],
  ['us-east-2', 'US', 'Ohio', 'use2', 'US East (Ohio)'],
  ['us-west-1', 'US', 'Northern California', 'usw1', 'US West (N. California)'],
  ['us-west-2', 'US', 'Oregon', 'usw2', 'US West (Oregon)'],
  ['us-gov-east-1', 'US', 'Ohio, GovCloud', 'usge1', 'AWS GovCloud (US-East)'],
  ['us-gov-west-1', 'US', 'Oregon, GovCloud', 'usgw1', 'AWS GovCloud (US-West)'],
  ['us-iso-east-1', 'US', 'Virginia, Top Secret', 'US ISO East'],
  ['us-iso-west-1', 'US', 'Colorado, Top Secret', 'US ISO West'],
  ['us-isob-east-1', 'US', 'Ohio, Secret', 'US ISOB East (Ohio)'],
  ['us-isob-west-1', 'US', 'western United States, Secret', 'US ISOB West'],
  ['us-isof-east-1', 'US', 'eastern United States, isolated', 'US ISOF East'],
  ['us-isof-south-1', 'US', 'southern United States, isolated', 'US ISOF South'],
  ['eu-isoe-west-1', 'GB', 'United Kingdom, isolated (cloud.adc-e.uk)', 'EU ISOE West'],
]);

const WORDS = rows('multi-region', 'Amazon S3 API reference, LocationConstraint; Bedrock inference profiles', DAY, [
  ['aws-global', null, 'no single country'],
  ['aws-cn-global', 'CN', 'China partition'],
  ['aws-us-gov-global', 'US', 'GovCloud partition'],
  ['aws-iso-global', 'US', 'Top Secret partition'],
  ['aws-iso-b-global', 'US', 'Secret partition'],
  ['aws-iso-f-global', 'US', 'isolated partition'],
  ['aws-iso-e-global', 'GB', 'isolated partition of the United Kingdom'],
  ['global', null, 'no single country'],
]);

const S3_LEGACY: Table = {
  ...rows('region', 'Amazon S3 API reference, LocationConstraint', DAY, [
    ['EU', 'IE', 'Dublin: the old S3 name of eu-west-1'],
  ]),
  inHosts: false,
};

const REGION_OF_PREFIX: ReadonlyMap<string, string> = new Map(
  REGIONS.rows.flatMap(([code, , , prefix]) => (prefix === undefined || prefix.includes(' ') ? [] : [[prefix, code]])),
);

/** Recalled; of the AWS Availability Zones guide only the beginning was read (2026-11-23): three each, but for the oldest and largest regions. */
const ZONE_LETTERS: ZoneNames = {
  others: letters('abc'),
  of: {
    'ap-northeast-1': letters('abcd'),
    'ap-northeast-2': letters('abcd'),
    'ca-central-1': letters('abd'),
    'cn-north-1': letters('abcd'),
    'us-east-1': letters('abcdef'),
    'us-west-2': letters('abcd'),
  },
};

/** Recalled. An ID keeps its number when a zone before it is closed. */
const ZONE_NUMBERS: ZoneNames = {
  others: numbers(3),
  of: {
    'ap-northeast-1': numbers(4),
    'ap-northeast-2': numbers(4),
    'ca-central-1': numbers(4),
    'cn-north-1': numbers(4),
    'us-east-1': numbers(6),
    'us-west-2': numbers(4),
  },
};

/** `eu-west-1b` */
const ZONE_NAME = /^([a-z]{2,4}(?:-[a-z]+)+-\d)([a-z])$/;
/** `use1-az6` */
const ZONE_ID = /^([a-z]{2,6}\d)-az(\d)$/;
/** `us-east-1-chi-2a`: the letter goes, the group `us-east-1-chi-2` is listed. */
const LOCAL_ZONE_NAME = /^([a-z]{2}-[a-z]+-\d-[a-z]{3}-\d)[ab]$/;
/** `use1-chi2-az1` */
const LOCAL_ZONE_ID = /^([a-z]{2,5}\d)-([a-z]{3})(\d)-az[12]$/;
/** `us-east-1-wl1-chi-wlz-1`, and `us-east-1-wl1-chi1` in price lists */
const WAVELENGTH_NAME = /^([a-z]{2}-[a-z]+-\d)-wl\d-([a-z]{3})(?:-wlz-[1-3]|[1-3])$/;
/** `use1-wl1-chi-wlz1` */
const WAVELENGTH_ID = /^([a-z]{2,5}\d)-wl\d-([a-z]{3})-wlz[1-3]$/;

/** Edge zones may lie in another country than their region, so that only listed ones have a parent: themselves. */
function edgeZone(key: string): string | undefined {
  const group = LOCAL_ZONE_NAME.exec(key)?.[1];
  if (group !== undefined) return group;
  const [, prefix, city, digit] = LOCAL_ZONE_ID.exec(key) ?? [];
  if (prefix !== undefined) return `${REGION_OF_PREFIX.get(prefix)}-${city}-${digit}`;
  const [, region, carrierCity] = WAVELENGTH_NAME.exec(key) ?? [];
  if (region !== undefined) return `${region}-wl1-${carrierCity}`;
  const [, carrierPrefix, idCity] = WAVELENGTH_ID.exec(key) ?? [];
  return carrierPrefix && `${REGION_OF_PREFIX.get(carrierPrefix)}-wl1-${idCity}`;
}

function regionOfZone(key: string): string | undefined {
  const [, region, letter] = ZONE_NAME.exec(key) ?? [];
  if (region !== undefined) return regionWithZone(ZONE_LETTERS, region, letter);
  const [, prefix, number] = ZONE_ID.exec(key) ?? [];
  return prefix === undefined ? edgeZone(key) : regionWithZone(ZONE_NUMBERS, REGION_OF_PREFIX.get(prefix), number);
}

/** Amazon Web Services: all partitions, the European Sovereign Cloud, Local Zones and Wavelength Zones. */
export const AWS: ProviderRegions = {
  provider: 'aws',
  tables: [REGIONS, WORDS, S3_LEGACY, LOCAL_ZONES, WAVELENGTH_ZONES, OLDER_WAVELENGTH_ZONES, RECALLED_WAVELENGTH_ZONES],
  regionOfZone,
};
