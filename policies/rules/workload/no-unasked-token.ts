import { defineRule } from '../../engine/rule.ts';
import { CLUSTER_LABEL } from '../shared/database-cluster.ts';
import { must, stated } from '../shared/settings.ts';
import { openReason, show } from '../shared/value.ts';
import { podOf, workloadKinds } from '../shared/workload.ts';

/** No pod gets a token for the Kubernetes API that it did not ask for. */
export const noUnaskedToken = defineRule({
  id: 'POD-005',
  title: 'No pod gets a token for the Kubernetes API unless it asks for one, under an account of its own.',
  severity: 'medium',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'grundschutz/APP.4.4.A9', 'cis-k8s/5.1.6', 'c5-2026/IAM-07'],
  selects: workloadKinds,
  whenSilent: 'indeterminate',
  rationale:
    'Kubernetes mounts a token into every pod that says nothing. Few programs need it; whoever breaks into one that ' +
    'does not, finds it there.',
  remedy:
    'set `automountServiceAccountToken: false` in the pod; if it needs the API, set it to true and name a ' +
    '`serviceAccountName` of its own',
  *evaluate(subject) {
    const pod = podOf(subject);
    if (pod === undefined) return;
    const { automountServiceAccountToken: mounts, serviceAccountName: account } = pod.spec;
    const own = typeof account === 'string' ? account !== 'default' : openReason(account) !== undefined;
    const path = [...pod.path, 'automountServiceAccountToken'];
    const expected = 'automountServiceAccountToken: false, or true with a serviceAccountName of its own';
    const because = 'a token for the API is mounted that nobody asked for';
    if (mounts === true) {
      yield {
        result: own ? 'pass' : 'fail',
        path,
        found: `true, serviceAccountName: ${show(account)}`,
        because,
        expected,
      };
    } else if (mounts === undefined && own && pod.labels[CLUSTER_LABEL] === account) {
      // CloudNativePG's pods say nothing, and need the token of the account that it made for them.
      const found = `${CLUSTER_LABEL}: ${show(account)}`;
      yield { result: 'pass', path, found, because: 'an instance of a database reads its own Cluster', expected };
    } else
      yield stated(
        path,
        [must('automountServiceAccountToken', pod.spec, 'automountServiceAccountToken', false)],
        because,
        expected,
      );
  },
});
