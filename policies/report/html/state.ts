import { groupBy } from '../../engine/group.ts';
import type { Rule } from '../../engine/rule.ts';
import type { Survey } from '../../engine/survey.ts';
import type { Finding, Judgement, Severity } from '../../engine/types.ts';
import { type Html, html } from './markup.ts';

/** What a rule, or a finding, came out as; the gravest first. */
export type State = 'fail' | 'undecided' | 'warn' | 'waived' | 'known' | 'pass' | 'not asked';

const order: readonly State[] = ['fail', 'undecided', 'warn', 'waived', 'known', 'pass', 'not asked'];

/** A mark for each state, so that none is told by its colour alone. */
const marks: Readonly<Record<State, string>> = {
  fail: '✗',
  undecided: '?',
  warn: '!',
  waived: '~',
  known: '=',
  pass: '✓',
  'not asked': '–',
};

/** A rule with what it found. */
export interface RuleReview {
  readonly rule: Rule;
  readonly findings: readonly Finding[];
  /** How many subjects it was asked about; undefined when nobody counted. */
  readonly asked: number | undefined;
  readonly state: State;
  /** Why it had nothing to ask within the boundary. */
  readonly silentBecause: string | undefined;
}

/** The state of one finding. */
export function stateOf({ waiver, known, enforcement, result }: Finding): State {
  if (waiver !== null) return 'waived';
  if (known !== null) return 'known';
  if (enforcement !== 'deny') return 'warn';
  return result === 'fail' ? 'fail' : 'undecided';
}

/** A rule's findings and its state: that of its gravest finding. */
function reviewOf(
  rule: Rule,
  findings: readonly Finding[],
  asked: number | undefined,
  silentBecause?: string,
): RuleReview {
  const quiet = asked === 0 || silentBecause !== undefined ? 'not asked' : 'pass';
  return { rule, findings, asked, state: gravest([...findings.map(stateOf), quiet]), silentBecause };
}

/** Every rule of a run with its findings and its state, in the order of the rules. */
export function reviewsOf(
  judgement: Judgement,
  rules: readonly Rule[],
  survey: Survey | undefined,
): readonly RuleReview[] {
  const byRule = groupBy(judgement.findings, ({ ruleId }) => ruleId);
  const reasons = new Map(judgement.notAsked.map(({ ruleId, because }) => [ruleId, because]));
  return rules.map((rule) =>
    reviewOf(rule, byRule.get(rule.id) ?? [], survey?.asked.get(rule.id), reasons.get(rule.id)),
  );
}

/** The gravest of some states. */
export function gravest(states: readonly State[]): State {
  return order.find((state) => states.includes(state)) ?? 'not asked';
}

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Rules with the gravest state first, then by severity, then by identifier. */
export function byGravity(a: RuleReview, b: RuleReview): number {
  const byState = order.indexOf(a.state) - order.indexOf(b.state);
  const bySeverity = severities.indexOf(a.rule.severity) - severities.indexOf(b.rule.severity);
  return byState || bySeverity || (a.rule.id < b.rule.id ? -1 : 1);
}

/** A state as a small label with its mark. */
export function badge(state: State): Html {
  const name = state.replace(' ', '-');
  return html`<span class="badge ${name}"><span aria-hidden="true">${marks[state]}</span> ${state}</span>`;
}
