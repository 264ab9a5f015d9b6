import { Construct } from 'constructs';
import type { AuditSink } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import type { Database } from '../core/database.ts';
import type { GuardDoor } from '../core/envoy/types.ts';
import { HapiServer } from '../core/hapi/server.ts';
import type { IdentityProvider } from '../core/identity.ts';
import type { Images } from '../core/images/lock.ts';
import { PLATFORM_ANNOTATION } from '../core/labels.ts';
import type { HardenedWorkload } from '../core/workload.ts';
import { auditEventScript } from './audit-event-script.ts';
import { assertRetention, type RetentionDays } from './retention.ts';

/** Port on which the audit collector delivers records. */
export const AUDIT_INGEST_PORT = 8443;

/** Port on which the archive reads, by its certificate. */
export const AUDIT_ARCHIVE_PORT = 9444;

/** Port on which auditors read. */
export const AUDIT_READ_PORT = 9443;

/** Tables of HAPI FHIR 8.8 that hold every version of every resource: what must never change in the store's database. */
export const AUDIT_STORE_TABLES = ['hfj_resource', 'hfj_res_ver'] as const;

/** Props of {@link AuditStore}. */
export interface AuditStoreProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the store: `audit-store`. A contract. */
  readonly name: string;
  readonly images: Images;
  /** A database of its own, append-only in {@link AUDIT_STORE_TABLES}. */
  readonly database: Database;
  readonly replicas: number;
  readonly identity: IdentityProvider;
  /** How long records stay, at least and at most. */
  readonly retention: RetentionDays;
  /** The one client that may deliver, by its host; also where reading the trail is itself recorded. */
  readonly collector: Pick<AuditSink, 'host' | 'port'>;
  /** Host of the archive, which may read by its certificate. @default - there is no archive, and no door for one */
  readonly archiveHost?: string | undefined;
  /** Realm role of those who may read the trail. @default 'auditor' */
  readonly auditorRole?: string;
}

/** FHIR server that keeps AuditEvent and Provenance: records come in by one door, are read by another, and never change. */
export class AuditStore extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;

  constructor(scope: Construct, id: string, props: AuditStoreProps) {
    super(scope, id);
    assertRetention(this, props.retention);
    const server = new HapiServer(this, 'hapi', {
      namespace: props.namespace,
      name: props.name,
      role: 'audit-store',
      images: props.images,
      database: props.database,
      replicas: props.replicas,
      audit: props.collector,
      appendOnly: true,
      annotations: {
        [PLATFORM_ANNOTATION.retentionDays]: `${props.retention.minimum}..${props.retention.maximum}`,
      },
      doors: [ingestDoor(props), readDoor(props), ...archiveDoors(props)],
    });
    this.workload = server.workload;
    this.host = server.host;
  }
}

// Deliveries are not recorded: the record of a record would be delivered too, for ever.
function ingestDoor(props: AuditStoreProps) {
  return {
    name: 'ingest',
    port: AUDIT_INGEST_PORT,
    admission: { kind: 'certificate', dnsNames: [props.collector.host] },
    recorded: false,
    routes: [{ methods: ['POST'], prefix: '/v1/logs', rewriteTo: '/fhir' }],
    script: auditEventScript,
  } as const;
}

function archiveDoors({ archiveHost }: AuditStoreProps): readonly GuardDoor[] {
  if (archiveHost === undefined) return [];
  return [
    {
      name: 'archive',
      port: AUDIT_ARCHIVE_PORT,
      admission: { kind: 'certificate', dnsNames: [archiveHost] },
      recorded: true,
      routes: [{ methods: ['GET'], prefix: '/fhir/AuditEvent' }],
    },
  ];
}

function readDoor(props: AuditStoreProps) {
  return {
    name: 'read',
    port: AUDIT_READ_PORT,
    admission: {
      kind: 'token',
      identity: props.identity,
      audience: props.name,
      role: props.auditorRole ?? 'auditor',
    },
    recorded: true,
    routes: [
      { methods: ['GET'], prefix: '/fhir/AuditEvent' },
      { methods: ['GET'], prefix: '/fhir/Provenance' },
      { methods: ['GET'], prefix: '/fhir/metadata' },
    ],
  } as const;
}
