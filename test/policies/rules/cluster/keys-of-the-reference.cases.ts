import { keysOfTheReference } from '../../../../policies/rules/cluster/keys-of-the-reference.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';
import { agent, part, rke2 } from './rke2.ts';

export const cases: RuleCases = {
  rule: keysOfTheReference,
  compliant: [
    { name: 'a server', input: rke2() },
    { name: 'a worker', input: agent() },
    { name: 'a part', input: part({ 'etcd-s3-access-key': '""' }) },
  ],
  nonCompliant: [
    {
      name: 'a key with a letter wrong',
      input: agent({ 'protect-kernel-default': 'true' }),
      path: 'protect-kernel-default',
      found: 'protect-kernel-default',
    },
    {
      name: 'a flag of another program',
      input: rke2({ 'audit-log-maxage': '400' }),
      path: 'audit-log-maxage',
      found: 'audit-log-maxage',
    },
  ],
  indeterminate: { never: 'a key is in the reference or it is not' },
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
