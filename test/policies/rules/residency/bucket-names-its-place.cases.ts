import { bucketNamesItsPlace } from '../../../../policies/rules/residency/bucket-names-its-place.ts';
import { configMap, pod, type RuleCases } from '../../../support/rule-cases.ts';

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
const settings = (text: string) => configMap.replace('info', JSON.stringify(text));
const secret = (text: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: store, namespace: clinical}\nstringData: {store.yaml: ${JSON.stringify(text)}}\n`;
const path = 'spec.backup.barmanObjectStore.destinationPath';

export const cases: RuleCases = {
  rule: bucketNamesItsPlace,
  compliant: [
    {
      name: 'a bucket with its endpoint in Paris',
      input: database('{destinationPath: "s3://fhir/backup", endpointURL: "https://s3.fr-par.scw.cloud"}'),
    },
    { name: 'a bucket with its region', input: database('{destinationPath: "s3://fhir/backup", region: fr-par}') },
    {
      name: 'an endpoint in the cluster behind the scheme of a store',
      input: target('s3://http://rgw.rook-ceph.svc/fhir'),
      silent: true,
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
    {
      name: 'settings in JSON with an endpoint in the cluster',
      input: settings('{"type": "S3", "config": {"bucket": "metrics", "endpoint": "http://rgw.rook-ceph.svc"}}'),
    },
    {
      name: 'a program whose endpoint is a variable',
      input: pod(
        'containers:\n  - name: app\n    args: ["s3://fhir/backup"]\n    env: [{name: S3_ENDPOINT, value: "http://rgw.rook-ceph.svc"}]',
      ),
    },
    {
      name: 'an endpoint behind the scheme of a store',
      input: target('s3://https://s3.fr-par.scw.cloud/fhir'),
      silent: true,
    },
    {
      name: 'a word that ends like a setting of a store',
      input: settings('prototype: s3\nbucket: metrics'),
      silent: true,
    },
    {
      name: 'a word that ends like a setting of a bucket',
      input: settings('type: s3\nmybucket: metrics'),
      silent: true,
    },
    { name: 'a bucket and no store', input: settings('colour: blue\nbucket: metrics'), silent: true },
    { name: 'a scheme that ends like one of a store', input: settings('dns3://fhir/backup'), silent: true },
    {
      name: 'a kind of Kubernetes itself, whose fields are no bucket',
      input:
        'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: a, annotations: {note: "s3://fhir/backup"}}\nprovisioner: a.example\n',
      silent: true,
    },
    {
      name: 'a note on a service',
      input: 'apiVersion: v1\nkind: Service\nmetadata: {name: a, annotations: {note: "s3://fhir/backup"}}\nspec: {}\n',
      silent: true,
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
      name: 'settings of a store in a Secret',
      input: secret('backend: s3\nbucket_name: metrics'),
      path: 'stringData["store.yaml"]',
      found: 'metrics',
    },
    {
      name: 'settings of a store as properties',
      input: settings('provider=aws\ncontainer_name=metrics'),
      path: 'data.LOG_LEVEL',
      found: 'metrics',
    },
    {
      name: 'settings of a store of Azure',
      input: settings('type : azure\ncontainername : metrics'),
      path: 'data.LOG_LEVEL',
      found: 'metrics',
    },
    {
      name: 'settings of a store in JSON',
      input: settings('{"object_store":"s3","bucketnames":"metrics"}'),
      path: 'data.LOG_LEVEL',
      found: 'metrics',
    },
    {
      name: 'settings of a store whose endpoint is empty',
      input: settings('bucketname: metrics\ntype: s3\nendpoint: ""\n'),
      path: 'data.LOG_LEVEL',
      found: 'metrics',
    },
    {
      name: 'a bucket in a list',
      input:
        'apiVersion: longhorn.io/v1beta2\nkind: Setting\nmetadata: {name: a}\nvalue: [plain, "s3://fhir/backup"]\n',
      path: 'value[1]',
      found: 's3://fhir',
    },
    {
      name: 'a Google bucket, which no endpoint beside it moves',
      input: database('{destinationPath: "gs://fhir/backup", endpointURL: "http://rgw.rook-ceph.svc"}'),
      path,
      found: 'gs://fhir',
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
