import { defineRule } from '../../engine/rule.ts';
import { isUnusedOwnNamespace } from '../shared/kubernetes-own.ts';
import { openReason, show } from '../shared/value.ts';
import { fieldsOf } from '../shared/workload.ts';

const label = 'pod-security.kubernetes.io/enforce';

/** Every namespace enforces the Pod Security Standard "restricted". */
export const namespaceEnforcesRestricted = defineRule({
  id: 'POD-001',
  title: 'Every namespace enforces the Pod Security Standard "restricted".',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'grundschutz/APP.4.4.A4', 'cis-k8s/5.2.1', 'pod-security/restricted'],
  selects: ['Namespace'],
  whenSilent: 'fail',
  rationale:
    'The label makes the API server itself refuse pods that could take over their node. It also holds for what reaches ' +
    'the cluster past this toolkit.',
  remedy: `label the namespace ${label}: restricted`,
  *evaluate(subject, context) {
    const unused = isUnusedOwnNamespace(subject, context);
    const level = fieldsOf(fieldsOf(subject.body.metadata).labels)[label];
    yield {
      result: level === 'restricted' || unused ? 'pass' : openReason(level) !== undefined ? 'indeterminate' : 'fail',
      path: ['metadata', 'labels', label],
      found: show(level),
      because: unused
        ? 'Kubernetes brings this namespace, and no pod stands in it'
        : 'pods that run as root or share their node would be admitted',
      expected: 'restricted',
    };
  },
});
