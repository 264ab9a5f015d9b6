import { defineRule } from '../../engine/rule.ts';
import type { Path, Value, Verdict } from '../../engine/types.ts';
import { openReason, show } from '../shared/value.ts';
import { fieldsOf, listOf, podOf, workloadKinds } from '../shared/workload.ts';

/** No pod sees the processes or the files of its node. */
export const podSharesNothingWithNode = defineRule({
  id: 'POD-004',
  title: 'No pod sees the processes or the files of its node.',
  severity: 'critical',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'grundschutz/SYS.1.6.A21', 'cis-k8s/5.2.3', 'pod-security/baseline'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale: 'hostPID, hostIPC and hostPath reach every other pod of the node, and the credentials of the node itself.',
  remedy: 'remove hostPID, hostIPC and hostPath volumes; use a persistent volume claim or an emptyDir',
  *evaluate(subject) {
    const pod = podOf(subject);
    if (pod === undefined) return;
    for (const key of ['hostPID', 'hostIPC']) {
      const value = pod.spec[key];
      if (value !== undefined && value !== null && value !== false) yield shared([...pod.path, key], value);
    }
    for (const [index, volume] of listOf(pod.spec.volumes).entries()) {
      const hostPath = fieldsOf(volume).hostPath;
      if (hostPath !== undefined && hostPath !== null)
        yield shared([...pod.path, 'volumes', index, 'hostPath'], hostPath);
    }
  },
});

function shared(path: Path, value: Value): Verdict {
  const unknown = openReason(value);
  const because = unknown ?? 'the pod reaches into its node';
  return {
    result: unknown === undefined ? 'fail' : 'indeterminate',
    path,
    found: show(value),
    because,
    expected: 'nothing of the node',
  };
}
