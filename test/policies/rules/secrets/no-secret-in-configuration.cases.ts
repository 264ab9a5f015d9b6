import { noSecretInConfiguration } from '../../../../policies/rules/secrets/no-secret-in-configuration.ts';
import { configMap, pod, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const env = (name: string, value: string) =>
  pod(`containers:\n  - name: app\n    env:\n      - {name: ${name}, value: "${value}"}`);
const secret = (data: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: database, namespace: clinical}\nstringData: ${data}\n`;
const path = 'spec.containers[0].env[0].value';

export const cases: RuleCases = {
  rule: noSecretInConfiguration,
  compliant: [
    {
      name: 'a password taken from a Secret',
      input: pod(
        'containers:\n  - name: app\n    env:\n      - name: DB_PASSWORD\n        valueFrom: {secretKeyRef: {name: database, key: password}}',
      ),
      silent: true,
    },
    { name: 'the path of a file that holds it', input: env('DB_PASSWORD_FILE', '/run/secrets/password'), silent: true },
    { name: 'a password that another variable brings', input: env('DB_PASSWORD', '$(PASSWORD)'), silent: true },
    {
      name: 'a user without a password in a URL',
      input: env('DB', 'postgres://fhir@db.clinical.svc/fhir'),
      silent: true,
    },
    { name: 'a Secret that something else fills', input: secret('{}'), silent: true },
  ],
  nonCompliant: [
    {
      name: 'a password in a variable',
      input: env('DB_PASSWORD', 'correct horse battery'),
      path,
      found: '(21 characters, not shown)',
    },
    {
      name: 'a Secret with its value',
      input: secret('{password: hunter22}'),
      path: 'stringData.password',
      found: '(8 characters, not shown)',
    },
    {
      name: 'a password in a URL',
      input: env('DB', 'postgres://fhir:hunter22@db.clinical.svc/fhir'),
      path,
      found: '(45 characters, not shown)',
    },
    {
      name: 'a private key in a ConfigMap',
      input: configMap.replace('info', '"-----BEGIN RSA PRIVATE KEY-----"'),
      path: 'data.LOG_LEVEL',
      found: '(31 characters, not shown)',
    },
    {
      name: 'a password in a Terraform resource',
      input: terraform({ resource: { postgresql_role: { fhir: { name: 'fhir', password: 'hunter22' } } } }),
      path: 'password',
      found: '(8 characters, not shown)',
    },
  ],
  indeterminate: [
    {
      name: 'a Secret whose value Terraform fills in',
      input: secret('{password: "${var.password}"}'),
      path: 'stringData.password',
      found: '${var.password}',
    },
  ],
  unselected: { never: 'a secret can stand in anything' },
};
