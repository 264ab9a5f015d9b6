import { countryName } from '../catalog/jurisdictions.ts';
import { CATALOG } from '../catalog/version.ts';
import { groupBy } from './engine/group.ts';
import type { Rule } from './engine/rule.ts';
import type { PlacesInCountry, Survey } from './engine/survey.ts';
import type { Boundary, Place, Subject } from './engine/types.ts';
import { SITE_CLAIM } from './places/index.ts';

/** Counts what the judge saw besides its findings: which rules were asked, and to which places its values point. */
export function survey(
  subjects: readonly Subject[],
  boundary: Boundary,
  places: readonly Place[],
  rules: readonly Rule[],
): Survey {
  const groups = groupBy(places, (place) => `${place.verdict} ${place.country ?? ''}`);
  return {
    asked: askedOf(subjects, rules, boundary),
    inside: [...boundary.countries].sort(),
    places: [...groups.values()].map(inCountry).sort(inReportOrder),
    catalogue: CATALOG,
  };
}

function askedOf(
  subjects: readonly Subject[],
  rules: readonly Rule[],
  boundary: Boundary,
): ReadonlyMap<string, number> {
  const byKind = [...groupBy(subjects, (subject) => subject.kind)].map(([kind, { length }]) => ({ kind, length }));
  return new Map(
    rules.map(({ id, selects, notAsked }) => {
      if (notAsked?.(boundary) !== undefined) return [id, 0];
      const selected = byKind.filter(({ kind }) => selects.includes('*') || selects.includes(kind));
      return [id, selected.reduce((sum, { length }) => sum + length, 0)];
    }),
  );
}

function inCountry(places: readonly Place[]): PlacesInCountry {
  const country = places[0]?.country ?? null;
  let examples: readonly string[] | undefined;
  return {
    country,
    name: country === null ? '' : countryName(country),
    verdict: places[0]?.verdict ?? 'unknown',
    values: places.length,
    claimed: places.filter(({ source }) => source === SITE_CLAIM).length,
    recalled: places.filter(({ recalled }) => recalled).length,
    operators: operatorsOf(places),
    // A page shows them; other reports do not ask, and a plan names thousands.
    get examples() {
      examples ??= [...new Set(places.map(({ value }) => value))].sort();
      return examples;
    },
  };
}

function operatorsOf(places: readonly Place[]): PlacesInCountry['operators'] {
  const known = new Map<string, string | null>();
  for (const { operator, jurisdiction } of places) if (operator !== null) known.set(operator, jurisdiction);
  const sorted = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([id, jurisdiction]) => ({ id, jurisdiction }));
}

const order = ['inside', 'unknown', 'outside'];

function inReportOrder(a: PlacesInCountry, b: PlacesInCountry): number {
  const byVerdict = order.indexOf(a.verdict) - order.indexOf(b.verdict);
  return byVerdict || b.values - a.values || ((a.country ?? '') < (b.country ?? '') ? -1 : 1);
}
