import { defineRule } from '../../engine/rule.ts';
import { indexed } from '../shared/indexed.ts';
import { namespaceOf } from '../shared/namespace.ts';
import { firstOpen } from '../shared/open.ts';
import { isAppNamespace } from '../shared/third-party.ts';
import { fieldsOf } from '../shared/workload.ts';

const bounded = ['pods', 'limits.cpu', 'limits.memory'] as const;

const quotasIn = indexed('ResourceQuota', namespaceOf);

/** The namespace of a third-party app bounds how much the app may take. */
export const appHasACeiling = defineRule({
  id: 'APP-004',
  title: 'The namespace of a third-party app has a ceiling for pods, processors and memory.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'nis2/art-21-2'],
  selects: ['Namespace'],
  whenSilent: 'pass',
  rationale:
    'What an app takes, the record and the clinicians do not have. A quota on the namespace holds whatever the app creates ' +
    'or asks for. That the namespace refuses all traffic by default is asked of every namespace, by NET-001.',
  remedy: 'add a ResourceQuota with spec.hard for pods, limits.cpu and limits.memory; `BoundaryNamespace` brings one',
  *evaluate(subject, context) {
    if (!isAppNamespace(subject)) return;
    const hard = quotasIn(subject.name, context).map((quota) => fieldsOf(fieldsOf(quota.body.spec).hard));
    for (const what of bounded) {
      const values = hard.map((one) => one[what]).filter((value) => value !== undefined);
      const unknown = firstOpen(values);
      yield {
        result: unknown !== undefined ? 'indeterminate' : values.length > 0 ? 'pass' : 'fail',
        path: ['metadata', 'name'],
        aspect: what,
        found: subject.name,
        because: unknown === undefined ? `no ResourceQuota bounds ${what}` : 'the ceiling is not known yet',
        expected: `a ResourceQuota in ${subject.name} with a ceiling for ${what}`,
      };
    }
  },
});
