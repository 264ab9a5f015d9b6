import type { Site } from '../constructs/core/site/site.ts';
import { type Boundary, boundaryOf } from '../policies/judge.ts';

/** The boundary that a site has drawn, with its claims and where it makes them. */
export function boundaryOfSite(site: Site): Boundary {
  const { jurisdictions, operators } = site.boundary;
  const claims = site.claims.map((claim, index) => ({
    ...claim,
    position: site.source.positionOf(['claims', index, 'match']),
  }));
  const accepted = operators === 'any' ? undefined : boundaryOf(nameOf(operators)).countries;
  return boundaryOf(nameOf(jurisdictions), claims, accepted);
}

function nameOf(countries: string | readonly string[]): string {
  return typeof countries === 'string' ? countries : countries.join(',');
}
