import { namesResolveInside } from '../../../../policies/rules/network/names-resolve-inside.ts';
import { configMap, pod, type RuleCases } from '../../../support/rule-cases.ts';

export const cases: RuleCases = {
  rule: namesResolveInside,
  compliant: [
    { name: 'the name service of the cluster', input: pod('dnsPolicy: ClusterFirst\ncontainers: []'), silent: true },
    { name: 'nothing said, which means the same', input: pod('containers: []'), silent: true },
  ],
  nonCompliant: [
    {
      name: 'a trusted name for another address',
      input: pod('hostAliases: [{ip: 203.0.113.7, hostnames: [fhir.clinical.svc]}]\ncontainers: []'),
      path: 'spec.hostAliases[0]',
      found: '203.0.113.7 ["fhir.clinical.svc"]',
    },
    {
      name: 'a resolver of somebody else',
      input: pod('dnsConfig: {nameservers: [8.8.8.8]}\ncontainers: []'),
      path: 'spec.dnsConfig.nameservers[0]',
      found: '8.8.8.8',
    },
    {
      name: 'the resolver of the node',
      input: pod('dnsPolicy: Default\ncontainers: []'),
      path: 'spec.dnsPolicy',
      found: 'Default',
    },
  ],
  indeterminate: [
    {
      name: 'a policy that a template fills in',
      input: pod('dnsPolicy: ${DNS_POLICY}\ncontainers: []'),
      path: 'spec.dnsPolicy',
      found: '${DNS_POLICY}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
