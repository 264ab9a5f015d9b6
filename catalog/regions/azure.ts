import { EEA30 } from '../jurisdictions.ts';
import { type ProviderRegions, recalledRows, rows } from './table.ts';
import { numbers, regionWithZone, type ZoneNames } from './zones.ts';

const DAY = '2026-11-22';
const LOCATIONS =
  'Azure Resource Manager, subscription locations list (az account list-locations), and Azure regions list';

/** Name, country, place. The display name is the name with spaces, and is read by dropping them. */
const REGIONS = rows('region', LOCATIONS, DAY, [
  ['australiacentral', 'AU', 'Canberra'],
  ['australiacentral2', 'AU', 'Canberra'],
  ['australiaeast', 'AU', 'New South Wales'],
  ['australiasoutheast', 'AU', 'Victoria'],
  ['austriaeast', 'AT', 'Vienna'],
  ['belgiumcentral', 'BE', 'Brussels'],
  ['brazilsouth', 'BR', 'Sao Paulo State'],
  ['brazilsoutheast', 'BR', 'Rio'],
  ['canadacentral', 'CA', 'Toronto'],
  ['canadaeast', 'CA', 'Quebec'],
  ['centralindia', 'IN', 'Pune', 'indiacentral'],
  ['centralus', 'US', 'Iowa'],
  ['chilecentral', 'CL', 'Santiago'],
  ['denmarkeast', 'DK', 'Copenhagen'],
  ['eastasia', 'HK', 'Hong Kong'],
  ['eastus', 'US', 'Virginia'],
  ['eastus2', 'US', 'Virginia'],
  ['eastus3', 'US', 'Georgia'],
  ['finlandcentral', 'FI', 'Finland (announced)'],
  ['francecentral', 'FR', 'Paris'],
  ['francesouth', 'FR', 'Marseille'],
  ['germanynorth', 'DE', 'Berlin'],
  ['germanywestcentral', 'DE', 'Frankfurt'],
  ['indiasouthcentral', 'IN', 'Hyderabad'],
  ['indonesiacentral', 'ID', 'Jakarta'],
  ['israelcentral', 'IL', 'Israel'],
  ['israelnorthwest', 'IL', 'Israel'],
  ['italynorth', 'IT', 'Milan'],
  ['japaneast', 'JP', 'Tokyo, Saitama'],
  ['japanwest', 'JP', 'Osaka'],
  ['jioindiacentral', 'IN', 'Nagpur'],
  ['jioindiawest', 'IN', 'Jamnagar'],
  ['koreacentral', 'KR', 'Seoul'],
  ['koreasouth', 'KR', 'Busan'],
  ['malaysiawest', 'MY', 'Kuala Lumpur'],
  ['mexicocentral', 'MX', 'Queretaro'],
  ['newzealandnorth', 'NZ', 'Auckland'],
  ['northcentralus', 'US', 'Illinois'],
  ['northeurope', 'IE', 'Ireland'],
  ['norwayeast', 'NO', 'Oslo'],
  ['norwaywest', 'NO', 'Stavanger'],
  ['polandcentral', 'PL', 'Warsaw'],
  ['qatarcentral', 'QA', 'Doha'],
  ['saudiarabiacentral', 'SA', 'Saudi Arabia'],
  ['saudiarabiaeast', 'SA', 'Saudi Arabia'],
  ['southafricanorth', 'ZA', 'Johannesburg'],
  ['southafricawest', 'ZA', 'Cape Town'],
  ['southcentralus', 'US', 'Texas'],
  ['southeastasia', 'SG', 'Singapore'],
  ['southindia', 'IN', 'Chennai'],
  ['spaincentral', 'ES', 'Madrid'],
  ['swedencentral', 'SE', 'Gävle'],
  ['swedensouth', 'SE', 'Malmö'],
  ['switzerlandnorth', 'CH', 'Zurich'],
  ['switzerlandwest', 'CH', 'Geneva'],
  ['taiwannorth', 'TW', 'Taipei'],
  ['taiwannorthwest', 'TW', 'Taipei'],
  ['uaecentral', 'AE', 'Abu Dhabi'],
  ['uaenorth', 'AE', 'Dubai'],
  ['uksouth', 'GB', 'London'],
  ['ukwest', 'GB', 'Cardiff'],
  ['westcentralus', 'US', 'Wyoming'],
  ['westeurope', 'NL', 'Netherlands'],
  ['westindia', 'IN', 'Mumbai'],
  ['westus', 'US', 'California'],
  ['westus2', 'US', 'Washington'],
  ['westus3', 'US', 'Phoenix'],
]);

/** Named by Microsoft's own services, without a public page. Those whose name does not settle the country are left out. */
const UNANNOUNCED = rows('region', 'Azure Cosmos DB SDK for Java, RegionUtils', DAY, [
  ['brazilnortheast', 'BR', 'Brazil'],
  ['chilenorthcentral', 'CL', 'Chile'],
  ['chinanorth10', 'CN', 'China'],
  ['koreasouth2', 'KR', 'Korea'],
  ['malaysiasouth', 'MY', 'Malaysia'],
  ['northeastus5', 'US', 'United States'],
  ['singaporecentral', 'SG', 'Singapore'],
  ['singaporegov', 'SG', 'Singapore, government'],
  ['singaporenorth', 'SG', 'Singapore, government'],
  ['southcentralus2', 'US', 'United States'],
  ['southeastasia3', ['SG', 'MY'], 'Southeast Asia'],
  ['southeastus', 'US', 'United States'],
  ['southeastus3', 'US', 'United States'],
  ['southeastus5', 'US', 'United States'],
  ['southwestus', 'US', 'United States'],
  ['uknorth', 'GB', 'United Kingdom'],
  ['uksouth2', 'GB', 'United Kingdom'],
  ['westcentralusfre', 'US', 'United States'],
]);

/** Extended zones and edge zones of carriers. */
const EDGE_ZONES = recalledRows('location', 'Azure extended zones and public multi-access edge zones', DAY, [
  ['attatlanta1', 'US', 'Atlanta'],
  ['attdallas1', 'US', 'Dallas'],
  ['attdetroit1', 'US', 'Detroit'],
  ['attnewyork1', 'US', 'New York'],
  ['losangeles', 'US', 'Los Angeles'],
  ['microsoftlosangeles1', 'US', 'Los Angeles'],
  ['microsoftmiami1', 'US', 'Miami'],
  ['perth', 'AU', 'Perth'],
]);

/** Test and early-access regions. */
const STAGES = rows('region', LOCATIONS, DAY, [
  ['brazilus', 'BR', 'Brazil, early access'],
  ['centraluseuap', 'US', 'Iowa, early access'],
  ['centralusstage', 'US', 'Iowa, stage'],
  ['eastasiastage', 'HK', 'Hong Kong, stage'],
  ['eastus2euap', 'US', 'Virginia, early access'],
  ['eastus2stage', 'US', 'Virginia, stage'],
  ['eastusslv', 'US', 'Virginia'],
  ['eastusstage', 'US', 'Virginia, stage'],
  ['eastusstg', 'US', 'Virginia, stage'],
  ['northcentralusstage', 'US', 'Illinois, stage'],
  ['southcentralusstage', 'US', 'Texas, stage'],
  ['southcentralusstg', 'US', 'Texas, stage'],
  ['southeastasiastage', 'SG', 'Singapore, stage'],
  ['westus2stage', 'US', 'Washington, stage'],
  ['westusstage', 'US', 'California, stage'],
]);

const SOVEREIGN = rows('region', 'Azure Government, Azure China, Bleu and Delos region documentation', DAY, [
  ['usgovarizona', 'US', 'Arizona, Azure Government'],
  ['usgoviowa', 'US', 'Iowa, Azure Government (closed)'],
  ['usgovtexas', 'US', 'Texas, Azure Government'],
  ['usgovvirginia', 'US', 'Virginia, Azure Government'],
  ['usdodcentral', 'US', 'Iowa, Department of Defense'],
  ['usdodeast', 'US', 'Virginia, Department of Defense'],
  ['usgovwyoming', 'US', 'Wyoming, Azure Government'],
  ['usdodsouthcentral', 'US', 'Department of Defense'],
  ['usdodsouthwest', 'US', 'Department of Defense'],
  ['usdodwestcentral', 'US', 'Department of Defense'],
  ['usseccentral', 'US', 'Azure Government Secret'],
  ['usseceast', 'US', 'Azure Government Secret'],
  ['ussecwest', 'US', 'Azure Government Secret'],
  ['ussecwestcentral', 'US', 'Azure Government Secret'],
  ['usnateast', 'US', 'Azure Government Top Secret'],
  ['usnatnorth', 'US', 'Azure Government Top Secret'],
  ['usnatwest', 'US', 'Azure Government Top Secret'],
  ['chinaeast', 'CN', 'Shanghai, run by 21Vianet'],
  ['chinaeast2', 'CN', 'Shanghai, run by 21Vianet'],
  ['chinaeast3', 'CN', 'Jiangsu, run by 21Vianet'],
  ['chinanorth', 'CN', 'Beijing, run by 21Vianet'],
  ['chinanorth2', 'CN', 'Beijing, run by 21Vianet'],
  ['chinanorth3', 'CN', 'Hebei, run by 21Vianet'],
  ['germanycentral', 'DE', 'Frankfurt, Microsoft Cloud Germany (closed)'],
  ['germanynortheast', 'DE', 'Magdeburg, Microsoft Cloud Germany (closed)'],
  ['bleufrancecentral', 'FR', 'Paris, Bleu'],
  ['bleufrancesouth', 'FR', 'Marseille, Bleu'],
  ['deloscloudgermanycentral', 'DE', 'Germany, Delos'],
  ['deloscloudgermanynorth', 'DE', 'Germany, Delos'],
]);

/** A geography is the boundary of one country, or words; `europe` is neither the EU nor the EEA. */
const GEOGRAPHIES = rows('multi-region', LOCATIONS, DAY, [
  ['australia', 'AU', 'Australia'],
  ['austria', 'AT', 'Austria'],
  ['belgium', 'BE', 'Belgium'],
  ['brazil', 'BR', 'Brazil'],
  ['canada', 'CA', 'Canada'],
  ['chile', 'CL', 'Chile'],
  ['china', 'CN', 'China'],
  ['denmark', 'DK', 'Denmark'],
  ['france', 'FR', 'France'],
  ['germany', 'DE', 'Germany'],
  ['hongkong', 'HK', 'Hong Kong', 'hongkongsar'],
  ['india', 'IN', 'India'],
  ['indonesia', 'ID', 'Indonesia'],
  ['israel', 'IL', 'Israel'],
  ['italy', 'IT', 'Italy'],
  ['japan', 'JP', 'Japan'],
  ['korea', 'KR', 'Korea'],
  ['malaysia', 'MY', 'Malaysia'],
  ['mexico', 'MX', 'Mexico'],
  ['newzealand', 'NZ', 'New Zealand'],
  ['norway', 'NO', 'Norway'],
  ['poland', 'PL', 'Poland'],
  ['qatar', 'QA', 'Qatar'],
  ['saudiarabia', 'SA', 'Saudi Arabia'],
  ['singapore', 'SG', 'Singapore'],
  ['southafrica', 'ZA', 'South Africa'],
  ['spain', 'ES', 'Spain'],
  ['sweden', 'SE', 'Sweden'],
  ['switzerland', 'CH', 'Switzerland'],
  ['taiwan', 'TW', 'Taiwan'],
  ['uae', 'AE', 'United Arab Emirates', 'unitedarabemirates'],
  ['uk', 'GB', 'United Kingdom', 'unitedkingdom'],
  ['unitedstates', 'US', 'United States', 'us'],
  ['unitedstateseuap', 'US', 'United States, early access'],
  ['usgov', 'US', 'United States, government'],
  ['asia', ['HK', 'SG'], 'Asia'],
  ['asiapacific', ['HK', 'SG'], 'Asia Pacific'],
  ['europe', null, 'Europe: neither the EU nor the EEA'],
  ['global', null, 'no single country'],
]);

/** Geography groups that the portal puts before a display name: `(Europe) Spain Central`. */
const GROUP =
  /^\((us|usa|europe|asia pacific|asia|canada|mexico|africa|middle east|south america|north america|united states|us gov|china)\) /;

const EUROPEAN: ReadonlySet<string> = new Set(
  REGIONS.rows.flatMap(([code, country]) =>
    typeof country === 'string' && [...EEA30, 'CH', 'GB'].includes(country) ? [code] : [],
  ),
);

/** Azure itself reads a display name by lower-casing it and dropping spaces; `(US) West Europe` is the name of nothing. */
function normalise(key: string): string {
  const group = GROUP.exec(key)?.[1];
  const name = key
    .replace(GROUP, '')
    .replace(/\((stage|stg|euap)\)$/, '$1')
    .replaceAll(' ', '');
  return group !== undefined && (group === 'europe') !== EUROPEAN.has(name) ? key : name;
}

/** Recalled: regions for recovery have no zones, and neither have geographies. */
const ZONES: ZoneNames = {
  others: numbers(3),
  of: Object.fromEntries(
    [
      ...['francesouth', 'germanynorth', 'norwaywest', 'swedensouth', 'germanycentral', 'germanynortheast'],
      ...['bleufrancesouth', 'deloscloudgermanynorth', ...GEOGRAPHIES.rows.map(([code]) => code)],
    ].map((region) => [region, []]),
  ),
};

/** `swedencentral-az2` (physical zone) and `swedencentral-2` (node label of the cloud provider). */
function regionOfZone(key: string): string | undefined {
  const [, region, zone] = /^([a-z][a-z0-9]+)-(?:az)?(\d)$/.exec(key) ?? [];
  return regionWithZone(ZONES, region, zone);
}

/** Microsoft Azure: public, government, China, Bleu, Delos, early-access regions and geographies. */
export const AZURE: ProviderRegions = {
  provider: 'azure',
  tables: [REGIONS, UNANNOUNCED, EDGE_ZONES, STAGES, SOVEREIGN, GEOGRAPHIES],
  normalise,
  regionOfZone,
};
