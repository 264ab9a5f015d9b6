import { parentCountriesOf } from '../../../catalog/operators.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Subject, Value, Verdict } from '../../engine/types.ts';
import { annotationsOf, isAppNamespace } from '../shared/third-party.ts';
import { openReason, show } from '../shared/value.ts';

const companies = [
  { name: 'domicile.internal/publisher', country: 'domicile.internal/publisher-country', what: 'the publisher' },
  {
    name: 'domicile.internal/publisher-parent',
    country: 'domicile.internal/publisher-parent-country',
    what: 'the ultimate parent of the publisher',
  },
] as const;

/** Whoever makes a third-party app answers only to jurisdictions that the site accepts. */
export const publisherWithinJurisdictions = defineRule({
  id: 'APP-003',
  title:
    'Whoever makes a third-party app, and whoever controls them, answers only to jurisdictions that the site accepts.',
  severity: 'critical',
  enforcement: 'deny',
  controls: ['gdpr/art-48', 'c5-2026/GC-01', 'secnumcloud-3.2/19.6', 'eu-csf/SOV-2'],
  selects: ['Namespace'],
  whenSilent: 'pass',
  rationale:
    'An app that runs in the hospital is updated by its publisher. Whoever can order the publisher can order an update, ' +
    'wherever the app runs: the seat is no protection when the parent is elsewhere. What the review says of a company is ' +
    'held against what the catalogue knows of that name.',
  notAsked: ({ operatorJurisdictions }) =>
    operatorJurisdictions === undefined
      ? 'the boundary accepts any operator, so whose law reaches publishers was not asked; name jurisdictions with --operators EEA, or under boundary.operators of the site file'
      : undefined,
  remedy: 'admit an app whose publisher and whose ultimate parent have their seat within boundary.operators',
  *evaluate(subject, { boundary }) {
    const accepted = boundary.operatorJurisdictions;
    if (accepted === undefined || !isAppNamespace(subject)) return;
    for (const company of companies) yield* judge(subject, company, accepted);
  },
});

function* judge(
  subject: Subject,
  { name, country, what }: (typeof companies)[number],
  accepted: ReadonlySet<string>,
): Generator<Verdict> {
  const annotations = annotationsOf(subject);
  const expected = `a company with its seat in ${[...accepted].join(', ')}`;
  const said = annotations[country];
  const unknown = openReason(said);
  const isInside = typeof said === 'string' && accepted.has(said);
  yield {
    result: unknown !== undefined ? 'indeterminate' : isInside ? 'pass' : 'fail',
    path: ['metadata', 'annotations', country],
    found: show(said),
    because: unknown ?? `${what} has its seat in ${said === undefined ? 'a country that nothing says' : show(said)}`,
    expected,
  };
  yield known(annotations[name], { path: ['metadata', 'annotations', name], what, accepted, expected });
}

function known(
  name: Value | undefined,
  {
    path,
    what,
    accepted,
    expected,
  }: Pick<Verdict, 'path' | 'expected'> & { what: string; accepted: ReadonlySet<string> },
): Verdict {
  const unknown = openReason(name);
  const countries = typeof name === 'string' && unknown === undefined ? [...parentCountriesOf(name)] : [];
  const foreign = countries.find((country) => !accepted.has(country));
  const isNamed = typeof name === 'string' && name.trim() !== '';
  const because = foreign === undefined ? `nothing says who ${what} is` : `${show(name)} answers to ${foreign}`;
  return {
    result: unknown !== undefined ? 'indeterminate' : isNamed && foreign === undefined ? 'pass' : 'fail',
    ...{ path, expected, found: show(name), because: unknown ?? because },
  };
}
