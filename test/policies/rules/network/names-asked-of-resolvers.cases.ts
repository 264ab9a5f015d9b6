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
/** A resolver in the namespaces that an expression chooses. */
const chosen = (expression: string) => asks(`{namespaceSelector: {matchExpressions: [${expression}]}, ${dns}}`);
const found = (expression: string) =>
  `{"namespaceSelector":{"matchExpressions":[${expression}]},"podSelector":{"matchLabels":{"k8s-app":"kube-dns"}}}`;
const someone = '{podSelector: {matchLabels: {app: fhir}}}';

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
    {
      name: 'the cache on each node',
      input: asks(`{${system}, podSelector: {matchLabels: {k8s-app: node-local-dns}}}`),
    },
    { name: 'a port that no resolver listens on', input: asks(someone, '{port: 53, protocol: SCTP}'), silent: true },
    { name: 'ports before it', input: asks(someone, '{port: 40, endPort: 52}'), silent: true },
    { name: 'ports behind it', input: asks(someone, '{port: 54, endPort: 60}'), silent: true },
    {
      name: 'more ports than names are the reason for',
      input: asks(someone, '{port: 1, endPort: 1025}'),
      silent: true,
    },
    {
      name: 'whoever may ask the pods',
      input: documents(clinical, policy('ingress: [{from: [{podSelector: {}}], ports: [{port: 53}]}]')),
      silent: true,
    },
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
      name: 'a resolver of its own namespace, which its tenants may put there',
      input: asks(`{${dns}}`),
      path,
      found: '{"podSelector":{"matchLabels":{"k8s-app":"kube-dns"}}}',
    },
    {
      name: 'a resolver in every namespace but one',
      input: chosen('{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}'),
      path,
      found: found('{"key":"kubernetes.io/metadata.name","operator":"NotIn","values":["kube-system"]}'),
    },
    {
      name: 'a resolver in the system namespace or another',
      input: chosen('{key: kubernetes.io/metadata.name, operator: In, values: [kube-system, lab]}'),
      path,
      found: found('{"key":"kubernetes.io/metadata.name","operator":"In","values":["kube-system","lab"]}'),
    },
    {
      name: 'a resolver in namespaces with a label that anybody may set',
      input: chosen('{key: team, operator: In, values: [kube-system]}'),
      path,
      found: found('{"key":"team","operator":"In","values":["kube-system"]}'),
    },
    {
      name: 'one port of several',
      input: asks(someone, '{port: 443}, {port: 53}'),
      path,
      found: '{"podSelector":{"matchLabels":{"app":"fhir"}}}',
    },
    {
      name: 'as many ports as may be meant for names',
      input: asks(someone, '{port: 53, endPort: 1076}'),
      path,
      found: '{"podSelector":{"matchLabels":{"app":"fhir"}}}',
    },
    {
      name: 'a network that the site says is abroad',
      input: asks('{ipBlock: {cidr: 10.20.0.0/16}}'),
      boundary: boundaryOf('EEA', [{ match: '10.20.0.0/16', country: 'US', operator: 'Partner', position: undefined }]),
      path,
      found: '{"ipBlock":{"cidr":"10.20.0.0/16"}}',
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
