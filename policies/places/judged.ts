import { findOperator, parentCountriesOf } from '../../catalog/operators.ts';
import type { Boundary, Claim, Place } from '../engine/types.ts';

/** What one piece of text turned out to be. */
export type Judged =
  /** Resolved, or known to be somewhere although nobody can say where. */
  | { readonly is: 'place'; readonly found: string; readonly place: Place }
  /** Proven to name no place. */
  | { readonly is: 'inert'; readonly found: string; readonly reason: string };

/** What is known of a place before the boundary is asked. */
export interface Facts {
  readonly kind: Place['kind'];
  readonly country: string | null;
  readonly among?: readonly string[] | undefined;
  readonly operator: string | null;
  /** Used when the catalogue has no row for the operator. */
  readonly parent?: string | undefined;
  readonly reason: string;
  readonly source: string | null;
  readonly asOf: string | null;
  readonly recalled: boolean;
}

/** The source of a place of which only the site's own word is known. */
export const SITE_CLAIM = 'site claim';

/** The reason of a place that rests on a claim, and on nothing else. */
export function claimReason({ match, country, operator }: Claim): string {
  return `${SITE_CLAIM}: ${match} is run by ${operator} in ${country}`;
}

/**
 * ISO code of the country whose law reaches the operator of a claim. Who claims to run a place in a country claims to answer to
 * it, unless the catalogue knows that name better; undefined when it knows several.
 */
export function jurisdictionOfClaim({ country, operator }: Claim): string | undefined {
  const [known = country, ...others] = parentCountriesOf(operator);
  return others.length === 0 ? known : undefined;
}

/** Inside only when every country that may hold a copy is; outside as soon as one is not. */
export function verdictOf(facts: Pick<Facts, 'country' | 'among'>, boundary: Boundary): Place['verdict'] {
  const { country, among } = facts;
  if (among !== undefined && among.length > 0) {
    return among.every((each) => boundary.countries.has(each)) ? 'inside' : 'outside';
  }
  if (country === null) return 'unknown';
  if (boundary.countries.has(country)) return 'inside';
  return country === 'EU' ? 'unknown' : 'outside';
}

/** The place that the facts make of `value`, seen from the boundary. */
export function placeOf(value: string, facts: Facts, boundary: Boundary): Place {
  const { kind, country, operator, reason, source, asOf, recalled } = facts;
  const jurisdiction =
    (operator === null ? undefined : findOperator(operator)?.ultimateParent.country) ?? facts.parent ?? null;
  const verdict = verdictOf(facts, boundary);
  const place = { value, kind, verdict, country, operator, jurisdiction, reason, source, asOf, recalled };
  if (verdict !== 'inside' || !recalled || boundary.facts !== 'confirmed') return place;
  const unproven = `${reason}; that is only recalled, and this boundary takes confirmed facts alone as proof`;
  return { ...place, verdict: 'unknown', reason: unproven };
}

/** A place of which only the reason is known why nobody can say where it is. */
export function unknownPlace(value: string, kind: Place['kind'], reason: string): Place {
  return {
    value,
    kind,
    verdict: 'unknown',
    country: null,
    operator: null,
    jurisdiction: null,
    reason,
    source: null,
    asOf: null,
    recalled: false,
  };
}

/** A piece that is somewhere, although nobody can say where. */
export function somewhere(found: string, kind: Place['kind'], reason: string): Judged {
  return { is: 'place', found, place: unknownPlace(found, kind, reason) };
}

/** A piece that names no place. */
export function inert(found: string, reason: string): Judged {
  return { is: 'inert', found, reason };
}
