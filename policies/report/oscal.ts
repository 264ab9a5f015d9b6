import { groupBy } from '../engine/group.ts';
import type { SovereigntyReview } from '../engine/sovereignty.ts';
import type { Judgement } from '../engine/types.ts';
import type { ReportOptions } from './index.ts';
import { objectives, reviewedControls } from './oscal/controls.ts';
import { findingOf, type RuleOutcome, riskOf } from './oscal/findings.ts';
import { inventory, type Observed, observationOf, observe } from './oscal/observations.ts';
import { markup, props } from './oscal/text.ts';
import { identify } from './oscal/uuid.ts';
import { waivedRisks } from './oscal/waivers.ts';

const VERSION = '1.2.1';

/**
 * The judgement as OSCAL 1.2.1 assessment results. Identifiers are derived from content and the only time is the day of
 * the run, so that the same judgement on the same day gives the same bytes.
 * @throws when the options name no day: OSCAL has to say when it was collected.
 */
export function renderOscal(judgement: Judgement, options: ReportOptions): string {
  if (options.at === undefined) throw new Error('OSCAL states the day of the run; give it as YYYY-MM-DD with --at');
  const time = `${options.at}T00:00:00Z`;
  const observed = observe(judgement.findings);
  const result = resultOf(judgement, options, observed, time);
  const plan = identify('assessment-plan', ...options.rules.map(({ id }) => id));
  const content = {
    metadata: {
      title: markup(`Domicile check, boundary ${options.boundary}`),
      'last-modified': time,
      version: options.at,
      'oscal-version': VERSION,
    },
    'import-ap': { href: `#${plan}`, remarks: 'The rules are the plan: each states what it selects and requires.' },
    'local-definitions': { 'objectives-and-methods': objectives(options.rules) },
    results: [result],
    'back-matter': { resources: [planResource(plan, options)] },
  };
  const uuid = identify('assessment-results', JSON.stringify(content));
  return `${JSON.stringify({ 'assessment-results': { uuid, ...content } }, null, 2)}\n`;
}

function planResource(uuid: string, { rules }: ReportOptions): object {
  const lines = rules.map(({ id, title }) => markup(`${id} ${title}`));
  return { uuid, title: 'Rules of this run', description: lines.map((line) => `- ${line}`).join('\n') };
}

function resultOf(judgement: Judgement, options: ReportOptions, observed: readonly Observed[], time: string): object {
  const { verdict, counts, coverage, grounds, notAsked, findings } = judgement;
  const outcomes = outcomesOf(options, observed);
  const risks = [...outcomes.flatMap(riskOf), ...waivedRisks(options.waivers ?? [], observed)];
  const numbers = { ...counts, ...coverage, ...grounds };
  const silent = notAsked.map(({ ruleId, because }) => [`not-asked-${ruleId}`, because] as const);
  return {
    uuid: identify('result', time, ...observed.map(({ uuid }) => uuid), JSON.stringify({ verdict, counts, coverage })),
    title: markup(`Verdict: ${verdict}`),
    description: markup(
      `${counts.subjects} subjects judged by ${counts.rules} rules for the boundary ${options.boundary}`,
    ),
    start: time,
    end: time,
    props: props({
      verdict,
      boundary: options.boundary,
      ...stringsOf(numbers),
      ...Object.fromEntries(silent),
      ...sovereign(options),
    }),
    ...(findings.length === 0 ? {} : { 'local-definitions': { 'inventory-items': inventory(findings) } }),
    'reviewed-controls': reviewedControls(options.rules),
    ...listed(
      'observations',
      observed.map((one) => observationOf(one, time)),
    ),
    ...listed('risks', risks),
    ...listed('findings', outcomes.map(findingOf)),
  };
}

/** Rules that no subject met say nothing about their objective. */
function outcomesOf({ rules, survey }: ReportOptions, observed: readonly Observed[]): readonly RuleOutcome[] {
  const asked = survey?.().asked;
  const byRule = groupBy(observed, ({ finding }) => finding.ruleId);
  return rules
    .map((rule) => ({ rule, observed: byRule.get(rule.id) ?? [] }))
    .filter((outcome) => outcome.observed.length > 0 || asked?.get(outcome.rule.id) !== 0);
}

/** Ranges, never one number: `sovereignty-SOV-2` is `0 to 75 %, SEAL-0 to SEAL-2`. */
function sovereign({ sovereignty }: ReportOptions): Readonly<Record<string, string>> {
  const review = sovereignty?.();
  if (review === undefined) return {};
  const range = ({ score, seal }: Pick<SovereigntyReview, 'score' | 'seal'>) =>
    `${score.lowest} to ${score.highest} %, SEAL-${seal.lowest} to SEAL-${seal.highest}`;
  const each = review.objectives.map((objective) => [`sovereignty-${objective.id}`, range(objective)] as const);
  return { sovereignty: range(review), ...Object.fromEntries(each) };
}

/** OSCAL knows no empty list. */
function listed(name: string, items: readonly object[]): object {
  return items.length === 0 ? {} : { [name]: items };
}

function stringsOf(numbers: Readonly<Record<string, number>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, String(number)]));
}
