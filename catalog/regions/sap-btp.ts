import { type ProviderRegions, rows } from './table.ts';

const DAY = '2026-11-22';
const HELP = 'SAP Help, regions of SAP BTP Cloud Foundry; @sap_oss/alert-notification-client 1.13.0 (npm), region.ts';

/** The tens digit tells the infrastructure: 0 SAP, 1 AWS, 2 Azure, 3 Google Cloud, 4 Alibaba. */
const CLOUD_FOUNDRY = rows('region', HELP, DAY, [
  ['ae01', 'AE', 'Dubai (SAP)'],
  ['ap01', 'AU', 'Sydney (SAP)'],
  ['ap10', 'AU', 'Sydney (AWS)'],
  ['ap11', 'SG', 'Singapore (AWS)'],
  ['ap12', 'KR', 'Seoul (AWS)'],
  ['ap20', 'AU', 'Sydney (Azure)'],
  ['ap21', 'SG', 'Singapore (Azure)'],
  ['ap30', 'AU', 'Sydney (Google Cloud)'],
  ['ap31', 'SG', 'Singapore (Google Cloud)'],
  ['br10', 'BR', 'Sao Paulo (AWS)'],
  ['br20', 'BR', 'Sao Paulo (Azure)'],
  ['br30', 'BR', 'Sao Paulo (Google Cloud)'],
  ['ca10', 'CA', 'Montreal (AWS)'],
  ['ca20', 'CA', 'Toronto (Azure)'],
  ['ch20', 'CH', 'Zurich (Azure switzerlandnorth)'],
  ['cn20', 'CN', 'Hebei (Azure chinanorth3)'],
  ['cn40', 'CN', 'Shanghai (Alibaba)'],
  ['eu01', 'DE', 'Frankfurt (SAP)'],
  ['eu02', 'DE', 'Rot (SAP)'],
  ['eu10', 'DE', 'Frankfurt (AWS eu-central-1)'],
  ['eu11', 'DE', 'Frankfurt (AWS eu-central-1), EU Access'],
  ['eu13', 'IT', 'Milan (AWS)'],
  ['eu20', 'NL', 'Netherlands (Azure westeurope)'],
  ['eu22', 'DE', 'Frankfurt (Azure)'],
  ['eu30', 'DE', 'Frankfurt (Google Cloud europe-west3)'],
  ['eu31', 'NL', 'Netherlands (Google Cloud)'],
  ['il30', 'IL', 'Tel Aviv (Google Cloud)'],
  ['in30', 'IN', 'Mumbai (Google Cloud)'],
  ['jp01', 'JP', 'Tokyo (SAP)'],
  ['jp10', 'JP', 'Tokyo (AWS)'],
  ['jp20', 'JP', 'Tokyo (Azure)'],
  ['jp30', 'JP', 'Osaka (Google Cloud)'],
  ['jp31', 'JP', 'Tokyo (Google Cloud)'],
  ['kr30', 'KR', 'Seoul (Google Cloud)'],
  ['sa30', 'SA', 'Dammam (Google Cloud), regulated'],
  ['sa31', 'SA', 'Dammam (Google Cloud)'],
  ['uk20', 'GB', 'London (Azure)'],
  ['us01', 'US', 'Sterling (SAP)'],
  ['us02', 'US', 'Colorado (SAP)'],
  ['us10', 'US', 'Virginia (AWS)'],
  ['us11', 'US', 'Oregon (AWS)'],
  ['us20', 'US', 'Washington (Azure)'],
  ['us21', 'US', 'Virginia (Azure)'],
  ['us22', 'US', 'eastern United States (Azure)'],
  ['us30', 'US', 'Iowa (Google Cloud)'],
  ['us32', 'US', 'eastern United States (Google Cloud)'],
]);

/** The older environment, in SAP's own data centres. */
const NEO = rows('region', HELP, DAY, [
  ['ae1', 'AE', 'Dubai'],
  ['ap1', 'AU', 'Sydney'],
  ['ap2', 'AU', 'Sydney'],
  ['br1', 'BR', 'Sao Paulo'],
  ['ca1', 'CA', 'Toronto'],
  ['ca2', 'CA', 'Toronto'],
  ['cn1', 'CN', 'Shanghai'],
  ['eu1', 'DE', 'Rot'],
  ['eu2', 'DE', 'Frankfurt'],
  ['eu3', 'NL', 'Amsterdam'],
  ['jp1', 'JP', 'Tokyo'],
  ['ru1', 'RU', 'Moscow'],
  ['sa1', 'SA', 'Riyadh'],
  ['us1', 'US', 'Ashburn'],
  ['us2', 'US', 'Chandler'],
  ['us3', 'US', 'Sterling'],
  ['us4', 'US', 'Colorado Springs'],
]);

/** SAP BTP: landscapes with or without `cf-` or `neo-`, and extension landscapes such as `eu10-004`. */
export const SAP_BTP: ProviderRegions = {
  provider: 'sap-btp',
  tables: [CLOUD_FOUNDRY, NEO],
  normalise: (key) => key.replace(/^(?:cf|neo)-/, ''),
  regionOfZone: (key) => /^([a-z]{2}\d\d)-0\d\d$/.exec(key)?.[1],
};
