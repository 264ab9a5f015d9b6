import { type ProviderRegions, recalledRows, rows } from './table.ts';
import { numbers, regionWithZone, type ZoneNames } from './zones.ts';

const DAY = '2026-11-22';
const SDK = 'oci 2.189.0 (PyPI), regions_definitions.py; places: Oracle Cloud regions and availability domains';

/** Name, country, place, airport key, display name. The commercial realm. */
const COMMERCIAL = rows('region', SDK, DAY, [
  ['af-casablanca-1', 'MA', 'Casablanca', 'lej', 'Morocco West (Casablanca)'],
  ['af-johannesburg-1', 'ZA', 'Johannesburg', 'jnb', 'South Africa Central (Johannesburg)'],
  ['ap-batam-1', 'ID', 'Batam', 'hsg', 'Indonesia North (Batam)'],
  ['ap-chuncheon-1', 'KR', 'Chuncheon', 'yny', 'South Korea North (Chuncheon)'],
  ['ap-delhi-1', 'IN', 'Delhi', 'onm', 'India North (Delhi)'],
  ['ap-hyderabad-1', 'IN', 'Hyderabad', 'hyd', 'India South (Hyderabad)'],
  ['ap-kulai-2', 'MY', 'Kulai', 'jbp', 'Malaysia West 2 (Kulai)'],
  ['ap-melbourne-1', 'AU', 'Melbourne', 'mel', 'Australia Southeast (Melbourne)'],
  ['ap-mumbai-1', 'IN', 'Mumbai', 'bom', 'India West (Mumbai)'],
  ['ap-osaka-1', 'JP', 'Osaka', 'kix', 'Japan Central (Osaka)'],
  ['ap-seoul-1', 'KR', 'Seoul', 'icn', 'South Korea Central (Seoul)'],
  ['ap-singapore-1', 'SG', 'Singapore', 'sin', 'Singapore (Singapore)'],
  ['ap-singapore-2', 'SG', 'Singapore West', 'xsp', 'Singapore West (Singapore)'],
  ['ap-sydney-1', 'AU', 'Sydney', 'syd', 'Australia East (Sydney)'],
  ['ap-tokyo-1', 'JP', 'Tokyo', 'nrt', 'Japan East (Tokyo)'],
  ['ca-montreal-1', 'CA', 'Montreal', 'yul', 'Canada Southeast (Montreal)'],
  ['ca-toronto-1', 'CA', 'Toronto', 'yyz', 'Canada Southeast (Toronto)'],
  ['eu-amsterdam-1', 'NL', 'Amsterdam', 'ams', 'Netherlands Northwest (Amsterdam)'],
  ['eu-frankfurt-1', 'DE', 'Frankfurt', 'fra', 'Germany Central (Frankfurt)'],
  ['eu-madrid-1', 'ES', 'Madrid', 'mad', 'Spain Central (Madrid)'],
  ['eu-madrid-3', 'ES', 'Madrid', 'orf', 'Spain Central (Madrid 3)'],
  ['eu-marseille-1', 'FR', 'Marseille', 'mrs', 'France South (Marseille)'],
  ['eu-milan-1', 'IT', 'Milan', 'lin', 'Italy Northwest (Milan)'],
  ['eu-paris-1', 'FR', 'Paris', 'cdg', 'France Central (Paris)'],
  ['eu-stockholm-1', 'SE', 'Stockholm', 'arn', 'Sweden Central (Stockholm)'],
  ['eu-turin-1', 'IT', 'Turin', 'nrq', 'Italy North (Turin)'],
  ['eu-zurich-1', 'CH', 'Zurich', 'zrh', 'Switzerland North (Zurich)'],
  ['il-jerusalem-1', 'IL', 'Jerusalem', 'mtz', 'Israel Central (Jerusalem)'],
  ['me-abudhabi-1', 'AE', 'Abu Dhabi', 'auh', 'UAE Central (Abu Dhabi)'],
  ['me-dubai-1', 'AE', 'Dubai', 'dxb', 'UAE East (Dubai)'],
  ['me-jeddah-1', 'SA', 'Jeddah', 'jed', 'Saudi Arabia West (Jeddah)'],
  ['me-riyadh-1', 'SA', 'Riyadh', 'ruh', 'Saudi Arabia Central (Riyadh)'],
  ['mx-monterrey-1', 'MX', 'Monterrey', 'mty', 'Mexico Northeast (Monterrey)'],
  ['mx-queretaro-1', 'MX', 'Queretaro', 'qro', 'Mexico Central (Queretaro)'],
  ['sa-bogota-1', 'CO', 'Bogota', 'bog', 'Colombia Central (Bogota)'],
  ['sa-santiago-1', 'CL', 'Santiago', 'scl', 'Chile Central (Santiago)'],
  ['sa-saopaulo-1', 'BR', 'Sao Paulo', 'gru', 'Brazil East (Sao Paulo)'],
  ['sa-valparaiso-1', 'CL', 'Valparaiso', 'vap', 'Chile West (Valparaiso)'],
  ['sa-vinhedo-1', 'BR', 'Vinhedo', 'vcp', 'Brazil Southeast (Vinhedo)'],
  ['uk-cardiff-1', 'GB', 'Newport', 'cwl', 'UK West (Newport)'],
  ['uk-london-1', 'GB', 'London', 'lhr', 'UK South (London)'],
  ['us-ashburn-1', 'US', 'Ashburn', 'iad', 'US East (Ashburn)'],
  ['us-chicago-1', 'US', 'Chicago', 'ord', 'US Midwest (Chicago)'],
  ['us-phoenix-1', 'US', 'Phoenix', 'phx', 'US West (Phoenix)'],
  ['us-saltlake-2', 'US', 'Salt Lake City', 'aga'],
  ['us-sanjose-1', 'US', 'San Jose', 'sjc', 'US West (San Jose)'],
]);

/** Government, EU Sovereign Cloud, dedicated regions and partner clouds. `eu-` does not mean the Union. */
const OTHER_REALMS = rows('region', SDK, DAY, [
  ['us-langley-1', 'US', 'US Government East', 'lfi'],
  ['us-luke-1', 'US', 'US Government West', 'luf'],
  ['us-gov-ashburn-1', 'US', 'US DoD East', 'ric'],
  ['us-gov-chicago-1', 'US', 'US DoD North', 'pia'],
  ['us-gov-phoenix-1', 'US', 'US DoD West', 'tus'],
  ['uk-gov-london-1', 'GB', 'London, UK Government', 'ltn'],
  ['uk-gov-cardiff-1', 'GB', 'Newport, UK Government', 'brs'],
  ['ap-chiyoda-1', 'JP', 'Chiyoda', 'nja'],
  ['ap-ibaraki-1', 'JP', 'Ibaraki', 'ukb'],
  ['me-dcc-muscat-1', 'OM', 'Muscat', 'mct'],
  ['me-ibri-1', 'OM', 'Ibri', 'ibr'],
  ['ap-dcc-canberra-1', 'AU', 'Canberra', 'wga'],
  ['eu-dcc-milan-1', 'IT', 'Milan, dedicated', 'bgy'],
  ['eu-dcc-milan-2', 'IT', 'Milan, dedicated', 'mxp'],
  ['eu-dcc-dublin-1', 'IE', 'Dublin, dedicated', 'ork'],
  ['eu-dcc-dublin-2', 'IE', 'Dublin, dedicated', 'snn'],
  ['eu-dcc-rating-1', 'DE', 'Ratingen, dedicated', 'dus'],
  ['eu-dcc-rating-2', 'DE', 'Ratingen, dedicated', 'dtm'],
  ['ap-dcc-gazipur-1', 'BD', 'Gazipur', 'dac'],
  ['eu-frankfurt-2', 'DE', 'Frankfurt, EU Sovereign Cloud', 'str', 'EU Sovereign Central (Frankfurt)'],
  ['eu-madrid-2', 'ES', 'Madrid, EU Sovereign Cloud', 'vll', 'EU Sovereign South (Madrid)'],
  ['eu-jovanovac-1', 'RS', 'Jovanovac, Serbia', 'beg'],
  ['me-dcc-doha-1', 'QA', 'Doha', 'doh'],
  ['me-alrayyan-1', 'QA', 'Al Rayyan', 'vve'],
  ['us-somerset-1', 'US', 'Somerset', 'ebb'],
  ['us-thames-1', 'US', 'Thames', 'ebl'],
  ['eu-dcc-zurich-1', 'CH', 'Zurich, dedicated', 'avz'],
  ['eu-crissier-1', 'CH', 'Crissier, Switzerland', 'avf'],
  ['me-abudhabi-2', 'AE', 'Abu Dhabi', 'rkt'],
  ['me-abudhabi-3', 'AE', 'Abu Dhabi', 'ahu'],
  ['me-abudhabi-4', 'AE', 'Abu Dhabi', 'shj'],
  ['me-alain-1', 'AE', 'Al Ain', 'rba'],
  ['ap-seoul-2', 'KR', 'Seoul', 'dtz'],
  ['ap-suwon-1', 'KR', 'Suwon', 'dln'],
  ['ap-chuncheon-2', 'KR', 'Chuncheon', 'bno'],
  ['us-ashburn-2', 'US', 'Ashburn', 'yxj'],
  ['us-newark-1', 'US', 'Newark', 'pgc'],
  ['eu-budapest-1', 'HU', 'Budapest', 'jsk'],
  ['sa-riodejaneiro-1', 'BR', 'Rio de Janeiro', 'hnw'],
]);

/** Dedicated regions and partner clouds that one client lists and another does not. */
const OTHER_CLIENTS = rows('region', "Oracle's API clients for .NET and Ruby, and public region lists by realm", DAY, [
  ['ap-chennai-1', 'IN', 'Chennai'],
  ['ap-dcc-osaka-1', 'JP', 'Osaka, dedicated', 'uky'],
  ['ap-dcc-tokyo-1', 'JP', 'Tokyo, dedicated', 'tyo'],
  ['ap-hobsonville-1', 'NZ', 'Hobsonville, dedicated'],
  ['ap-kulai-1', 'MY', 'Kulai'],
  ['ap-osaka-2', 'JP', 'Osaka, sovereign cloud'],
  ['ap-pathumthani-1', 'TH', 'Pathum Thani'],
  ['ap-samutprakan-1', 'TH', 'Samut Prakan'],
  ['ap-silverdale-1', 'NZ', 'Silverdale, dedicated'],
  ['ap-tatebayashi-1', 'JP', 'Tatebayashi, sovereign cloud'],
  ['ap-westtokyo-1', 'JP', 'West Tokyo'],
  ['eu-dcc-rome-1', 'IT', 'Rome, dedicated', 'nap'],
  ['eu-dublin-3', 'IE', 'Dublin'],
  ['eu-milan-2', 'IT', 'Milan, dedicated'],
  ['me-abudhabi-5', 'AE', 'Abu Dhabi'],
  ['me-dubai-3', 'AE', 'Dubai'],
  ['me-dubai-4', 'AE', 'Dubai'],
  ['me-riyadh-2', 'SA', 'Riyadh'],
  ['uk-london-2', 'GB', 'London'],
  ['uk-london-3', 'GB', 'London'],
  ['uk-london-4', 'GB', 'London'],
  ['us-abilene-1', 'US', 'Abilene'],
  ['us-boardman-1', 'US', 'Boardman'],
  ['us-columbus-1', 'US', 'Columbus'],
  ['us-dallas-1', 'US', 'Dallas'],
  ['us-dcc-phoenix-1', 'US', 'Phoenix, dedicated', 'ifp'],
  ['us-dcc-phoenix-2', 'US', 'Phoenix, dedicated', 'gcn'],
  ['us-dcc-phoenix-3', 'US', 'Phoenix, dedicated'],
  ['us-dcc-phoenix-4', 'US', 'Phoenix, dedicated', 'yum'],
  ['us-dcc-swjordan-1', 'US', 'Utah, dedicated'],
  ['us-dcc-swjordan-2', 'US', 'Utah, dedicated'],
  ['us-desmoines-1', 'US', 'Des Moines'],
  ['us-quincy-1', 'US', 'Quincy'],
  ['us-shawnee-1', 'US', 'Shawnee'],
  ['us-tacoma-1', 'US', 'Tacoma'],
  ['us-tukwila-3', 'US', 'Tukwila'],
  ['us-westjordan-1', 'US', 'Utah'],
]);

const UNLISTED = recalledRows('region', 'Oracle Cloud regions of the United States government', DAY, [
  ['us-gov-boyers-1', 'US', 'Boyers, government'],
  ['us-gov-fortworth-1', 'US', 'Fort Worth, government'],
  ['us-gov-fortworth-3', 'US', 'Fort Worth, government'],
  ['us-gov-sterling-1', 'US', 'Sterling, government'],
  ['us-gov-sterling-2', 'US', 'Sterling, government'],
  ['us-gov-sterling-3', 'US', 'Sterling, government'],
]);

/** Recalled, as Oracle's page of regions and availability domains has it: one each, but for the regions with three. */
const DOMAINS: ZoneNames = {
  others: numbers(1),
  of: {
    'eu-frankfurt-1': numbers(3),
    fra: numbers(3),
    iad: numbers(3),
    lhr: numbers(3),
    ord: numbers(3),
    phx: numbers(3),
    'uk-london-1': numbers(3),
    'us-ashburn-1': numbers(3),
    'us-chicago-1': numbers(3),
    'us-phoenix-1': numbers(3),
  },
};

/** `Uocm:UK-LONDON-1-AD-1`, `PHX-AD-2`, `US-ASHBURN-AD-1`: the oldest regions leave out their number. */
function regionOfZone(key: string): string | undefined {
  const [, name, domain] = /^(?:[a-z0-9]{4}:)?([a-z]{3}|[a-z]{2}-[a-z-]+(?:-\d)?)-ad-(\d)$/.exec(key) ?? [];
  const region = name !== undefined && /^[a-z]{2}-[a-z]+$/.test(name) ? `${name}-1` : name;
  return regionWithZone(DOMAINS, region, domain);
}

/** Oracle Cloud Infrastructure: all realms, the EU Sovereign Cloud and dedicated regions. */
export const OCI: ProviderRegions = {
  provider: 'oci',
  tables: [COMMERCIAL, OTHER_REALMS, OTHER_CLIENTS, UNLISTED],
  regionOfZone,
};
