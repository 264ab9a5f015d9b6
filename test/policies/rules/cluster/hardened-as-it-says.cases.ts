import { hardenedAsItSays } from '../../../../policies/rules/cluster/hardened-as-it-says.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';
import { agent, apiServer, part, rke2 } from './rke2.ts';

const flags = (...change: readonly [from: string, to: string]) =>
  `[${apiServer.map((one) => one.replace(...change)).join(', ')}]`;

export const cases: RuleCases = {
  rule: hardenedAsItSays,
  compliant: [
    { name: 'a server', input: rke2() },
    { name: 'a worker', input: agent() },
    { name: 'a part that says nothing of it', input: part({ debug: 'false' }), silent: true },
  ],
  nonCompliant: [
    {
      name: 'the profile alone, whose audit policy logs nothing',
      input: rke2({ 'audit-policy-file': undefined }),
      path: 'audit-policy-file',
      found: '(nothing)',
    },
    {
      name: 'exemptions of the distribution',
      input: rke2({ 'pod-security-admission-config-file': undefined }),
      path: 'pod-security-admission-config-file',
      found: '(nothing)',
    },
    { name: 'no profile', input: agent({ profile: '""' }), path: 'profile', found: '' },
    {
      name: 'any kernel settings',
      input: agent({ 'protect-kernel-defaults': 'false' }),
      path: 'protect-kernel-defaults',
      found: 'false',
    },
    {
      name: 'tokens that live for a year',
      input: rke2({ 'kube-apiserver-arg': flags('expiration=false', 'expiration=true') }),
      path: 'kube-apiserver-arg',
      found: 'service-account-extend-token-expiration=true',
    },
    {
      name: 'a log that ends with the machine',
      input: rke2({ 'kube-apiserver-arg': flags('audit-webhook-config-file', 'audit-log-maxage') }),
      path: 'kube-apiserver-arg',
      found: 'no audit-webhook-config-file',
    },
    {
      name: 'a part that lets nobody in particular in',
      input: part({ 'kube-apiserver-arg': flags('anonymous-auth=false', 'anonymous-auth=true') }),
      path: 'kube-apiserver-arg',
      found: 'anonymous-auth=true',
    },
  ],
  indeterminate: [
    {
      name: 'a profile that a template fills in',
      input: rke2({ profile: '"${PROFILE}"' }),
      path: 'profile',
      found: '${PROFILE}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
