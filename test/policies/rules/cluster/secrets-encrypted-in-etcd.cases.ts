import { secretsEncryptedInEtcd } from '../../../../policies/rules/cluster/secrets-encrypted-in-etcd.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const encryption = (resource: string, providers: string) => `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [${resource}]
    providers: [${providers}]
`;
const kms = '{kms: {apiVersion: v2, name: vault, endpoint: "unix:///run/kms.sock"}}';

export const cases: RuleCases = {
  rule: secretsEncryptedInEtcd,
  compliant: [
    { name: 'by a key server', input: encryption('secrets', kms) },
    { name: 'with what was written before', input: encryption('configmaps, secrets', `${kms}, {identity: {}}`) },
    { name: 'with everything else', input: encryption('"*.*"', kms) },
  ],
  nonCompliant: [
    {
      name: 'what is new in plain text',
      input: encryption('secrets', `{identity: {}}, ${kms}`),
      path: 'resources[0].providers[0]',
      found: 'identity',
    },
    {
      name: 'no provider',
      input: encryption('secrets', ''),
      path: 'resources[0].providers[0]',
      found: '(nothing)',
    },
    { name: 'no word of Secrets', input: encryption('configmaps', kms), path: '', found: '' },
  ],
  indeterminate: { never: 'what a provider is stands in its key, which no template fills in' },
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
