import { namespaceDeniesByDefault } from '../../../../policies/rules/network/namespace-denies-by-default.ts';
import { configMap, documents, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: clinical}';
const policy = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: default, namespace: clinical}\nspec: ${spec}`;

export const cases: RuleCases = {
  rule: namespaceDeniesByDefault,
  compliant: [
    {
      name: 'one policy that denies both directions',
      input: documents(namespace, policy('{podSelector: {}, policyTypes: [Ingress, Egress]}')),
    },
    {
      name: 'one policy for each direction',
      input: documents(
        namespace,
        policy('{podSelector: {}, policyTypes: [Ingress]}'),
        policy('{podSelector: {}, policyTypes: [Egress]}').replace('name: default', 'name: default-egress'),
      ),
    },
    {
      name: 'a policy that refers to the namespace as cdktf does',
      input: terraform({
        resource: {
          kubernetes_namespace_v1: { clinical: { metadata: { name: 'clinical' } } },
          kubernetes_network_policy_v1: {
            deny: {
              metadata: { name: 'deny', namespace: '${kubernetes_namespace_v1.clinical.metadata[0].name}' },
              spec: { pod_selector: {}, policy_types: ['Ingress', 'Egress'] },
            },
          },
        },
      }),
    },
  ],
  nonCompliant: [
    { name: 'a namespace without any policy', input: namespace, path: 'metadata.name', found: 'clinical', also: 1 },
    {
      name: 'a policy that denies only what comes in',
      input: documents(namespace, policy('{podSelector: {}, policyTypes: [Ingress]}')),
      path: 'metadata.name',
      found: 'clinical',
    },
    {
      name: 'a policy with `egress: []` and no policyTypes, which isolates no egress',
      input: documents(namespace, policy('{podSelector: {}, egress: []}')),
      path: 'metadata.name',
      found: 'clinical',
    },
    {
      name: 'a policy for some pods only',
      input: documents(namespace, policy('{podSelector: {matchLabels: {app: fhir}}, policyTypes: [Ingress, Egress]}')),
      path: 'metadata.name',
      found: 'clinical',
      also: 1,
    },
    {
      name: 'a policy in another namespace',
      input: documents(
        namespace,
        policy('{podSelector: {}, policyTypes: [Ingress, Egress]}').replace(': clinical', ': other'),
      ),
      path: 'metadata.name',
      found: 'clinical',
      also: 1,
    },
  ],
  indeterminate: [
    {
      name: 'a policy whose types a template fills in',
      input: documents(namespace, policy('{podSelector: {}, policyTypes: "${TYPES}"}')),
      path: 'metadata.name',
      found: 'clinical',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
