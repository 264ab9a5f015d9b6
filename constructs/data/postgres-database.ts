import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { ContainerProps, InitContainerProps } from '../core/container.ts';
import type { Database, DatabaseRole } from '../core/database.ts';
import type { Images } from '../core/images/lock.ts';
import type { WorkloadRole } from '../core/labels.ts';
import { GeneratedSecret } from '../core/secrets.ts';
import type { Site } from '../core/site/site.ts';
import { configVolume, scratchVolume, type VolumeMount } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { EncryptedVolumeClaim } from './encrypted-volume-claim.ts';
import {
  initialiseScript,
  POSTGRES_PATHS,
  type PostgresConfigProps,
  pgHbaConf,
  postgresqlConf,
  rolesSql,
} from './postgres-config.ts';

/** Props of {@link PostgresDatabase}. */
export interface PostgresDatabaseProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the database server: `fhir-database`. A contract: it names the volume. */
  readonly name: string;
  /** Name of the one database on it: lower-case letters and underscores. */
  readonly databaseName: string;
  readonly images: Images;
  readonly storage: Site['storage'];
  /** Size of the volume, as a Kubernetes quantity. */
  readonly size: string;
  /** Guaranteed and most memory, in MiB. A quarter becomes shared buffers. @default 1024 */
  readonly memoryMebibytes?: number;
  /** Tables of which the application may read and add rows, but neither change nor delete any. @default - none */
  readonly appendOnlyTables?: readonly string[];
  /** SQL that the superuser runs in the database after the roles, each time the pod starts: it has to be repeatable. @default - none */
  readonly schema?: string;
  /** What the server is to the platform, and so who may reach it. @default 'database' */
  readonly role?: Extract<WorkloadRole, 'database' | 'vector-store'>;
  /** Whether a destroy is refused while the data exists. @default false */
  readonly protectFromDestroy?: boolean;
}

const component = components.postgresql;
const ROLE_KINDS = ['migration', 'user', 'purge'] as const;

/** One PostgreSQL server with one database, on one encrypted volume: TLS only, three roles, audit log of its structure. */
export class PostgresDatabase extends Construct implements Database {
  readonly host: string;
  readonly port = component.ports.postgresql;
  readonly databaseName: string;
  readonly namespace: BoundaryNamespace;
  /** Size of the volume, as a Kubernetes quantity. */
  readonly size: string;
  readonly roles: Readonly<Record<'migration' | 'user' | 'purge', DatabaseRole>>;
  readonly peer: HardenedWorkload;

  constructor(scope: Construct, id: string, props: PostgresDatabaseProps) {
    super(scope, id);
    this.databaseName = props.databaseName;
    this.namespace = props.namespace;
    this.size = props.size;
    this.host = serviceHost(props.name, props.namespace.name);
    const passwords = this.passwords(props);
    this.roles = {
      migration: { name: `${props.databaseName}_migration`, password: passwords.key('migration') },
      user: { name: `${props.databaseName}_user`, password: passwords.key('user') },
      purge: { name: `${props.databaseName}_purge`, password: passwords.key('purge') },
    };
    this.peer = this.workload(props);
  }

  /** The controller whose rollout means that connections are accepted. */
  get ready() {
    return this.peer.controller;
  }

  private passwords(props: PostgresDatabaseProps): GeneratedSecret {
    return new GeneratedSecret(this, 'passwords', {
      namespace: props.namespace.name,
      name: `${props.name}-passwords`,
      purpose: `passwords of the roles of the database ${props.databaseName}`,
      contents: { kind: 'passwords', keys: ROLE_KINDS },
    });
  }

  private workload(props: PostgresDatabaseProps): HardenedWorkload {
    const configuration = this.configuration(props);
    const mounts = this.mounts(props, configuration);
    return new HardenedWorkload(this, 'server', {
      namespace: props.namespace,
      name: props.name,
      role: props.role ?? 'database',
      component: { id: component.id, version: props.images.version(component.id) },
      controller: 'stateful-set',
      replicas: 1,
      user: component.user,
      configuration: [configuration],
      initContainers: [this.initialise(props, mounts)],
      containers: [serverContainer(props, mounts)],
      servicePorts: [{ name: 'postgresql', port: this.port, appProtocol: 'postgresql' }],
      clusterDns: false,
      // A checkpoint of a busy server takes longer than the usual thirty seconds; a kill means recovery at the next start.
      terminationGraceSeconds: 120,
    });
  }

  private configuration(props: PostgresDatabaseProps): ConfigFiles {
    const config: PostgresConfigProps = {
      databaseName: props.databaseName,
      roles: {
        migration: this.roles.migration.name,
        user: this.roles.user.name,
        purge: this.roles.purge.name,
      },
      sharedBuffers: `${Math.floor(memoryOf(props) / 4)}MB`,
      appendOnlyTables: props.appendOnlyTables ?? [],
      ...(props.schema === undefined ? {} : { schema: props.schema }),
    };
    return new ConfigFiles(this, 'configuration', {
      namespace: props.namespace,
      name: `${props.name}-configuration`,
      files: {
        'postgresql.conf': postgresqlConf(config),
        'pg_hba.conf': pgHbaConf(config),
        'initialise.sh': initialiseScript(config),
        'roles.sql': rolesSql(config),
        ...(config.schema === undefined ? {} : { 'schema.sql': config.schema }),
      },
    });
  }

  private mounts(props: PostgresDatabaseProps, configuration: ConfigFiles): readonly VolumeMount[] {
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of the database server ${this.host}`,
      usages: ['server'],
    });
    const claim = new EncryptedVolumeClaim(this, 'data', {
      storage: props.storage,
      namespace: props.namespace,
      name: `${props.name}-data`,
      size: props.size,
      protectFromDestroy: props.protectFromDestroy ?? false,
    });
    return [
      { volume: claim.asVolume('data'), path: POSTGRES_PATHS.volume },
      { volume: configVolume('configuration', configuration.configMapName), path: POSTGRES_PATHS.configuration },
      { volume: certificate.volume, path: POSTGRES_PATHS.certificate },
      { volume: scratchVolume('socket', '16Mi'), path: POSTGRES_PATHS.socket },
      { volume: scratchVolume('tmp', '256Mi'), path: '/tmp' },
      { volume: scratchVolume('shared-memory', '256Mi', 'Memory'), path: '/dev/shm' },
    ];
  }

  private initialise(props: PostgresDatabaseProps, mounts: readonly VolumeMount[]): InitContainerProps {
    return {
      name: 'initialise',
      image: props.images.reference(component.id),
      command: ['/bin/sh', `${POSTGRES_PATHS.configuration}/initialise.sh`],
      secretEnv: {
        MIGRATION_PASSWORD: this.roles.migration.password,
        USER_PASSWORD: this.roles.user.password,
        PURGE_PASSWORD: this.roles.purge.password,
      },
      mounts,
      resources: resourcesOf(props),
    };
  }
}

function serverContainer(props: PostgresDatabaseProps, mounts: readonly VolumeMount[]): ContainerProps {
  const isReady = ['pg_isready', '--host', POSTGRES_PATHS.socket, '--username', 'postgres', '--timeout', '3'];
  return {
    name: 'postgresql',
    image: props.images.reference(component.id),
    command: [
      'postgres',
      '-D',
      POSTGRES_PATHS.data,
      '-c',
      `config_file=${POSTGRES_PATHS.configuration}/postgresql.conf`,
    ],
    ports: [{ name: 'postgresql', port: component.ports.postgresql }],
    mounts,
    resources: resourcesOf(props),
    probes: {
      startup: { kind: 'exec', command: isReady },
      liveness: { kind: 'exec', command: isReady },
      readiness: { kind: 'exec', command: isReady },
    },
  };
}

function resourcesOf(props: PostgresDatabaseProps) {
  return { cpu: '250m', cpuLimit: '2', memory: `${memoryOf(props)}Mi` };
}

function memoryOf(props: PostgresDatabaseProps): number {
  return props.memoryMebibytes ?? 1024;
}
