import { recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';
const EBS = 'AWS EBS user guide (encryption in Local Zones) and Local Zones user guide (available Local Zones)';
const WAVELENGTH = 'AWS Wavelength developer guide (available Wavelength Zones)';

/** Local Zone groups: the zone is the group and a letter. Many lie in another country than the region that they extend. */
export const LOCAL_ZONES = rows('zone', EBS, DAY, [
  ['af-south-1-los-1', 'NG', 'Lagos'],
  ['ap-northeast-1-tpe-1', 'TW', 'Taipei'],
  ['ap-south-1-ccu-1', 'IN', 'Kolkata'],
  ['ap-south-1-ccu-2', 'IN', 'Kolkata'],
  ['ap-south-1-del-1', 'IN', 'Delhi'],
  ['ap-south-1-del-2', 'IN', 'Delhi'],
  ['ap-southeast-1-bkk-1', 'TH', 'Bangkok'],
  ['ap-southeast-1-han-1', 'VN', 'Hanoi'],
  ['ap-southeast-1-mnl-1', 'PH', 'Manila'],
  ['ap-southeast-2-akl-1', 'NZ', 'Auckland'],
  ['ap-southeast-2-per-1', 'AU', 'Perth'],
  ['eu-central-1-ath-1', 'GR', 'Athens'],
  ['eu-central-1-ham-1', 'DE', 'Hamburg'],
  ['eu-central-1-ist-1', 'TR', 'Istanbul'],
  ['eu-central-1-waw-1', 'PL', 'Warsaw'],
  ['eu-north-1-cph-1', 'DK', 'Copenhagen'],
  ['eu-north-1-hel-1', 'FI', 'Helsinki'],
  ['eu-west-3-cmn-1', 'MA', 'Casablanca'],
  ['me-south-1-mct-1', 'OM', 'Muscat'],
  ['us-east-1-atl-1', 'US', 'Atlanta'],
  ['us-east-1-atl-2', 'US', 'Atlanta'],
  ['us-east-1-bos-1', 'US', 'Boston'],
  ['us-east-1-bue-1', 'AR', 'Buenos Aires'],
  ['us-east-1-chi-1', 'US', 'Chicago'],
  ['us-east-1-chi-2', 'US', 'Chicago'],
  ['us-east-1-dfw-1', 'US', 'Dallas'],
  ['us-east-1-dfw-2', 'US', 'Dallas'],
  ['us-east-1-iah-1', 'US', 'Houston'],
  ['us-east-1-iah-2', 'US', 'Houston'],
  ['us-east-1-lim-1', 'PE', 'Lima'],
  ['us-east-1-mci-1', 'US', 'Kansas City'],
  ['us-east-1-mia-1', 'US', 'Miami'],
  ['us-east-1-mia-2', 'US', 'Miami'],
  ['us-east-1-msp-1', 'US', 'Minneapolis'],
  ['us-east-1-nyc-1', 'US', 'New York City'],
  ['us-east-1-nyc-2', 'US', 'New York City'],
  ['us-east-1-phl-1', 'US', 'Philadelphia'],
  ['us-east-1-qro-1', 'MX', 'Queretaro'],
  ['us-east-1-scl-1', 'CL', 'Santiago'],
  ['us-east-2-mci-1', 'US', 'Kansas City'],
  ['us-west-2-den-1', 'US', 'Denver'],
  ['us-west-2-hnl-1', 'US', 'Honolulu'],
  ['us-west-2-las-1', 'US', 'Las Vegas'],
  ['us-west-2-lax-1', 'US', 'Los Angeles'],
  ['us-west-2-pdx-1', 'US', 'Portland'],
  ['us-west-2-phx-1', 'US', 'Phoenix'],
  ['us-west-2-phx-2', 'US', 'Phoenix'],
  ['us-west-2-sea-1', 'US', 'Seattle'],
]);

/** Wavelength Zones, named by region and city: `eu-west-3-wl1-cmn` is Casablanca, not Paris. */
export const WAVELENGTH_ZONES = rows('zone', WAVELENGTH, DAY, [
  ['ap-northeast-1-wl1-kix', 'JP', 'Osaka'],
  ['ap-northeast-1-wl1-nrt', 'JP', 'Tokyo'],
  ['ca-central-1-wl1-yto', 'CA', 'Toronto'],
  ['eu-west-2-wl1-lon', 'GB', 'London'],
  ['eu-west-2-wl1-man', 'GB', 'Manchester'],
  ['eu-west-3-wl1-cmn', 'MA', 'Casablanca'],
  ['us-east-1-wl1-atl', 'US', 'Atlanta'],
  ['us-east-1-wl1-bna', 'US', 'Nashville'],
  ['us-east-1-wl1-bos', 'US', 'Boston'],
  ['us-east-1-wl1-chi', 'US', 'Chicago'],
  ['us-east-1-wl1-clt', 'US', 'Charlotte'],
  ['us-east-1-wl1-dfw', 'US', 'Dallas'],
  ['us-east-1-wl1-dtw', 'US', 'Detroit'],
  ['us-east-1-wl1-iah', 'US', 'Houston'],
  ['us-east-1-wl1-mia', 'US', 'Miami'],
  ['us-east-1-wl1-msp', 'US', 'Minneapolis'],
  ['us-east-1-wl1-nyc', 'US', 'New York City'],
  ['us-east-1-wl1-tpa', 'US', 'Tampa'],
  ['us-east-1-wl1-was', 'US', 'Washington, D.C.'],
  ['us-west-2-wl1-den', 'US', 'Denver'],
  ['us-west-2-wl1-las', 'US', 'Las Vegas'],
  ['us-west-2-wl1-lax', 'US', 'Los Angeles'],
  ['us-west-2-wl1-phx', 'US', 'Phoenix'],
  ['us-west-2-wl1-sea', 'US', 'Seattle'],
  ['us-west-2-wl1-sfo', 'US', 'San Francisco'],
]);

/** Wavelength Zones of carriers that the guide no longer lists. */
export const OLDER_WAVELENGTH_ZONES = rows(
  'zone',
  'Wavelength locations, as public tools that name EC2 zones record them (enumerations of zones with the carrier and city)',
  DAY,
  [
    ['ap-northeast-2-wl1-cjj', 'KR', 'Daejeon'],
    ['ap-northeast-2-wl1-sel', 'KR', 'Seoul'],
    ['eu-central-1-wl1-ber', 'DE', 'Berlin'],
    ['eu-central-1-wl1-dtm', 'DE', 'Dortmund'],
    ['eu-central-1-wl1-muc', 'DE', 'Munich'],
  ],
);

export const RECALLED_WAVELENGTH_ZONES = recalledRows('zone', 'AWS Wavelength locations', DAY, [
  ['eu-west-3-wl1-dss', 'SN', 'Dakar'],
]);
