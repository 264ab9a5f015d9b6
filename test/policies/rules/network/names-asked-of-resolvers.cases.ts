import { boundaryOf } from '../../../../policies/judge.ts';
import { namesAskedOfResolvers } from '../../../../policies/rules/network/names-asked-of-resolvers.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';
import { clinical, policy } from './where-data-is.ts';

const boundary = boundaryOf('EEA', [{ match: '10.20.0.0/16', country: 'DE', operator: 'Klinik', position: undefined }]);
const asks = (peer: string, port = '{port: 53, protocol: UDP}') =>
  documents(clinical, policy(`egress: [{to: [${peer}], ports: [${port}]}]`));
const dns = 'podSelector: {matchLabels: {k8s-app: kube-dns}}';
const system = 'namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}';
const path = 'spec.egress[0].to[0]';

export const cases: RuleCases = {
  rule: namesAskedOfResolvers,
  compliant: [
    { name: "the cluster's own resolver", input: asks(`{${system}, ${dns}}`) },
    {
      name: 'the same, by an expression',
      input: asks(
        `{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [kube-system]}]}, ${dns}}`,
      ),
    },
    { name: 'a network that the site claims', input: asks('{ipBlock: {cidr: 10.20.0.0/16}}'), boundary },
    { name: 'another port', input: asks('{podSelector: {matchLabels: {app: fhir}}}', '{port: 443}'), silent: true },
    {
      name: 'a namespace that holds no data',
      input: policy('egress: [{to: [{podSelector: {}}], ports: [{port: 53}]}]'),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'a resolver in any namespace, which anybody may put there',
      input: asks(`{namespaceSelector: {}, ${dns}}`),
      path,
      found: '{"namespaceSelector":{},"podSelector":{"matchLabels":{"k8s-app":"kube-dns"}}}',
    },
    {
      name: 'every pod of the system namespace',
      input: asks(`{${system}}`, '{port: 50, endPort: 60}'),
      path,
      found: '{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kube-system"}}}',
    },
    {
      name: 'everybody',
      input: documents(clinical, policy('egress: [{ports: [{port: 53, protocol: UDP}]}]')),
      path: 'spec.egress[0].to',
      found: '(nothing)',
    },
  ],
  indeterminate: [
    {
      name: 'a public resolver, of which nobody knows where it is',
      input: asks('{ipBlock: {cidr: 9.9.9.9/32}}'),
      path,
      found: '{"ipBlock":{"cidr":"9.9.9.9/32"}}',
    },
    { name: 'a peer that says nothing', input: asks('{}'), path, found: '{}' },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
