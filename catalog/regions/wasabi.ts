import { type ProviderRegions, rows } from './table.ts';

/** The names collide with those of AWS and mean other places: `eu-west-2` is Paris, `eu-west-1` and `eu-west-3` London. */
const REGIONS = rows(
  'region',
  'rclone backend/s3/provider/Wasabi.yaml at 64ab1ac (2026-08-21); Wasabi storage regions',
  '2026-11-22',
  [
    ['ap-northeast-1', 'JP', 'Tokyo'],
    ['ap-northeast-2', 'JP', 'Osaka'],
    ['ap-southeast-1', 'SG', 'Singapore'],
    ['ap-southeast-2', 'AU', 'Sydney'],
    ['ca-central-1', 'CA', 'Toronto'],
    ['eu-central-1', 'NL', 'Amsterdam', 'nl-1'],
    ['eu-central-2', 'DE', 'Frankfurt', 'de-1'],
    ['eu-south-1', 'IT', 'Milan', 'it-1'],
    ['eu-west-1', 'GB', 'London', 'uk-1'],
    ['eu-west-2', 'FR', 'Paris', 'fr-1'],
    ['eu-west-3', 'GB', 'London', 'uk-2'],
    ['us-central-1', 'US', 'Texas'],
    ['us-east-1', 'US', 'Northern Virginia'],
    ['us-east-2', 'US', 'Northern Virginia'],
    ['us-west-1', 'US', 'Oregon'],
    ['us-west-2', 'US', 'San Jose'],
  ],
);

/** Wasabi object storage. */
export const WASABI: ProviderRegions = { provider: 'wasabi', tables: [REGIONS] };
