import type { Rule } from '../../engine/rule.ts';
import type { Observed } from './observations.ts';
import { markup, props, token } from './text.ts';
import { identify } from './uuid.ts';

/** A rule with what it found in a run. */
export interface RuleOutcome {
  readonly rule: Rule;
  readonly observed: readonly Observed[];
}

/** Identifier of the risk that a rule's open findings make. */
function riskId(rule: Rule, open: readonly Observed[]): string {
  return identify('risk', rule.id, ...open.map(({ uuid }) => uuid));
}

function openOf({ observed }: RuleOutcome): readonly Observed[] {
  return observed.filter(({ finding }) => finding.waiver === null);
}

/**
 * What a rule says of its objective. `satisfied` speaks of the rule's own sentence over the judged input, never of a
 * control; waived findings leave it not satisfied.
 */
export function findingOf(outcome: RuleOutcome): object {
  const { rule, observed } = outcome;
  const open = openOf(outcome);
  return {
    uuid: identify('finding', rule.id, ...observed.map(({ uuid }) => uuid)),
    title: markup(`${rule.id} ${rule.title}`),
    description: markup(rule.rationale),
    props: props({ severity: rule.severity, enforcement: rule.enforcement }),
    target: {
      type: 'objective-id',
      'target-id': token(`${rule.controls[0] ?? 'rule'}.${rule.id}`),
      title: markup(rule.title),
      status: statusOf(outcome),
      remarks: 'The state is that of the rule over the judged configuration. It is no statement of compliance.',
    },
    ...(observed.length === 0 ? {} : { 'related-observations': observed.map(related) }),
    ...(open.length === 0 ? {} : { 'related-risks': [{ 'risk-uuid': riskId(rule, open) }] }),
  };
}

function related({ uuid }: Observed): object {
  return { 'observation-uuid': uuid };
}

function statusOf(outcome: RuleOutcome): object {
  const { observed } = outcome;
  if (observed.length === 0) return { state: 'satisfied', reason: 'pass' };
  const open = openOf(outcome);
  const failed = open.some(({ finding }) => finding.result === 'fail');
  if (failed) return { state: 'not-satisfied', reason: 'fail' };
  const remarks = open.length > 0 ? 'What was found cannot be decided, and that blocks.' : 'Every finding is waived.';
  return { state: 'not-satisfied', reason: 'other', remarks };
}

/** The risk that a rule's open findings make, with its mend; none when every finding is waived. */
export function riskOf(outcome: RuleOutcome): readonly object[] {
  const { rule } = outcome;
  const open = openOf(outcome);
  if (open.length === 0) return [];
  return [
    {
      uuid: riskId(rule, open),
      title: markup(`${rule.id} is not met`),
      description: markup(`${open.length} open: ${rule.title}`),
      statement: markup(rule.rationale),
      props: props({ severity: rule.severity }),
      status: 'open',
      remediations: [
        {
          uuid: identify('remediation', rule.id),
          lifecycle: 'recommendation',
          title: markup(`Mend ${rule.id}`),
          description: markup(rule.remedy),
        },
      ],
      'related-observations': open.map(related),
    },
  ];
}
