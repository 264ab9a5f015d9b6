import { noUnaskedToken } from '../../../../policies/rules/workload/no-unasked-token.ts';
import { configMap, pod, podWithoutSpec, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const path = 'spec.automountServiceAccountToken';

const instance = (account: string) => `apiVersion: v1
kind: Pod
metadata: {name: fhir-database-1, namespace: clinical, labels: {cnpg.io/cluster: fhir-database}}
spec: {serviceAccountName: ${account}, containers: []}
`;

export const cases: RuleCases = {
  rule: noUnaskedToken,
  compliant: [
    { name: 'no token', input: pod('automountServiceAccountToken: false\ncontainers: []') },
    {
      name: 'a token that the pod asks for, under an account of its own',
      input: pod('automountServiceAccountToken: true\nserviceAccountName: backup\ncontainers: []'),
    },
    {
      name: 'a token under an account that a template fills in',
      input: terraform({
        resource: {
          kubernetes_pod_v1: {
            it: {
              metadata: { name: 'it', namespace: 'clinical' },
              spec: { automount_service_account_token: true, service_account_name: '${var.account}' },
            },
          },
        },
      }),
    },
    {
      name: 'an instance of a database, under the account that its operator made',
      input: instance('fhir-database'),
    },
  ],
  nonCompliant: [
    {
      name: 'an instance of a database, under the account of another',
      input: instance('audit-database'),
      path,
      found: 'automountServiceAccountToken: (nothing)',
    },
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
    {
      name: 'a token without an account of its own',
      input: pod('automountServiceAccountToken: true\ncontainers: []'),
      path,
      found: 'true, serviceAccountName: (nothing)',
    },
  ],
  indeterminate: [
    {
      name: 'a switch that a template fills in',
      input: pod('automountServiceAccountToken: ${TOKEN}\ncontainers: []'),
      path,
      found: 'automountServiceAccountToken: ${TOKEN}',
    },
    { name: 'a pod of which nothing is said', input: podWithoutSpec, path: '', found: '' },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
