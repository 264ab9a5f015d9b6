import { defineRule } from '../../engine/rule.ts';
import { namespaceOf } from '../shared/namespace.ts';
import { policiesFor } from '../shared/network-policy.ts';
import { podOf, workloadKinds } from '../shared/workload.ts';

/** Some network policy decides where each pod may send. */
export const podEgressGoverned = defineRule({
  id: 'NET-003',
  title: 'Some network policy decides where each pod may send.',
  severity: 'high',
  enforcement: 'deny',
  controls: [
    'gdpr/art-32',
    'grundschutz/APP.4.4.A18',
    'cis-k8s/5.3.2',
    'ai-act/art-15',
    'grundschutz/APP.4.4.A7',
    'iso-27001/A.8.20',
  ],
  selects: workloadKinds,
  whenSilent: 'indeterminate',
  rationale:
    'A pod that no policy with the type Egress selects may send anywhere. `egress: []` without `policyTypes` looks like ' +
    'a lock and isolates nothing.',
  remedy:
    'add a NetworkPolicy that selects the pod and lists Egress under policyTypes; give it together with the workload',
  *evaluate(subject, context) {
    const pod = podOf(subject);
    if (pod === undefined) return;
    const namespace = namespaceOf(subject, context);
    const { policies, undecided } = policiesFor(pod, namespace, 'Egress', context);
    const because = undecided
      ? 'a policy may select these pods, but its selector is not known yet'
      : `no NetworkPolicy in this input governs the egress of these pods in namespace ${namespace}`;
    yield {
      result: policies.length > 0 ? 'pass' : 'indeterminate',
      path: [...pod.path.slice(0, -1), 'metadata', 'labels'],
      found: JSON.stringify(pod.labels),
      because,
      expected: `a NetworkPolicy in ${namespace} with policyTypes [Egress] that selects these labels`,
    };
  },
});
