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
const database = (spec: string) =>
  `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: fhir, namespace: clinical}\nspec: ${spec}\n`;

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
      name: 'a database under CloudNativePG, whose claims inherit the word of the site',
      input: database(
        '{storage: {storageClass: fast}, inheritedMetadata: {labels: {domicile.internal/encrypted-at-rest: "true"}}}',
      ),
    },
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
    {
      name: 'a database under CloudNativePG, in storage of which nothing is known',
      input: database('{storage: {storageClass: fast}}'),
      path: 'spec.storage.storageClass',
      found: 'fast',
    },
    {
      name: 'the write-ahead log of such a database',
      input: documents(
        database('{storage: {storageClass: fast}, walStorage: {storageClass: slow}}'),
        storageClass('{encrypted: "true"}'),
      ),
      path: 'spec.walStorage.storageClass',
      found: 'slow',
    },
    {
      name: 'a table space of such a database',
      input: documents(
        database('{storage: {pvcTemplate: {storageClassName: fast}}, tablespaces: [{storage: {storageClass: slow}}]}'),
        storageClass('{encrypted: "true"}'),
      ),
      path: 'spec.tablespaces[0].storage.storageClass',
      found: 'slow',
    },
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
