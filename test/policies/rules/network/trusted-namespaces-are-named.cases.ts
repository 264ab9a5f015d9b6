import { trustedNamespacesAreNamed } from '../../../../policies/rules/network/trusted-namespaces-are-named.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const to = (selector: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: fhir
  namespace: clinical
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector: ${selector}
`;
const path = 'spec.egress[0].to[0].namespaceSelector';

export const cases: RuleCases = {
  rule: trustedNamespacesAreNamed,
  compliant: [
    { name: 'a namespace by its name', input: to('{matchLabels: {kubernetes.io/metadata.name: approval}}') },
    {
      name: 'two namespaces by their names',
      input: to('{matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [approval, portal]}]}'),
    },
  ],
  nonCompliant: [
    { name: 'every namespace', input: to('{}'), path, found: '{}' },
    {
      name: 'a namespace by a label that anyone may set',
      input: to('{matchLabels: {trusted: "true"}}'),
      path,
      found: '{"matchLabels":{"trusted":"true"}}',
    },
    {
      name: 'every namespace but one',
      input: to('{matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [ai]}]}'),
      path,
      found: '{"matchExpressions":[{"key":"kubernetes.io/metadata.name","operator":"NotIn","values":["ai"]}]}',
    },
  ],
  indeterminate: [
    {
      name: 'a name that a template fills in',
      input: to('{matchLabels: {kubernetes.io/metadata.name: "${TRUSTED}"}}'),
      path,
      found: '{"matchLabels":{"kubernetes.io/metadata.name":"${TRUSTED}"}}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
