import { defineRule } from '../../engine/rule.ts';
import type { Verdict } from '../../engine/types.ts';
import { show } from '../shared/value.ts';
import { listOf } from '../shared/workload.ts';

/** A plan shows all that will happen. */
export const planIsWhole = defineRule({
  id: 'TF-005',
  title: 'A plan shows all that will happen: it has no error, nothing deferred, and a format that the judge reads.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'c5-2026/PSS-12'],
  selects: ['terraform/plan'],
  whenSilent: 'pass',
  rationale: 'An errored, targeted or partly deferred plan leaves out resources; what it leaves out was not judged.',
  remedy: 'make the plan again without -target and without errors, and check that one',
  *evaluate({ body }) {
    const { errored, complete, deferred_changes: deferred, format_version: version } = body;
    if (errored === true) yield { ...flaw('errored', show(errored), 'the plan stopped at an error'), result: 'fail' };
    if (complete === false) yield flaw('complete', show(complete), 'the plan leaves changes out');
    if (listOf(deferred).length > 0) {
      yield flaw('deferred_changes', `${listOf(deferred).length} deferred`, 'some changes will only be known later');
    }
    if (body.configured === false) {
      const because =
        'Terraform puts the configuration into every plan: without it nobody sees where its providers act';
      yield flaw('configuration', 'no configuration', because);
    }
    for (const action of listOf(body.actions)) {
      if (!ACTIONS.has(String(action))) yield flaw('actions', show(action), 'nobody knows what this action does');
    }
    if (typeof version === 'string' && !/^1\.\d+$/.test(version)) {
      yield flaw('format_version', version, 'this format of plan is not known');
    }
  },
});

/** What Terraform and OpenTofu may do to a resource. */
const ACTIONS = new Set(['no-op', 'create', 'read', 'update', 'delete', 'forget', 'open', 'renew', 'close']);

function flaw(key: string, found: string, because: string): Verdict {
  const expected = 'a complete plan of format 1.x';
  return { result: 'indeterminate', path: [key], found, because, expected };
}
