import { type ProviderRegions, rows } from './table.ts';

const DAY = '2026-11-22';
const CLOUD = 'Hetzner Cloud API, locations and network zones; rclone Hetzner.yaml at 64ab1ac (2026-08-21)';

const LOCATIONS = rows('location', CLOUD, DAY, [
  ['fsn1', 'DE', 'Falkenstein', 'fsn', 'Falkenstein'],
  ['nbg1', 'DE', 'Nuremberg', 'nbg', 'Nuremberg'],
  ['hel1', 'FI', 'Helsinki', 'hel', 'Helsinki'],
  ['ash', 'US', 'Ashburn', 'Ashburn'],
  ['hil', 'US', 'Hillsboro', 'Hillsboro'],
  ['sin', 'SG', 'Singapore', 'Singapore'],
]);

const NETWORK_ZONES = rows('multi-region', CLOUD, DAY, [
  ['eu-central', ['DE', 'FI'], 'Falkenstein, Nuremberg and Helsinki'],
  ['us-east', 'US', 'Ashburn'],
  ['us-west', 'US', 'Hillsboro'],
  ['ap-southeast', 'SG', 'Singapore'],
]);

/** Hetzner: locations, network zones, and data centres such as `fsn1-dc14`. */
export const HETZNER: ProviderRegions = {
  provider: 'hetzner',
  tables: [LOCATIONS, NETWORK_ZONES],
  regionOfZone: (key) => /^([a-z]{3}1?)-dc(?:[1-9]|[12]\d)$/.exec(key)?.[1],
};
