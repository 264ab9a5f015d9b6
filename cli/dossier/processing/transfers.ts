import { countryName, EEA30 } from '../../../catalog/jurisdictions.ts';
import { findOperator } from '../../../catalog/operators.ts';
import { groupBy } from '../../../policies/engine/group.ts';
import type { Facts } from '../facts.ts';
import type { Activity, Recipient } from './activity.ts';

/** What the judge's evidence says of transfers to third countries, Art. 30(1)(e) GDPR. */
export interface Transfers {
  /** Countries outside the EEA that a value of the configuration names, and recipients whose seat or parent is there. */
  readonly outside: readonly string[];
  /** Why it is held that there are no others. */
  readonly evidence: readonly string[];
}

/**
 * Who runs a place that the configuration names: by the catalogue, or by the site's own claim. Whoever is not the controller
 * is a processor, or the subcontractor of one.
 */
export function operatorsOf({ site, survey }: Pick<Facts, 'site' | 'survey'>): readonly Recipient[] {
  const ids = [...new Set(survey.places.flatMap(({ operators }) => operators.map(({ id }) => id)))].sort();
  const known = ids.flatMap((id) => {
    const operator = findOperator(id);
    if (operator === undefined) return []; // claimed, and below
    const { name, seat, ultimateParent, note } = operator;
    const why = note === '' ? 'runs a place that the configuration names' : `runs a place that is named here; ${note}`;
    return [{ name, country: seat, parent: ultimateParent, why }];
  });
  const claims = [...groupBy(site.claims ?? [], ({ operator, country }) => `${operator}\n${country}`).values()];
  const claimed = claims.flatMap((rows) => {
    const matches = rows.map(({ match }) => match).join(', ');
    const why = `runs ${matches}, by the site's own claim`;
    return rows.slice(0, 1).map(({ operator, country }) => ({ name: operator, country, parent: null, why }));
  });
  return [...known, ...claimed];
}

/** The transfers of a site, out of every place that the judge resolved and every recipient that is named. */
export function transfersOf(facts: Facts, activities: readonly Activity[]): Transfers {
  const { survey, judgement, boundary } = facts;
  const abroad = survey.places.filter(({ country }) => !isInEea(country) && country !== 'EU');
  const recipients = [...operatorsOf(facts), ...activities.flatMap((activity) => activity.recipients)];
  const [claimed, recalled] = (['claimed', 'recalled'] as const).map((ground) =>
    survey.places.reduce((sum, place) => sum + place[ground], 0),
  );
  const { coverage, counts } = judgement;
  return {
    outside: [
      ...abroad.map(
        ({ country, name, values }) => `${name || country || 'an unknown place'}: ${values} values point there`,
      ),
      ...[...new Set(recipients.flatMap(foreignTies))],
    ],
    evidence: [
      `${counts.subjects} objects were judged by ${counts.rules} rules, boundary ${boundary}: ${judgement.verdict}.`,
      `Of ${coverage.values} values, ${coverage.placed} name a place, ${coverage.inert} name none, ${coverage.undecided} are undecided.`,
      `The places are in: ${survey.places.map(({ name, country, values }) => `${name || country || 'unknown'} (${values})`).join(', ') || 'none'}.`,
      `${claimed} of these rest on the site's own claim, and ${recalled} on a fact of the catalogue that was only remembered: see report/report.html.`,
      'Configuration does not show remote access by people from abroad, for support or administration: that is for the controller to exclude or to record.',
    ],
  };
}

/** What ties a recipient to a country outside the EEA; empty when nothing does that configuration knows of. */
export function foreignTies({ name, country, parent }: Recipient): readonly string[] {
  return [
    ...(country === null || isInEea(country) ? [] : [`${name} has its seat in ${countryName(country)} (${country})`]),
    ...(parent === null || isInEea(parent.country)
      ? []
      : [`${name} is controlled by ${parent.name} in ${countryName(parent.country)} (${parent.country})`]),
  ];
}

function isInEea(country: string | null): boolean {
  return country !== null && EEA30.includes(country);
}
