import { type ProviderRegions, recalledRows, rows } from './table.ts';

const DAY = '2026-11-22';

/** Names that look like those of AWS mean other places: `eu-west` is London, `ap-south` Singapore. */
const REGIONS = rows(
  'region',
  'Linode API v4, regions; rclone backend/s3/provider/Linode.yaml at 64ab1ac (2026-08-21)',
  DAY,
  [
    ['ap-northeast', 'JP', 'Tokyo'],
    ['ap-south', 'SG', 'Singapore'],
    ['ap-southeast', 'AU', 'Sydney'],
    ['ap-west', 'IN', 'Mumbai'],
    ['au-mel', 'AU', 'Melbourne'],
    ['br-gru', 'BR', 'Sao Paulo'],
    ['ca-central', 'CA', 'Toronto'],
    ['de-fra-2', 'DE', 'Frankfurt'],
    ['es-mad', 'ES', 'Madrid'],
    ['eu-central', 'DE', 'Frankfurt'],
    ['eu-west', 'GB', 'London'],
    ['fr-par', 'FR', 'Paris'],
    ['fr-par-2', 'FR', 'Paris'],
    ['gb-lon', 'GB', 'London'],
    ['id-cgk', 'ID', 'Jakarta'],
    ['in-bom-2', 'IN', 'Mumbai'],
    ['in-maa', 'IN', 'Chennai'],
    ['it-mil', 'IT', 'Milan'],
    ['jp-osa', 'JP', 'Osaka'],
    ['jp-tyo-3', 'JP', 'Tokyo'],
    ['nl-ams', 'NL', 'Amsterdam'],
    ['se-sto', 'SE', 'Stockholm'],
    ['sg-sin-2', 'SG', 'Singapore'],
    ['us-central', 'US', 'Dallas'],
    ['us-east', 'US', 'Newark'],
    ['us-iad', 'US', 'Washington DC'],
    ['us-iad-2', 'US', 'Washington DC'],
    ['us-lax', 'US', 'Los Angeles'],
    ['us-mia', 'US', 'Miami'],
    ['us-ord', 'US', 'Chicago'],
    ['us-sea', 'US', 'Seattle'],
    ['us-southeast', 'US', 'Atlanta'],
    ['us-west', 'US', 'Fremont'],
  ],
);

const DISTRIBUTED = recalledRows('region', 'Akamai Cloud distributed compute regions', DAY, [
  ['cl-scl-1', 'CL', 'Santiago'],
  ['co-bog-1', 'CO', 'Bogota'],
  ['de-ham-1', 'DE', 'Hamburg'],
  ['fr-mrs-1', 'FR', 'Marseille'],
  ['my-kul-1', 'MY', 'Kuala Lumpur'],
  ['mx-qro-1', 'MX', 'Queretaro'],
  ['nz-akl-1', 'NZ', 'Auckland'],
  ['us-den-1', 'US', 'Denver'],
  ['us-hou-1', 'US', 'Houston'],
  ['za-jnb-1', 'ZA', 'Johannesburg'],
]);

/** Object storage clusters that no region of the same name explains. */
const CLUSTERS = rows('location', 'rclone backend/s3/provider/Linode.yaml at 64ab1ac (2026-08-21)', DAY, [
  ['jp-tyo-1', 'JP', 'Tokyo'],
  ['sg-sin-1', 'SG', 'Singapore'],
]);

/** Linode (Akamai Cloud): regions, and object storage clusters such as `eu-central-1` and `us-iad-10`. */
export const LINODE: ProviderRegions = {
  provider: 'linode',
  tables: [REGIONS, DISTRIBUTED, CLUSTERS],
  regionOfZone: (key) => /^(us-[a-z]+)-\d{1,2}$/.exec(key)?.[1] ?? /^([a-z]{2}-[a-z]+)-1$/.exec(key)?.[1],
};
