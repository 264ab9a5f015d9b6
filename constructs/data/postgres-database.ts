import type { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { ContainerProps, InitContainerProps } from '../core/container.ts';
import type { DatabaseRole } from '../core/database.ts';
import { GeneratedSecret } from '../core/secrets.ts';
import { configVolume, scratchVolume, type VolumeMount } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { DatabaseServer, type DatabaseServerProps, memoryOf, roleNames, sharedBuffersOf } from './database-server.ts';
import { EncryptedVolumeClaim } from './encrypted-volume-claim.ts';
import {
  initialiseScript,
  POSTGRES_PATHS,
  type PostgresConfigProps,
  pgHbaConf,
  postgresqlConf,
  rolesSql,
  serveScript,
} from './postgres-config.ts';

/** Props of {@link PostgresDatabase}. */
export interface PostgresDatabaseProps extends DatabaseServerProps {
  /** SQL that the superuser runs in the database after the roles, each time the pod starts: it has to be repeatable. @default - none */
  readonly schema?: string;
}

const component = components.postgresql;
const ROLE_KINDS = ['migration', 'user', 'purge'] as const;

/** One PostgreSQL server with one database, on one encrypted volume: TLS only, three roles, audit log of its structure. */
export class PostgresDatabase extends DatabaseServer {
  readonly host: string;
  readonly port = component.ports.postgresql;
  readonly certificate: string;
  readonly roles: Readonly<Record<'migration' | 'user' | 'purge', DatabaseRole>>;
  readonly peer: HardenedWorkload;

  constructor(scope: Construct, id: string, props: PostgresDatabaseProps) {
    super(scope, id, props);
    this.host = serviceHost(props.name, props.namespace.name);
    this.certificate = `${props.name}-tls`;
    const passwords = this.passwords(props);
    const names = roleNames(props.databaseName);
    this.roles = {
      migration: { name: names.migration, password: passwords.key('migration') },
      user: { name: names.user, password: passwords.key('user') },
      purge: { name: names.purge, password: passwords.key('purge') },
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
      sharedBuffers: sharedBuffersOf(props),
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
        'serve.sh': serveScript(),
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
    command: ['/bin/sh', `${POSTGRES_PATHS.configuration}/serve.sh`],
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
