import { countriesWithin } from '../catalog/jurisdictions.ts';
import type { Boundary, Claim } from './engine/types.ts';

/**
 * The boundary that a name stands for, with a site's claims.
 * @throws when the name is no `EEA`, `EU` or list of country codes.
 */
export function boundaryOf(name: string, claims: readonly Claim[] = [], operators?: ReadonlySet<string>): Boundary {
  return { name: name.toUpperCase(), countries: countriesWithin(name), claims, operatorJurisdictions: operators };
}
