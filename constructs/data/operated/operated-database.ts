import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest/index.js';
import type { Construct } from 'constructs';
import type { DatabaseRole } from '../../core/database.ts';
import { DomicileError } from '../../core/errors.ts';
import type { ExternalEndpoint } from '../../core/network-intent.ts';
import { GeneratedSecret } from '../../core/secrets.ts';
import { serviceHost } from '../../core/service-host.ts';
import { WorkloadCertificate } from '../../core/workload-certificate.ts';
import { DatabaseServer, type DatabaseServerProps, roleNames } from '../database-server.ts';
import { type DatabaseArchive, objectStore, scheduledBackup } from './archive.ts';
import { clusterManifest } from './cluster-manifest.ts';
import { INSTANCE_PORTS, OperatedPods } from './operated-pods.ts';

/** What the site says of its CloudNativePG. */
export interface DatabaseOperator {
  /** Namespace of the operator's pods. */
  readonly namespace: string;
  /** Copies of each database, the one that is written to among them. At least 3. */
  readonly instances: number;
  /** Where the API server is, as pods reach it. */
  readonly apiServer: ExternalEndpoint;
  /** @default - nothing is archived: a lost database goes back to its last dump */
  readonly archive?: DatabaseArchive;
}

/** Props of {@link OperatedDatabase}. */
export interface OperatedDatabaseProps extends DatabaseServerProps {
  readonly operator: DatabaseOperator;
  /** Points in time to which this database was led back, the last at the end: `2026-11-23T02:59:00Z`. @default - none */
  readonly recoveries?: readonly string[];
}

/** The label by which the operator hands a changed Secret on to the instances. */
const RELOADED = { 'cnpg.io/reload': 'true' };

/** Longest name of a subject that a certificate can hold (RFC 5280, ub-common-name). */
const LONGEST_NAME = 64;

/**
 * One database that CloudNativePG runs: copies on machines of their own, of which another takes over by itself; TLS with the
 * site's certificates, and the same three roles. It stands in a stack of its own, since the operator's custom resource
 * definitions must be in the cluster before a plan is made.
 */
export class OperatedDatabase extends DatabaseServer {
  readonly host: string;
  readonly port = INSTANCE_PORTS.postgresql;
  readonly roles: Readonly<Record<'migration' | 'user' | 'purge', DatabaseRole>>;
  readonly peer: OperatedPods;
  readonly certificate: string;
  private readonly cluster: Manifest;

  /** @throws {@link DomicileError} `construct-props` when it has fewer than three copies, or its names are too long */
  constructor(scope: Construct, id: string, props: OperatedDatabaseProps) {
    super(scope, id, props);
    assertOperable(this, props);
    const { namespace, operator, recoveries = [], protectFromDestroy = false } = props;
    const { archive, apiServer } = operator;
    const name = clusterName(props);
    this.host = serviceHost(`${name}-rw`, namespace.name);
    const logins = this.logins(name);
    this.roles = roles(this.databaseName, logins);
    this.peer = new OperatedPods(this, 'instances', {
      ...{ namespace, name, apiServer, operatorNamespace: operator.namespace },
      ...(archive === undefined ? {} : { archive: archive.endpoint }),
    });
    const certificates = this.certificates(props);
    this.certificate = certificates.server;
    if (archive !== undefined) this.keep(name, archive);
    this.cluster = new Manifest(this, 'cluster', {
      manifest: clusterManifest({
        ...{ database: { ...props, name }, instances: operator.instances, recoveries, archived: archive !== undefined },
        secrets: {
          ...certificates,
          logins: {
            migration: logins.migration.secretName,
            user: logins.user.secretName,
            purge: logins.purge.secretName,
          },
        },
        replicationName: replicationName(props),
      }),
      // What the operator's own webhook fills in.
      computedFields: ['metadata.annotations', 'metadata.labels', 'spec.postgresql.parameters'],
      ...(protectFromDestroy ? { lifecycle: { preventDestroy: true } } : {}),
    });
  }

  /** The Cluster; in a stack of its own it is there before whatever connects, and ready some minutes later. */
  get ready() {
    return this.cluster;
  }

  private keep(name: string, archive: DatabaseArchive): void {
    const place = { namespace: this.namespace.name, name };
    new Manifest(this, 'archive', { manifest: objectStore(place, archive) });
    new Manifest(this, 'base-backups', { manifest: scheduledBackup(place, archive) });
  }

  private logins(cluster: string): Readonly<Record<'migration' | 'user' | 'purge', GeneratedSecret>> {
    const names = roleNames(this.databaseName);
    const login = (role: keyof typeof names) =>
      new GeneratedSecret(this, `${role}-login`, {
        namespace: this.namespace.name,
        name: `${cluster}-${role}`,
        purpose: `password of the role ${names[role]}`,
        labels: RELOADED,
        contents: { kind: 'passwords', keys: ['password'], beside: { username: names[role] } },
      });
    return { migration: login('migration'), user: login('user'), purge: login('purge') };
  }

  private certificates(props: OperatedDatabaseProps): { readonly server: string; readonly replication: string } {
    const { namespace } = props;
    const name = clusterName(props);
    const server = new WorkloadCertificate(this, 'certificate', {
      ...{ namespace, name, labels: RELOADED, usages: ['server'], hosts: [this.host] },
      purpose: `certificate of the database server ${this.host}`,
    });
    const replication = new GeneratedSecret(this, 'replication-certificate', {
      namespace: namespace.name,
      name: `${name}-replication-tls`,
      purpose: `certificate of the instances of ${name} among themselves`,
      labels: RELOADED,
      contents: {
        ...{ kind: 'tls', usages: ['client'], dnsNames: [serviceHost(`${name}-replication`, namespace.name)] },
        // Of this database alone: the authority is the whole site's.
        commonName: replicationName(props),
      },
    });
    return { server: server.secretName, replication: replication.secretName };
  }
}

// Another than the single server's: each may be there before the other has gone.
function clusterName({ name }: DatabaseServerProps): string {
  return `${name}-cluster`;
}

function replicationName(props: DatabaseServerProps): string {
  return `${clusterName(props)}.${props.namespace.name}`;
}

function roles(databaseName: string, logins: Readonly<Record<'migration' | 'user' | 'purge', GeneratedSecret>>) {
  const names = roleNames(databaseName);
  const role = (kind: keyof typeof names) => ({ name: names[kind], password: logins[kind].key('password') });
  return { migration: role('migration'), user: role('user'), purge: role('purge') };
}

function assertOperable(construct: Construct, props: OperatedDatabaseProps): void {
  const { operator, recoveries = [] } = props;
  const subject = replicationName(props);
  const wrong = [
    ...(operator.instances >= 3 ? [] : [`instances: ${operator.instances}`]),
    ...(subject.length <= LONGEST_NAME ? [] : [`${subject}: ${subject.length} characters`]),
    ...(recoveries.length === 0 || operator.archive !== undefined ? [] : ['a recovery, and no archive']),
  ];
  if (wrong.length === 0) return;
  throw new DomicileError({
    code: 'construct-props',
    message: 'CloudNativePG cannot run this database',
    seen: wrong.join(', '),
    constructPath: construct.node.path,
    allowed: `3 instances or more, ${LONGEST_NAME} characters of name and namespace, and an archive to recover from`,
    mend: 'correct databases in the site file, or choose a shorter name of the site',
  });
}
