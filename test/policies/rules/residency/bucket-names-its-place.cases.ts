import { bucketNamesItsPlace } from '../../../../policies/rules/residency/bucket-names-its-place.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const database = (store: string) => `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: fhir
  namespace: clinical
spec:
  backup:
    barmanObjectStore: ${store}
`;
const target = (value: string) =>
  `apiVersion: longhorn.io/v1beta2\nkind: Setting\nmetadata: {name: backup-target}\nvalue: ${value}\n`;
const location = (config: string) =>
  `apiVersion: velero.io/v1\nkind: BackupStorageLocation\nmetadata: {name: default}\nspec: {provider: aws, objectStorage: {bucket: fhir}, config: ${config}}\n`;
const path = 'spec.backup.barmanObjectStore.destinationPath';

export const cases: RuleCases = {
  rule: bucketNamesItsPlace,
  compliant: [
    {
      name: 'a bucket with its endpoint in Paris',
      input: database('{destinationPath: "s3://fhir/backup", endpointURL: "https://s3.fr-par.scw.cloud"}'),
    },
    { name: 'a bucket with its region behind an @', input: target('s3://fhir@eu-central-1/') },
    { name: 'a bucket of another store with its region behind an @', input: target('s3://fhir@nbg1/') },
    {
      name: 'a bucket in a store of the cluster',
      input: database('{destinationPath: "s3://fhir/backup", endpointURL: "http://rgw.rook-ceph.svc"}'),
    },
    { name: 'a backup location with its region', input: location('{region: eu-west-3}') },
    {
      name: 'a backup location in a store of the cluster',
      input: location('{region: rgw, s3Url: "http://10.5.0.7:9000"}'),
    },
    {
      name: 'the settings of a store with its endpoint',
      input: configMap.replace('info', '"type: S3\\nconfig: {bucket: metrics, endpoint: s3.fr-par.scw.cloud}"'),
    },
    { name: 'a configuration without a bucket', input: configMap, silent: true },
  ],
  nonCompliant: [
    {
      name: 'a bucket with a region abroad behind an @',
      input: target('s3://fhir@us-east-1/'),
      path: 'value',
      found: 's3://fhir@us-east-1',
    },
  ],
  indeterminate: [
    { name: 'a bucket alone', input: database('{destinationPath: "s3://fhir/backup"}'), path, found: 's3://fhir' },
    {
      name: 'a bucket alone, in a database whose image and whose source are inside',
      input: database('{destinationPath: "s3://fhir/backup"}').replace(
        'spec:',
        'spec:\n  imageName: rg.fr-par.scw.cloud/klinik/postgresql:18\n  env: [{name: SOURCE, value: db.fr-par.scw.cloud}]',
      ),
      path,
      found: 's3://fhir',
    },
    {
      name: 'a bucket behind credentials, which the report does not repeat',
      input: configMap.replace('info', 's3://key:hunter22@fhir/backup'),
      path: 'data.LOG_LEVEL',
      found: 's3://key',
    },
    {
      name: 'a backup location that leaves its region to the plugin',
      input: location('{}'),
      path: 'spec.objectStorage.bucket',
      found: 'fhir',
    },
    {
      name: 'the settings of a Google store, which name no region',
      input: configMap.replace('info', '"type: GCS\\nconfig: {bucket: metrics}"'),
      path: 'data.LOG_LEVEL',
      found: 'metrics',
    },
    {
      name: 'a Google bucket alone',
      input: configMap.replace('info', 'gs://fhir/backup'),
      path: 'data.LOG_LEVEL',
      found: 'gs://fhir',
    },
    {
      name: 'a bucket with an unknown region behind an @',
      input: target('s3://fhir@eu-middle-9/'),
      path: 'value',
      found: 's3://fhir@eu-middle-9',
    },
  ],
  unselected: { never: 'any kind of thing can name a bucket' },
};
