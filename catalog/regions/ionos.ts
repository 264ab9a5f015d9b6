import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

const LOCATIONS = rows('location', 'IONOS Cloud Terraform provider and ionosctl documentation, --location', DAY, [
  ['de/fra', 'DE', 'Frankfurt'],
  ['de/txl', 'DE', 'Berlin'],
  ['es/vit', 'ES', 'Logroño'],
  ['fr/par', 'FR', 'Paris'],
  ['gb/bhx', 'GB', 'Worcester'],
  ['gb/lhr', 'GB', 'London'],
  ['us/ewr', 'US', 'Newark'],
  ['us/las', 'US', 'Las Vegas'],
  ['us/mci', 'US', 'Lenexa'],
]);

const RECALLED = recalledRows('location', 'IONOS Cloud locations, closed', DAY, [['de/fkb', 'DE', 'Karlsruhe']]);

/** Object storage uses names that look like those of AWS: `eu-south-2` is in Spain, `eu-central-2` in Berlin. */
const OBJECT_STORAGE = rows('region', 'rclone backend/s3/provider/IONOS.yaml at 64ab1ac (2026-08-21)', DAY, [
  ['de', 'DE', 'Frankfurt', 'eu-central-1'],
  ['eu-central-2', 'DE', 'Berlin'],
  ['eu-central-3', 'DE', 'Berlin'],
  ['eu-central-4', 'DE', 'Frankfurt'],
  ['eu-south-2', 'ES', 'Logroño'],
  ['us-central-1', 'US', 'Lenexa'],
]);

/** Host names write `de-fra` where the API writes `de/fra`. */
function normalise(key: string): string {
  return key.replace(/^([a-z]{2})-([a-z]{3})$/, '$1/$2').replace(/^([a-z]{2})-([a-z]{3})-(\d)$/, '$1/$2/$3');
}

/** IONOS Cloud: locations, buildings such as `de/fra/2`, and object storage. */
export const IONOS: ProviderRegions = {
  provider: 'ionos',
  tables: [LOCATIONS, RECALLED, OBJECT_STORAGE],
  normalise,
  regionOfZone: (key) => /^([a-z]{2}\/[a-z]{3})\/[1-3]$/.exec(key)?.[1],
};
