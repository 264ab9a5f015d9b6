import { regionOf } from '../constructs/core/site/location.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { type Boundary, boundaryOf, type Claim } from '../policies/judge.ts';

/** The boundary that a site has drawn, with its claims and where it makes them. */
export function boundaryOfSite(site: Site): Boundary {
  const { jurisdictions, operators } = site.boundary;
  const claims = site.claims.map((claim, index) => ({
    ...claim,
    position: site.source.positionOf(['claims', index, 'match']),
  }));
  const accepted = operators === 'any' ? undefined : boundaryOf(nameOf(operators)).countries;
  return boundaryOf(nameOf(jurisdictions), [...claims, ...ownRegion(site)], accepted);
}

/** Nodes on the site's own premises say in their region label where they stand: in the city that the site names. */
function ownRegion({ location, country, source }: Site): readonly Claim[] {
  if (location.kind !== 'on-premises') return [];
  const position = source.positionOf(['location', 'city']);
  return [{ match: regionOf(location), country, operator: location.operator, position }];
}

function nameOf(countries: string | readonly string[]): string {
  return typeof countries === 'string' ? countries : countries.join(',');
}
