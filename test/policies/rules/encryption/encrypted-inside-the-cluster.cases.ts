import { encryptedInsideTheCluster } from '../../../../policies/rules/encryption/encrypted-inside-the-cluster.ts';
import { pod, type RuleCases } from '../../../support/rule-cases.ts';

const env = (value: string) => pod(`containers:\n  - name: app\n    env:\n      - {name: FHIR_URL, value: "${value}"}`);
const path = 'spec.containers[0].env[0].value';

export const cases: RuleCases = {
  rule: encryptedInsideTheCluster,
  compliant: [
    { name: 'an encrypted Service', input: env('https://fhir.clinical.svc.cluster.local:8443/fhir'), silent: true },
    { name: 'plain text to itself', input: env('http://localhost:8080'), silent: true },
    { name: 'plain text beyond the cluster, which is another rule', input: env('http://10.20.0.9:8042'), silent: true },
  ],
  nonCompliant: [
    {
      name: 'a Service of another namespace without TLS',
      input: env('http://fhir.clinical.svc.cluster.local:8080/fhir'),
      path,
      found: 'http://fhir.clinical.svc.cluster.local',
    },
    {
      name: 'a Service of the same namespace without TLS',
      input: env('redis://cache:6379'),
      path,
      found: 'redis://cache',
    },
  ],
  indeterminate: [
    {
      name: 'a host that is only known when the pod starts',
      input: env('http://$(FHIR_HOST):8080'),
      path,
      found: 'http://$(FHIR_HOST',
    },
  ],
  unselected: [{ name: 'a Namespace', input: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: clinical}' }],
};
