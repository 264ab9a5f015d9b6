import type { Site } from './site.ts';

/**
 * The value of `topology.kubernetes.io/region` on the nodes of a site: the provider's region, or on premises the city in
 * the letters that a label may have (`Bad Homburg` is `bad-homburg`). Zones are that and a suffix: `bad-homburg-a`.
 */
export function regionOf(location: Site['location']): string {
  if (location.kind === 'cloud') return location.region;
  return location.city.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
