import { defineRule } from '../../engine/rule.ts';
import { openReason, show } from '../shared/value.ts';
import { podOf, workloadKinds } from '../shared/workload.ts';

/** No pod uses the network of its node, where no network policy holds. */
export const noHostNetwork = defineRule({
  id: 'NET-004',
  title: 'No pod uses the network of its node, where no network policy holds.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'grundschutz/APP.4.4.A4', 'cis-k8s/5.2.5', 'pod-security/baseline'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'With hostNetwork a pod sends as its node. Network policies do not apply to it, and it can listen to others.',
  remedy: 'remove `hostNetwork: true`',
  *evaluate(subject) {
    const pod = podOf(subject);
    const value = pod?.spec.hostNetwork;
    if (pod === undefined || value === undefined || value === null || value === false) return;
    yield {
      result: openReason(value) === undefined ? 'fail' : 'indeterminate',
      path: [...pod.path, 'hostNetwork'],
      found: show(value),
      because: openReason(value) ?? 'the pod sends as its node, past every policy',
      expected: 'hostNetwork absent or false',
    };
  },
});
