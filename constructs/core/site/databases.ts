import * as z from 'zod/mini';
import { text, whole } from '../document/forms.ts';

const archive = z
  .strictObject({
    bucket: text(
      'objectName',
      "Bucket at storage.backup's endpoint, with versioning and a default lock of as many days: its own, since a longer " +
        'lock keeps every change for as long.',
    ),
    days: whole(1, 3650, 'Days back to which a database can be led.'),
  })
  .check(
    z.describe(
      'Every change, kept as it is made, and a base backup by modules.backup.schedule: a database can be led back to any ' +
        'second. Needs modules.backup, which has the access to the store, and the Barman Cloud plugin beside the operator.',
    ),
  );

const recovery = z.strictObject({
  database: text('objectName', 'Name of the database: fhir-database.'),
  to: text('instant', 'Last moment of which anything is kept: 2026-11-23T02:59:00Z.'),
});

/** Who runs the databases. */
export const databases = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('stateful-set') }),
    z.strictObject({
      kind: z.literal('cloudnative-pg'),
      instances: whole(3, 9, 'Copies of each database, each on a machine of its own.'),
      operator: z
        .strictObject({
          namespace: text('objectName', 'Namespace of its pods: cnpg-system.'),
          account: text('objectName', 'Its account there: cnpg-manager.'),
        })
        .check(z.describe('The operator, which runs in the cluster already.')),
      apiServer: z
        .strictObject({
          port: whole(1, 65_535, 'Port of the API server itself, behind the Service kubernetes: 6443.'),
          networks: z
            .array(text('network', 'Network of the API server, or its one address: 10.20.1.10/32.'))
            .check(z.minLength(1), z.describe('Where the API server is, as pods reach it.')),
        })
        .check(z.describe('Each copy reads there what it is to be, and reports how it is.')),
      archive: z.optional(archive),
      recoveries: z.optional(
        z
          .array(recovery)
          .check(z.describe('Every time that a database was led back, the last at the end; none is ever removed.')),
      ),
    }),
  ])
  .check(
    z.describe(
      "Who runs the platform's databases. stateful-set, also without this key: one server for each. cloudnative-pg: the " +
        'operator that runs in the cluster already, with copies of each.',
    ),
  );
