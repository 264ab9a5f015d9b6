import { components } from '../../../catalog/components.ts';
import { encryptionClaim, PLATFORM_ANNOTATION, PLATFORM_LABEL } from '../../core/labels.ts';
import { type DatabaseServerProps, memoryOf, roleNames, sharedBuffersOf } from '../database-server.ts';
import { rightsSql } from '../postgres-config.ts';
import { type ArchivedDatabase, archiveName, BARMAN_PLUGIN } from './archive.ts';

/** Room for what has been written and not archived yet, on a volume of its own: when it is full the server stops, and loses nothing. */
const LOG_VOLUME = '16Gi';

/** What a Cluster is made from. */
export interface ClusterProps {
  readonly database: DatabaseServerProps;
  readonly instances: number;
  /** Names of Secrets in the database's namespace. */
  readonly secrets: {
    readonly server: string;
    readonly replication: string;
    /** Each with `username` and `password`. */
    readonly logins: Readonly<Record<'migration' | 'user' | 'purge', string>>;
  };
  /** Name of the subject in the certificate of the instances among themselves. */
  readonly replicationName: string;
  readonly archived: boolean;
  /** Points in time to which the database was led back, the last at the end: `2026-11-23T02:59:00Z`. */
  readonly recoveries: readonly string[];
}

/** The Cluster of CloudNativePG that is one database: every instance on a machine of its own, a write in two of them before it counts. */
export function clusterManifest(props: ClusterProps) {
  const { database, archived } = props;
  const { name, namespace, storage } = database;
  const volume = (size: string) => ({ size, storageClass: storage.class, resizeInUseVolumes: true });
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: {
      ...{ namespace: namespace.name, name, labels: { 'app.kubernetes.io/managed-by': 'domicile' } },
      annotations: { [PLATFORM_ANNOTATION.injectedImages]: injectedImages(props).join(' ') },
    },
    spec: {
      ...{ instances: props.instances, imageName: imageName(database), imagePullPolicy: 'IfNotPresent' },
      ...{ primaryUpdateStrategy: 'unsupervised', primaryUpdateMethod: 'switchover', enableSuperuserAccess: false },
      ...{ logLevel: 'info', enablePDB: true },
      inheritedMetadata: inheritedMetadata(database),
      postgresql: postgresql(props),
      bootstrap: bootstrap(props),
      ...externalClusters(props),
      certificates: {
        ...{ serverTLSSecret: props.secrets.server, serverCASecret: props.secrets.server },
        ...{ replicationTLSSecret: props.secrets.replication, clientCASecret: props.secrets.replication },
      },
      managed: { roles: managedRoles(props), services: { disabledDefaultServices: ['ro', 'r'] } },
      ...(archived ? { plugins: [archiver(database, props.recoveries.length)] } : {}),
      ...{ storage: volume(database.size), walStorage: volume(LOG_VOLUME) },
      ephemeralVolumesSizeLimit: { shm: '256Mi', temporaryData: '1Gi' },
      resources: resources(database),
      // Nobody reads them, and queries of its own would need a ConfigMap out of the operator's namespace.
      monitoring: { enablePodMonitor: false, disableDefaultQueries: true, tls: { enabled: true } },
      ...placement(name),
    },
  };
}

// The operator reads the version from the tag; what is pulled is the digest.
function imageName({ images }: DatabaseServerProps): string {
  const { id } = components.postgresql;
  return images.reference(id).replace('@', `:${images.version(id)}@`);
}

// What the operator itself puts into the pods: its own program, which starts PostgreSQL, and what carries the archive.
function injectedImages({ database: { images }, archived }: ClusterProps): readonly string[] {
  const carrier = archived ? [images.reference(components['barman-cloud-sidecar'].id)] : [];
  return [images.reference(components['cloudnative-pg'].id), ...carrier];
}

function inheritedMetadata({ namespace, storage }: DatabaseServerProps) {
  const encryption = encryptionClaim(storage.encryption.method);
  return {
    labels: {
      'app.kubernetes.io/part-of': 'domicile',
      [PLATFORM_LABEL.role]: 'database-cluster',
      [PLATFORM_LABEL.module]: namespace.module,
      [PLATFORM_LABEL.dataClass]: namespace.dataClass,
      [PLATFORM_LABEL.dns]: 'cluster',
      ...encryption.labels,
    },
    annotations: encryption.annotations,
  };
}

function postgresql({ database, replicationName }: ClusterProps) {
  const { databaseName } = database;
  const roles = Object.values(roleNames(databaseName));
  return {
    parameters: {
      max_connections: '100',
      shared_buffers: sharedBuffersOf(database),
      ssl_min_protocol_version: 'TLSv1.3',
      password_encryption: 'scram-sha-256',
      row_security: 'on',
      synchronous_commit: 'on',
      log_connections: 'on',
      log_disconnections: 'on',
      log_statement: 'none',
      // Statement parameters are patient data: errors are logged without them.
      log_parameter_max_length: '0',
      log_parameter_max_length_on_error: '0',
      'pgaudit.log': 'ddl, role, misc_set',
      'pgaudit.log_parameter': 'off',
      'pgaudit.log_catalog': 'off',
    },
    pg_hba: [
      ...roles.map((role) => `hostssl ${databaseName} ${role} all scram-sha-256`),
      // Before the operator's own last line, which would let in whoever knows a password.
      'host all all all reject',
    ],
    pg_ident: [`cnpg_streaming_replica ${replicationName} streaming_replica`],
    // A standby that lacks what was acknowledged is not promoted.
    synchronous: { method: 'any', number: 1, dataDurability: 'required', failoverQuorum: true },
  };
}

function bootstrap({ database, secrets, recoveries }: ClusterProps) {
  const { databaseName, appendOnlyTables = [] } = database;
  const roles = roleNames(databaseName);
  const owned = { database: databaseName, owner: roles.migration, secret: { name: secrets.logins.migration } };
  const targetTime = recoveries.at(-1);
  if (targetTime !== undefined) return { recovery: { ...owned, source: 'before', recoveryTarget: { targetTime } } };
  return {
    initdb: {
      ...owned,
      ...{ encoding: 'UTF8', localeCollate: 'C.UTF-8', localeCType: 'C.UTF-8', dataChecksums: true },
      postInitApplicationSQL: [
        // With rights and without a password, until the operator has looked.
        ...[roles.user, roles.purge].map((role) => `CREATE ROLE ${role} NOLOGIN;`),
        rightsSql({ databaseName, roles, appendOnlyTables }).join('\n'),
      ],
    },
  };
}

function externalClusters({ database, recoveries }: ClusterProps) {
  if (recoveries.length === 0) return {};
  const { parameters } = archiver(database, recoveries.length - 1);
  return { externalClusters: [{ name: 'before', plugin: { name: BARMAN_PLUGIN, parameters } }] };
}

function archiver({ name, namespace }: DatabaseServerProps, recoveries: number) {
  const place: ArchivedDatabase = { name, namespace: namespace.name };
  const parameters = { barmanObjectName: name, serverName: archiveName(place, recoveries) };
  return { name: BARMAN_PLUGIN, enabled: true, isWALArchiver: true, parameters };
}

function managedRoles({ database, secrets }: ClusterProps) {
  const names = roleNames(database.databaseName);
  return (['user', 'purge'] as const).map((role) => ({
    ...{ name: names[role], ensure: 'present', login: true, superuser: false, createdb: false, createrole: false },
    ...{ replication: false, bypassrls: false, inherit: true, connectionLimit: -1 },
    passwordSecret: { name: secrets.logins[role] },
  }));
}

function resources(database: DatabaseServerProps) {
  const mebibytes = memoryOf(database);
  // As the operator writes it back: any other spelling would be a difference to the next plan.
  const memory = mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
  return { requests: { cpu: '250m', memory }, limits: { cpu: '2', memory } };
}

// Two instances on one machine would be lost with it; whole zones are kept apart where there are any.
function placement(name: string) {
  const { topologyKey, labelSelector } = {
    topologyKey: 'topology.kubernetes.io/zone',
    labelSelector: { matchLabels: { 'cnpg.io/cluster': name, 'cnpg.io/podRole': 'instance' } },
  };
  return {
    affinity: {
      ...{ enablePodAntiAffinity: true, podAntiAffinityType: 'required', topologyKey: 'kubernetes.io/hostname' },
    },
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector }],
  };
}
