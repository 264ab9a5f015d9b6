import { defineRule } from '../../engine/rule.ts';
import type { Verdict } from '../../engine/types.ts';
import { show } from '../shared/value.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

/** Every kind that a cluster offers could be read. */
export const clusterIsWhole = defineRule({
  id: 'LIV-001',
  title: 'Every kind of object that a running cluster offers could be read.',
  severity: 'high',
  enforcement: 'deny',
  waivable: false,
  controls: ['gdpr/art-25', 'gdpr/art-32', 'c5-2026/PSS-12'],
  selects: ['domicile/cluster'],
  whenSilent: 'fail',
  rationale:
    'What nobody could list was not judged: a bucket claim in a kind that the account may not read is still a bucket. ' +
    'So a kind is named when it is left out, and the verdict is not that all is well.',
  remedy:
    'give the account the role that `domicile check --live --print-role` prints, or mend the API service that does not answer',
  *evaluate({ body }) {
    const unlisted = listOf(body.unlisted).map(fieldsOf);
    for (const [index, { what, reason }] of unlisted.entries()) {
      yield {
        ...verdict(show(what), show(reason)),
        result: 'indeterminate',
        path: ['unlisted', index],
        aspect: show(what),
      };
    }
    if (unlisted.length === 0) yield verdict('(nothing left out)', 'every kind was listed');
  },
});

function verdict(found: string, because: string): Verdict {
  return { result: 'pass', path: [], found, because, expected: 'that the API server lists every kind that it offers' };
}
