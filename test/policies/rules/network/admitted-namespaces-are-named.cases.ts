import { admittedNamespacesAreNamed } from '../../../../policies/rules/network/admitted-namespaces-are-named.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const from = (selector: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: fhir
  namespace: clinical
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector: ${selector}
`;
const path = 'spec.ingress[0].from[0].namespaceSelector';

export const cases: RuleCases = {
  rule: admittedNamespacesAreNamed,
  compliant: [
    { name: 'a namespace by its name', input: from('{matchLabels: {kubernetes.io/metadata.name: approval}}') },
    {
      name: 'two namespaces by their names',
      input: from('{matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [approval, portal]}]}'),
    },
  ],
  nonCompliant: [
    { name: 'every namespace', input: from('{}'), path, found: '{}' },
    {
      name: 'a namespace by a label that anyone may set',
      input: from('{matchLabels: {trusted: "true"}}'),
      path,
      found: '{"matchLabels":{"trusted":"true"}}',
    },
    {
      name: 'every namespace but one',
      input: from('{matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [ai]}]}'),
      path,
      found: '{"matchExpressions":[{"key":"kubernetes.io/metadata.name","operator":"NotIn","values":["ai"]}]}',
    },
  ],
  indeterminate: [
    {
      name: 'a name that a template fills in',
      input: from('{matchLabels: {kubernetes.io/metadata.name: "${TRUSTED}"}}'),
      path,
      found: '{"matchLabels":{"kubernetes.io/metadata.name":"${TRUSTED}"}}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
