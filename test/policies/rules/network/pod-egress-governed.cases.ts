import { podEgressGoverned } from '../../../../policies/rules/network/pod-egress-governed.ts';
import { configMap, documents, pod, type RuleCases } from '../../../support/rule-cases.ts';

const letters = pod('containers: []', 'name: letters\nnamespace: clinical\nlabels: {app: letters}');
const policy = (spec: string, namespace = 'clinical') =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: ${namespace}}\nspec: ${spec}`;
const labels = 'metadata.labels';
const found = '{"app":"letters"}';

export const cases: RuleCases = {
  rule: podEgressGoverned,
  compliant: [
    {
      name: 'a policy for all pods',
      input: documents(letters, policy('{podSelector: {}, policyTypes: [Ingress, Egress]}')),
    },
    {
      name: 'a policy for pods with this label',
      input: documents(
        letters,
        policy(
          '{podSelector: {matchExpressions: [{key: app, operator: In, values: [letters]}]}, policyTypes: [Egress]}',
        ),
      ),
    },
  ],
  nonCompliant: { never: 'the policy may stand in another file' },
  indeterminate: [
    { name: 'no policy at all', input: letters, path: labels, found },
    {
      name: 'a policy for other pods',
      input: documents(letters, policy('{podSelector: {matchLabels: {app: fhir}}, policyTypes: [Egress]}')),
      path: labels,
      found,
    },
    {
      name: 'a policy that only governs what comes in',
      input: documents(letters, policy('{podSelector: {}, policyTypes: [Ingress]}')),
      path: labels,
      found,
    },
    {
      name: 'a policy with `egress: []` and no policyTypes',
      input: documents(letters, policy('{podSelector: {}, egress: []}')),
      path: labels,
      found,
    },
    {
      name: 'a policy of another namespace',
      input: documents(letters, policy('{podSelector: {}, policyTypes: [Egress]}', 'lab')),
      path: labels,
      found,
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
