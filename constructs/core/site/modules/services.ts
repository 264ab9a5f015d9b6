import * as z from 'zod/mini';
import { text, whole } from '../../document/forms.ts';
import { database, replicas } from './parts.ts';

const exposure = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('cluster') }),
    z.strictObject({
      kind: z.literal('node-port'),
      port: whole(30_000, 32_767, 'Port on every node.'),
    }),
    z.strictObject({ kind: z.literal('load-balancer') }),
  ])
  .check(
    z.describe(
      'How the entrance is reached. cluster: something of the site inside the cluster hands connections on; node-port: a ' +
        'load balancer of the site does; load-balancer: the cluster gives an address.',
    ),
  );

const publicHost = (what: string) => z.optional(text('hostName', what));

/** The modules that everything else stands on. */
export const serviceModules = {
  backup: z.optional(
    z
      .strictObject({ schedule: text('schedule', 'When each database is backed up, as five cron fields in UTC.') })
      .check(z.describe('Backup and restore of every database, encrypted, to storage.backup, which has Object Lock.')),
  ),
  identity: z.optional(
    z
      .strictObject({
        replicas,
        database,
        language: text('language', 'Language of its pages, as ISO 639-1: de.'),
      })
      .check(
        z.describe(
          "The platform's own identity provider, whose issuer identity.issuer names then. Leave it out when the site has " +
            'one. Needs audit and ingress.',
        ),
      ),
  ),
  ingress: z.optional(
    z
      .strictObject({
        replicas,
        exposure,
        clientNetworks: z
          .array(text('network', 'Network of clients: 10.20.0.0/16.'))
          .check(z.minLength(1), z.describe('Where clients come from; everyone else is turned away.')),
        hosts: z
          .strictObject({
            approval: publicHost('Name by which clinicians reach the approval service.'),
            marketplace: publicHost('Name by which staff and publishers reach the page of the App Store.'),
            fhir: publicHost('Name by which hospital systems reach the FHIR server.'),
            research: publicHost('Name by which researchers reach the research store.'),
          })
          .check(z.describe('Public names, one for each door. A part without one cannot be reached from outside.')),
        systems: z
          .array(text('hostName', 'DNS name in the client certificate of a hospital system.'))
          .check(z.describe('Systems that may use the FHIR door, by their client certificates; [] for none.')),
      })
      .check(z.describe('Ingress gateway: the only way into the cluster. Needs audit.')),
  ),
  names: z.optional(
    z
      .strictObject({
        replicas,
        furtherNames: z.optional(
          z
            .array(text('hostName', 'Name: updates.hospital.example.'))
            .check(z.describe('Names that are asked for beside those that parts of the platform declare.')),
        ),
        resolversCertifiedAs: z.optional(
          text('hostName', "DNS name in the resolvers' certificates: they are asked over TLS. Without it, over TCP."),
        ),
      })
      .check(
        z.describe(
          "A name service behind the cluster's own, which the cluster's is pointed at: it asks nodes.resolvers for what " +
            'parts of the platform declare to call, and refuses every other name. Needs nodes and audit.',
        ),
      ),
  ),
  egress: z.optional(
    z
      .strictObject({ replicas })
      .check(
        z.describe('Egress gateway: the only way out of the cluster, to the names that a part declares. Needs audit.'),
      ),
  ),
};
