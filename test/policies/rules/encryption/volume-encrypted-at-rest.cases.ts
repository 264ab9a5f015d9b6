import { volumeEncryptedAtRest } from '../../../../policies/rules/encryption/volume-encrypted-at-rest.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';

const claim = (storageClass: string, labels = '{}') => `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: fhir-data
  namespace: clinical
  labels: ${labels}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: ${storageClass}
`;
const storageClass = (parameters: string) => `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: driver.longhorn.io
parameters: ${parameters}
`;

export const cases: RuleCases = {
  rule: volumeEncryptedAtRest,
  compliant: [
    {
      name: 'storage for which the site vouches',
      input: claim('fast', '{domicile.internal/encrypted-at-rest: "true"}'),
    },
    { name: 'a StorageClass that encrypts', input: documents(claim('fast'), storageClass('{encrypted: "true"}')) },
    ...[
      'encryption: "true"',
      'csi.storage.k8s.io/encrypted: "True"',
      'encrypted: true',
      'disk-encryption-kms-key: projects/klinik',
      'diskEncryptionSetID: /subscriptions/klinik',
      'kmsKeyId: klinik',
      'csi.encryptionKMSID: klinik',
      'storage.encryption-passphrase: by-reference',
    ].map((parameter) => ({
      name: `a StorageClass with ${parameter}`,
      input: documents(claim('fast'), storageClass(`{fsType: ext4, ${parameter}}`)),
    })),
    {
      name: 'a StorageClass that encrypts, among others',
      input: documents(
        claim('fast'),
        storageClass('{encrypted: "false"}').replace('name: fast', 'name: slow'),
        storageClass('{encrypted: "true"}'),
      ),
    },
  ],
  nonCompliant: [
    { name: 'storage of which nothing is known', input: claim('fast'), path: 'spec.storageClassName', found: 'fast' },
    {
      name: 'a StorageClass that does not encrypt',
      input: documents(claim('fast'), storageClass('{encrypted: "false"}')),
      path: 'spec.storageClassName',
      found: 'fast',
    },
    {
      name: 'a database that makes its own claims',
      input: `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: database, namespace: clinical}
spec:
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {storageClassName: fast}
`,
      path: 'spec.volumeClaimTemplates[0].spec.storageClassName',
      found: 'fast',
    },
    ...[
      'kmsKeyId: ""',
      'kmsKeyId: 7',
      'mykmskeyid: klinik',
      'kmsKeyIdName: klinik',
      'fsType: ext4',
      'encrypted: ""',
    ].map((parameter) => ({
      name: `a StorageClass with ${parameter}`,
      input: documents(claim('fast'), storageClass(`{${parameter}}`)),
      path: 'spec.storageClassName',
      found: 'fast',
    })),
    {
      name: 'a claim with templates, which only a StatefulSet has',
      input: claim('fast').replace('spec:', 'spec:\n  volumeClaimTemplates: [{spec: {storageClassName: slow}}]'),
      path: 'spec.storageClassName',
      found: 'fast',
    },
  ],
  indeterminate: [
    {
      name: 'a StorageClass that a template fills in',
      input: claim('"${STORAGE_CLASS}"'),
      path: 'spec.storageClassName',
      found: '${STORAGE_CLASS}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
