import { noUnaskedToken } from '../../../../policies/rules/workload/no-unasked-token.ts';
import { configMap, pod, type RuleCases } from '../../../support/rule-cases.ts';

const path = 'spec.automountServiceAccountToken';

export const cases: RuleCases = {
  rule: noUnaskedToken,
  compliant: [
    { name: 'no token', input: pod('automountServiceAccountToken: false\ncontainers: []') },
    {
      name: 'a token that the pod asks for, under an account of its own',
      input: pod('automountServiceAccountToken: true\nserviceAccountName: backup\ncontainers: []'),
    },
  ],
  nonCompliant: [
    {
      name: 'nothing said, which mounts one',
      input: pod('containers: []'),
      path,
      found: 'automountServiceAccountToken: (nothing)',
    },
    {
      name: 'a token of the account that all share',
      input: pod('automountServiceAccountToken: true\nserviceAccountName: default\ncontainers: []'),
      path,
      found: 'true, serviceAccountName: default',
    },
  ],
  indeterminate: [
    {
      name: 'a switch that a template fills in',
      input: pod('automountServiceAccountToken: ${TOKEN}\ncontainers: []'),
      path,
      found: 'automountServiceAccountToken: ${TOKEN}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
