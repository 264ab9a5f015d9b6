import { defineRule } from '../../engine/rule.ts';
import type { Fields, Path, Subject, Value, Verdict } from '../../engine/types.ts';
import { show } from '../shared/value.ts';
import { listOf } from '../shared/workload.ts';

/** A running cluster holds what the site says, and nothing else in the site's namespaces. */
export const clusterHoldsTheSite = defineRule({
  id: 'LIV-002',
  title: 'A running cluster holds what the site says, and nothing else in the namespaces of the site.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'c5-2026/OPS-34', 'nis2/art-21-2', 'ai-act/art-15', 'grundschutz/APP.4.4.A13'],
  selects: ['domicile/cluster', 'domicile/difference'],
  whenSilent: 'pass',
  rationale:
    'What was reviewed is the site. A field that somebody changed with kubectl, a part that is gone, a workload that ' +
    'nobody deployed: each of them runs, and none of them was reviewed.',
  remedy:
    'bring it into the site and deploy, or undo it: a deploy makes again what is missing; what was changed or added is put back where it was changed, with kubectl',
  evaluate: (subject) => (subject.kind === 'domicile/cluster' ? compared(subject) : [different(subject.body)]),
});

/** A reading that nobody compared with a site says nothing about it. */
function compared({ body }: Subject): readonly Verdict[] {
  if (body.compared !== true) return [];
  const because = 'compared with the site, object by object and field by field';
  return [{ result: 'pass', path: [], found: '(as the site says)', because, expected }];
}

const expected = 'what the site says';

function different(body: Fields): Verdict {
  const found = show(body.found);
  return {
    result: body.change === 'unclear' ? 'indeterminate' : 'fail',
    path: listOf(body.path).filter(isStep) as Path,
    aspect: show(body.change),
    found,
    because: `${sentences[show(body.change)] ?? 'it differs'}${body.by === null ? '' : `: ${show(body.by)}`}`,
    expected: show(body.expected),
  };
}

const sentences: Readonly<Record<string, string>> = {
  added: 'the site does not have it',
  changed: 'the site says otherwise',
  missing: 'the site has it, the cluster does not',
  unclear: 'the cluster no longer records who wrote its fields, so that an addition looks like a default',
};

function isStep(value: Value): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
