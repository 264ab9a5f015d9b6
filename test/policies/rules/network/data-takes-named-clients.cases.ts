import { dataTakesNamedClients } from '../../../../policies/rules/network/data-takes-named-clients.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';
import { besidePolicies, clinical, pod, policy } from './where-data-is.ts';

const named =
  '{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: governance}}, podSelector: {matchLabels: {app: approval}}}';
const ports = 'ports: [{port: 8443}]';
const takes = (peer: string) => documents(clinical, policy(`ingress: [{from: [${peer}], ${ports}}]`));
const admin = (action: string, namespace = 'clinical') => `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: monitoring}
spec:
  priority: 5
  subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: ${namespace}}}}
  ingress: [{action: ${action}, from: [{namespaces: {}}], ports: [{portNumber: {protocol: TCP, port: 9090}}]}]
`;

export const cases: RuleCases = {
  rule: dataTakesNamedClients,
  compliant: [
    { name: 'a workload of another namespace by its name, and one port', input: takes(named) },
    { name: 'clients of a private network', input: takes('{ipBlock: {cidr: 10.20.0.0/16}}') },
    { name: 'everything is closed', input: documents(clinical, policy('ingress: []')), silent: true },
    { name: 'a namespace that holds no data', input: policy('ingress: [{}]'), silent: true },
    {
      name: 'a policy of a network plugin in another namespace',
      input: documents(clinical, besidePolicies[0]?.[2].replace('namespace: clinical', 'namespace: tools') ?? ''),
      silent: true,
    },
    {
      name: 'an AdminNetworkPolicy that closes',
      input: documents(clinical, pod('fhir', 'fhir'), admin('Deny')),
      silent: true,
    },
    {
      name: 'an AdminNetworkPolicy about another namespace',
      input: documents(clinical, pod('fhir', 'fhir'), admin('Allow', 'tools')),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'every pod of a namespace',
      input: takes('{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: tools}}}'),
      path: 'spec.ingress[0].from[0]',
      found: '{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"tools"}}}',
    },
    {
      name: 'everybody',
      input: documents(clinical, policy(`ingress: [{${ports}}]`)),
      path: 'spec.ingress[0].from',
      found: '(nothing)',
    },
    {
      name: 'every pod beside it',
      input: takes('{podSelector: {}}'),
      path: 'spec.ingress[0].from[0]',
      found: '{"podSelector":{}}',
    },
    {
      name: 'half of the internet',
      input: takes('{ipBlock: {cidr: 128.0.0.0/1}}'),
      path: 'spec.ingress[0].from[0]',
      found: '{"ipBlock":{"cidr":"128.0.0.0/1"}}',
    },
    {
      name: 'every port',
      input: documents(clinical, policy(`egress: [{to: [${named}]}]`)),
      path: 'spec.egress[0].ports',
      found: '(nothing)',
    },
    {
      name: 'an AdminNetworkPolicy that overrules the namespace',
      input: documents(clinical, pod('fhir', 'fhir'), admin('Allow')),
      path: 'spec.ingress[0].from[0]',
      found: '{"namespaces":{}}',
    },
  ],
  indeterminate: [
    {
      name: 'a block that a template fills in',
      input: takes('{ipBlock: {cidr: "${CLIENTS}"}}'),
      path: 'spec.ingress[0].from[0]',
      found: '{"ipBlock":{"cidr":"${CLIENTS}"}}',
    },
    {
      name: 'a peer that says nothing',
      input: takes('{}'),
      path: 'spec.ingress[0].from[0]',
      found: '{}',
    },
    {
      name: 'a port that a template fills in',
      input: documents(clinical, policy(`ingress: [{from: [${named}], ports: [{port: "\${PORT}"}]}]`)),
      path: 'spec.ingress[0].ports',
      found: '[{"port":"${PORT}"}]',
    },
    ...besidePolicies.map(([name, address, text]) => {
      return { name, input: documents(clinical, text), path: 'kind', found: address.split('/')[0] ?? '' };
    }),
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
