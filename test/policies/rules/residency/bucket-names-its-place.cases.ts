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
const path = 'spec.backup.barmanObjectStore.destinationPath';

export const cases: RuleCases = {
  rule: bucketNamesItsPlace,
  compliant: [
    {
      name: 'a bucket with its endpoint in Paris',
      input: database('{destinationPath: "s3://fhir/backup", endpointURL: "https://s3.fr-par.scw.cloud"}'),
    },
    { name: 'a bucket with its region behind an @', input: target('s3://fhir@eu-central-1/') },
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
      name: 'a bucket behind credentials, which the report does not repeat',
      input: configMap.replace('info', 's3://key:hunter22@fhir/backup'),
      path: 'data.LOG_LEVEL',
      found: 's3://key',
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
