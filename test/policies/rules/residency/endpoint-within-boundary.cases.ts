import { endpointWithinBoundary } from '../../../../policies/rules/residency/endpoint-within-boundary.ts';
import { pod, type RuleCases } from '../../../support/rule-cases.ts';

const endpoint = (url: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: backup
  namespace: clinical
data:
  S3_ENDPOINT: ${url}
`;

export const cases: RuleCases = {
  rule: endpointWithinBoundary,
  compliant: [
    { name: 'an object store in Paris', input: endpoint('https://s3.fr-par.scw.cloud') },
    { name: 'a Service of the cluster', input: endpoint('https://store.backup.svc.cluster.local:9000'), silent: true },
    { name: 'a private address', input: endpoint('https://10.20.30.40:9000'), silent: true },
  ],
  nonCompliant: [
    {
      name: 'a bucket in Virginia',
      input: endpoint('https://s3.us-east-1.amazonaws.com/clinical'),
      path: 'data.S3_ENDPOINT',
      found: 's3.us-east-1.amazonaws.com',
    },
    {
      name: 'a model of a company in the United States',
      input: pod(
        'containers:\n  - name: letters\n    env:\n      - {name: OPENAI_BASE_URL, value: "https://api.openai.com/v1"}',
      ),
      path: 'spec.containers[0].env[0].value',
      found: 'api.openai.com',
    },
    {
      name: 'an internal name that leads to another house',
      input:
        'apiVersion: v1\nkind: Service\nmetadata: {name: store}\nspec: {type: ExternalName, externalName: s3.us-west-2.amazonaws.com}',
      path: 'spec.externalName',
      found: 's3.us-west-2.amazonaws.com',
    },
  ],
  indeterminate: [
    {
      name: 'a host that nobody has declared',
      input: endpoint('https://backup.klinik.example/store'),
      path: 'data.S3_ENDPOINT',
      found: 'backup.klinik.example',
    },
  ],
  unselected: { never: 'any kind of thing can name an endpoint' },
};
