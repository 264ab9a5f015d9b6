import type { Machine } from '../../constructs/core/site/hospital-cluster.ts';
import { regionOf } from '../../constructs/core/site/location.ts';
import type { Site } from '../../constructs/core/site/site.ts';

/**
 * Where a machine stands and whose it is, as labels of its node. The site claims them: they place workloads, and reports
 * show them as claims.
 */
export function nodeLabels(site: Site, { zone, room, owner, country }: Machine): Readonly<Record<string, string>> {
  const region = regionOf(site.location);
  return {
    'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': `${region}-${zone}`,
    'domicile.internal/country': country ?? site.country,
    'domicile.internal/room': room,
    ...(owner === undefined ? {} : { 'domicile.internal/owner': owner }),
  };
}
