import { expect, test } from 'vitest';
import { boundaryOf, judge, packOf } from '../../../../policies/judge.ts';
import { documents } from '../../../support/rule-cases.ts';
import { besidePolicies, clinical, policy } from './where-data-is.ts';

const names = policy(`egress:
    - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]
      ports: [{port: 53, protocol: UDP}]`);
const admin = (kind: string, more: string) => `apiVersion: policy.networking.k8s.io/v1alpha1
kind: ${kind}
metadata: {name: ${kind === 'AdminNetworkPolicy' ? 'more' : 'default'}}
spec:
  ${more}
  subject: {namespaces: {}}
  egress: [{name: names, action: Allow, to: [{networks: [9.9.9.9/32]}], ports: [{portNumber: {protocol: UDP, port: 53}}]}]
`;
const beside = [
  ...besidePolicies.map(([name, address, text]) => [name, text, `NET-010 indeterminate ${address}`] as const),
  [
    'an AdminNetworkPolicy that asks a resolver abroad',
    admin('AdminNetworkPolicy', 'priority: 5'),
    'RES-002 indeterminate AdminNetworkPolicy/more',
  ],
  [
    'a BaselineAdminNetworkPolicy that does',
    admin('BaselineAdminNetworkPolicy', ''),
    'RES-002 indeterminate BaselineAdminNetworkPolicy/default',
  ],
] as const;

function findings(...texts: readonly string[]): readonly string[] {
  const inputs = [{ name: 'a.yaml', bytes: Buffer.from(documents(clinical, names, ...texts)) }];
  const { findings } = judge(inputs, boundaryOf('EEA'), packOf('all')).judgement;
  return findings.map(({ ruleId, result, subject }) => `${ruleId} ${result} ${subject.address}`);
}

// NET-012 reads the gateway's own list and NET-013 the policies of Kubernetes: a way that others open is found beside them.
test.each(beside)('beside a policy of which every word is right, %s is not let pass', (_, text, found) => {
  const alone = findings();
  expect(alone.filter((one) => /^NET-01[0-4]/.test(one))).toEqual([]);
  expect(findings(text).filter((one) => !alone.includes(one))).toContain(found);
});
