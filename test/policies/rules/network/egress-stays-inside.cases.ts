import { boundaryOf } from '../../../../policies/judge.ts';
import { egressStaysInside } from '../../../../policies/rules/network/egress-stays-inside.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const egress = (rules: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: importer
  namespace: lab
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
${rules.replace(/^(?=.)/gm, '    ')}
`;
const block = (cidr: string, except = '') => egress(`- to:\n    - ipBlock: {cidr: "${cidr}"${except}}`);
const claimed = boundaryOf('EEA', [
  { match: '185.12.64.0/22', country: 'DE', operator: 'klinik', position: undefined },
]);

const cilium = (rule: string) => `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: importer, namespace: lab}
spec: {endpointSelector: {}, egress: [${rule}]}
`;
const entry = (hosts: string) => `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: entry, namespace: lab}
spec: {hosts: ${hosts}, location: MESH_EXTERNAL, resolution: DNS}
`;
const calico = (rule: string) => `apiVersion: crd.projectcalico.org/v1
kind: GlobalNetworkPolicy
metadata: {name: importer}
spec: {types: [Egress], egress: [${rule}]}
`;

export const cases: RuleCases = {
  rule: egressStaysInside,
  compliant: [
    { name: 'a private network', input: block('10.0.0.0/8') },
    { name: 'a private network in IPv6', input: block('fd00::/8') },
    { name: 'what Cilium calls the cluster', input: cilium('{toEntities: [cluster, kube-apiserver]}'), silent: true },
    {
      name: 'names below a domain of the house',
      input: cilium('{toFQDNs: [{matchPattern: "*.klinik.example"}]}'),
      silent: true,
    },
    { name: 'a host that a mesh knows by name', input: entry('[kis.klinik.example]'), silent: true },
    { name: 'what Calico denies', input: calico('{action: Deny}'), silent: true },
    { name: 'pods of a namespace', input: egress('- to:\n    - podSelector: {}'), silent: true },
    {
      name: 'a wide block of which the exceptions leave only private addresses',
      input: block(
        '0.0.0.0/0',
        ', except: ["0.0.0.0/5", "8.0.0.0/7", "11.0.0.0/8", "12.0.0.0/6", "16.0.0.0/4", "32.0.0.0/3", "64.0.0.0/2", "128.0.0.0/1"]',
      ),
    },
    { name: 'a public network that the site claims', input: block('185.12.64.0/24'), boundary: claimed },
    { name: 'no rule at all', input: egress('[]').replace('  egress:\n    []', '  egress: []'), silent: true },
    {
      name: 'a peer whose block is null',
      input: egress('- to:\n    - {podSelector: {}, ipBlock: null}'),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'the whole internet',
      input: block('0.0.0.0/0'),
      path: 'spec.egress[0].to[0].ipBlock.cidr',
      found: '0.0.0.0/0',
    },
    {
      name: 'the whole internet in IPv6',
      input: block('::/0'),
      path: 'spec.egress[0].to[0].ipBlock.cidr',
      found: '::/0',
    },
    {
      name: 'the internet in two halves',
      input: egress('- to:\n    - ipBlock: {cidr: 0.0.0.0/1}\n    - ipBlock: {cidr: 128.0.0.0/1}'),
      path: 'spec.egress[0].to[1].ipBlock.cidr',
      found: '128.0.0.0/1',
      also: 1,
    },
    {
      name: 'the internet without one address',
      input: block('0.0.0.0/0', ', except: [8.8.8.8/32]'),
      path: 'spec.egress[0].to[0].ipBlock.cidr',
      found: '0.0.0.0/0',
    },
    {
      name: 'a rule with ports and no `to`',
      input: egress('- ports: [{protocol: TCP, port: 443}]'),
      path: 'spec.egress[0].to',
      found: '(nothing)',
    },
    { name: 'an empty rule', input: egress('- {}'), path: 'spec.egress[0].to', found: '(nothing)' },
    ...['185.0.0.0/7', '2a00::/18'].map((cidr) => ({
      name: `a block that is larger than one holder ever got: ${cidr}`,
      input: block(cidr),
      path: 'spec.egress[0].to[0].ipBlock.cidr',
      found: cidr,
    })),
    {
      name: 'what Cilium calls the world',
      input: cilium('{toEntities: [cluster, world]}'),
      path: 'spec.egress[0].toEntities[1]',
      found: 'world',
    },
    {
      name: 'a pattern of names that every name has',
      input: cilium('{toFQDNs: [{matchPattern: "*"}]}'),
      path: 'spec.egress[0].toFQDNs[0].matchPattern',
      found: '*',
    },
    {
      name: 'ports of Cilium to anywhere',
      input: cilium('{toPorts: []}'),
      path: 'spec.egress[0]',
      found: '{"toPorts":[]}',
    },
    { name: 'an entry of a mesh for every host', input: entry('["*"]'), path: 'spec.hosts[0]', found: '*' },
    {
      name: 'a rule of Calico that allows everything',
      input: calico('{action: Allow}'),
      path: 'spec.egress[0]',
      found: '{"action":"Allow"}',
    },
  ],
  indeterminate: [
    {
      name: 'a public network of which nobody knows where it is',
      input: block('185.12.64.0/24'),
      path: 'spec.egress[0].to[0].ipBlock.cidr',
      found: '185.12.64.0/24',
    },
    {
      name: 'a block that a template fills in',
      input: block('${EGRESS_CIDR}'),
      path: 'spec.egress[0].to[0].ipBlock.cidr',
      found: '${EGRESS_CIDR}',
    },
    {
      name: 'an exception that is no CIDR',
      input: block('0.0.0.0/0', ', except: [somewhere]'),
      path: 'spec.egress[0].to[0].ipBlock.cidr',
      found: '0.0.0.0/0',
    },
    ...['185.0.0.0/8', '2a00::/19'].map((cidr) => ({
      name: `a block as large as one holder ever got: ${cidr}`,
      input: block(cidr),
      path: 'spec.egress[0].to[0].ipBlock.cidr',
      found: cidr,
    })),
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
