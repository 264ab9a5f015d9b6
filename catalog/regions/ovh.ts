import { type ProviderRegions, recalledRows, rows } from './table.ts';
import { numbers, regionWithZone, type ZoneNames } from './zones.ts';

const DAY = '2026-11-22';
const API = 'OVHcloud API, RegionCodenameEnum; sparecores-crawler 0.10.2 (PyPI), vendors/_ovh.py; rclone OVHcloud.yaml';

/** Site codes. Public Cloud numbers its regions there (`GRA11`), and every building (`RBX8`). */
const SITES = rows('region', API, DAY, [
  ['gra', 'FR', 'Gravelines', 'eu-west-gra', 'gra-snc'],
  ['rbx', 'FR', 'Roubaix', 'eu-west-rbx', 'rbx-a', 'rbx-hz', 'rbx-snc', 'rbx-archive'],
  ['sbg', 'FR', 'Strasbourg', 'eu-west-sbg', 'sbg-snc'],
  ['eu-west-par', 'FR', 'Paris', 'par'],
  ['de', 'DE', 'Limburg', 'eu-west-lim', 'lim'],
  ['waw', 'PL', 'Warsaw', 'eu-central-waw'],
  ['eu-south-mil', 'IT', 'Milan', 'mil'],
  ['uk', 'GB', 'Erith, London', 'eu-west-eri', 'eri'],
  ['bhs', 'CA', 'Beauharnois', 'ca-east-bhs'],
  ['ca-east-tor', 'CA', 'Toronto', 'tor', 'yyz'],
  ['sgp', 'SG', 'Singapore', 'ap-southeast-sgp'],
  ['syd', 'AU', 'Sydney', 'ap-southeast-syd'],
  ['ap-south-mum', 'IN', 'Mumbai', 'ynm'],
  ['us-east-va', 'US', 'Vint Hill, Virginia', 'us-east-vin', 'vin'],
  ['us-west-or', 'US', 'Hillsboro, Oregon', 'us-west-hil', 'hil'],
]);

/** Local Zones are known by their city: the compass word before it has changed for some. */
const LOCAL_ZONES = rows('zone', API, DAY, [
  ['eu-west-lz-ams', 'NL', 'Amsterdam', 'lz-ams'],
  ['eu-west-lz-bru', 'BE', 'Brussels', 'lz-bru'],
  ['eu-central-lz-buh', 'RO', 'Bucharest', 'lz-buh'],
  ['eu-north-lz-cph', 'DK', 'Copenhagen', 'lz-cph'],
  ['eu-west-lz-dln', 'IE', 'Dublin', 'lz-dln'],
  ['eu-north-lz-hel', 'FI', 'Helsinki', 'lz-hel'],
  ['eu-south-lz-lis', 'PT', 'Lisbon', 'lz-lis'],
  ['eu-west-lz-lux', 'LU', 'Luxembourg', 'lz-lux'],
  ['eu-south-lz-mad', 'ES', 'Madrid', 'lz-mad'],
  ['eu-south-lz-mil', 'IT', 'Milan', 'lz-mil'],
  ['eu-west-lz-mrs', 'FR', 'Marseille', 'lz-mrs'],
  ['eu-north-lz-osl', 'NO', 'Oslo', 'lz-osl'],
  ['eu-east-lz-prg', 'CZ', 'Prague', 'lz-prg'],
  ['eu-central-lz-sof', 'BG', 'Sofia', 'lz-sof'],
  ['eu-north-lz-sto', 'SE', 'Stockholm', 'lz-sto'],
  ['eu-west-lz-vie', 'AT', 'Vienna', 'lz-vie'],
  ['eu-west-lz-mnc', 'GB', 'Manchester', 'lz-mnc'],
  ['eu-west-lz-zrh', 'CH', 'Zurich', 'lz-zrh'],
  ['af-central-lz-abj', 'CI', 'Abidjan', 'lz-abj'],
  ['af-north-lz-rba', 'MA', 'Rabat', 'lz-rba'],
  ['ap-south-lz-akl', 'NZ', 'Auckland', 'lz-akl'],
  ['ap-south-lz-blr', 'IN', 'Bengaluru', 'lz-blr'],
  ['me-south-lz-dxb', 'AE', 'Dubai', 'lz-dxb'],
  ['sa-central-lz-mex', 'MX', 'Mexico City', 'lz-mex'],
  ['sa-east-lz-sao', 'BR', 'Sao Paulo', 'lz-sao'],
  ['sa-west-lz-bue', 'AR', 'Buenos Aires', 'lz-bue'],
  ['sa-west-lz-scl', 'CL', 'Santiago', 'lz-scl'],
  ['us-central-lz-slc', 'US', 'Salt Lake City', 'lz-slc'],
  ['us-central-lz-stl', 'US', 'St. Louis', 'lz-stl'],
  ['us-east-lz-atl', 'US', 'Atlanta', 'lz-atl'],
  ['us-east-lz-bos', 'US', 'Boston', 'lz-bos'],
  ['us-east-lz-chi', 'US', 'Chicago', 'lz-chi'],
  ['us-east-lz-dal', 'US', 'Dallas', 'lz-dal'],
  ['us-east-lz-mia', 'US', 'Miami', 'lz-mia'],
  ['us-east-lz-nyc', 'US', 'New York City', 'lz-nyc'],
  ['us-west-lz-den', 'US', 'Denver', 'lz-den'],
  ['us-west-lz-lax', 'US', 'Los Angeles', 'lz-lax'],
  ['us-west-lz-pao', 'US', 'Palo Alto', 'lz-pao'],
  ['us-west-lz-phx', 'US', 'Phoenix', 'lz-phx'],
  ['us-west-lz-sea', 'US', 'Seattle', 'lz-sea'],
]);

const RECALLED = recalledRows('zone', 'OVHcloud Local Zones', DAY, [
  ['eu-west-lz-lon', 'GB', 'London', 'lz-lon'],
  ['ap-south-lz-icd', 'IN', 'India', 'lz-icd'],
]);

/** Which legal entity's API a configuration talks to. */
const API_ENDPOINTS = rows('location', 'ovh 1.2.0 (PyPI), client.py', DAY, [
  ['ovh-eu', 'FR', 'European API, France', 'kimsufi-eu', 'soyoustart-eu'],
  ['ovh-ca', 'CA', 'Canadian API', 'kimsufi-ca', 'soyoustart-ca'],
  ['ovh-us', 'US', 'American API'],
]);

/** Public Cloud regions and buildings (recalled): no site has more. Sites abroad are abroad under any number. */
const NUMBERED: ZoneNames = {
  others: numbers(99),
  of: {
    de: numbers(2),
    'eu-south-mil': ['a', 'b', 'c', '1'],
    'eu-west-par': ['a', 'b', 'c', '1'],
    gra: numbers(12),
    lim: numbers(4),
    mil: numbers(3),
    par: numbers(3),
    rbx: numbers(10),
    sbg: numbers(7),
    waw: numbers(3),
  },
};

/** `EU-WEST-LZ-BRU-A`; `eu-west-par-c`, `US-EAST-VA-1`; `GRA11`, `rbx-8`. */
function regionOfZone(key: string): string | undefined {
  const city = /^[a-z]{2}-[a-z]+-lz-([a-z]{3})(?:-[a-c])?$/.exec(key)?.[1];
  if (city !== undefined) return `lz-${city}`;
  const [, region, zone] = /^([a-z]{2}-[a-z]+-[a-z]{2,3})-([a-d1-9])$/.exec(key) ?? [];
  if (region !== undefined)
    return regionWithZone({ ...NUMBERED, others: ['a', 'b', 'c', 'd', ...numbers(9)] }, region, zone);
  const [, site, number] =
    /^(gra|rbx|sbg|par|de|lim|waw|mil|uk|eri|bhs|tor|yyz|sgp|syd|ynm|vin|hil)-?([1-9]\d?)$/.exec(key) ?? [];
  return regionWithZone(NUMBERED, site, number);
}

/** OVHcloud: Public Cloud, dedicated servers, Local Zones and API endpoints. */
export const OVH: ProviderRegions = {
  provider: 'ovh',
  tables: [SITES, LOCAL_ZONES, RECALLED, API_ENDPOINTS],
  regionOfZone,
};
