import { regionWithinBoundary } from '../../../../policies/rules/residency/region-within-boundary.ts';
import { configMap, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const bucket = (region: string) =>
  terraform({
    resource: { scaleway_object_bucket: { clinical: { name: 'clinical', region } } },
  });

const volume = (zone: string) => `apiVersion: v1
kind: PersistentVolume
metadata:
  name: images
spec:
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions:
            - key: topology.kubernetes.io/zone
              operator: In
              values: [${zone}]
`;

export const cases: RuleCases = {
  rule: regionWithinBoundary,
  compliant: [
    { name: 'a bucket in Paris', input: bucket('fr-par') },
    { name: 'a volume pinned to a zone in Frankfurt', input: volume('eu-central-1a') },
    {
      name: 'a zone in Dublin, beside a driver of the provider that calls it so',
      input: `${volume('eu-west-1a')}  csi: {driver: ebs.csi.aws.com, volumeHandle: vol-1}\n`,
    },
    { name: 'a ConfigMap that names no region', input: configMap, silent: true },
  ],
  nonCompliant: [
    {
      name: 'a provider in Virginia',
      input: terraform({ provider: { aws: [{ region: 'us-east-1' }] } }),
      path: 'region',
      found: 'us-east-1',
    },
    {
      name: 'a provider in London, whose region is called eu-west-2',
      input: terraform({ provider: { aws: [{ region: 'eu-west-2' }] } }),
      path: 'region',
      found: 'eu-west-2',
    },
    {
      name: 'a secret that is copied to Zürich',
      input: terraform({
        resource: {
          aws_secretsmanager_secret: { smart: { replica: [{ region: 'eu-west-3' }, { region: 'eu-central-2' }] } },
        },
      }),
      path: 'replica[1].region',
      found: 'eu-central-2',
    },
    {
      name: 'a volume pinned to a zone in London',
      input: volume('europe-west2-a'),
      path: 'spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values[0]',
      found: 'europe-west2-a',
    },
  ],
  indeterminate: [
    {
      name: 'a zone in Dublin or in London, where nothing says whose it is',
      input: volume('eu-west-1a'),
      path: 'spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values[0]',
      found: 'eu-west-1a',
    },
    {
      name: 'the same beside a word that only sounds like a provider',
      input: volume('eu-west-1a').replace('name: ', 'name: laws-and-draws-'),
      path: 'spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values[0]',
      found: 'eu-west-1a',
    },
    {
      name: 'a zone of which two providers mean different countries, beside a driver of one of them',
      input: `${volume('eu-west-1a')}  csi: {driver: diskplugin.csi.alibabacloud.com, volumeHandle: d-1}\n`,
      path: 'spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values[0]',
      found: 'eu-west-1a',
    },
    {
      name: 'a region that no catalogue has',
      input: terraform({ provider: { aws: [{ region: 'eu-middle-9' }] } }),
      path: 'region',
      found: 'eu-middle-9',
    },
  ],
  unselected: { never: 'any kind of thing can name a region' },
};
