import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { InitContainerProps } from '../core/container.ts';
import type { Database } from '../core/database.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { Images } from '../core/images/lock.ts';
import { GeneratedSecret, type SecretReference } from '../core/secrets.ts';
import { configVolume, scratchVolume, secretVolume, type VolumeMount } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { administrationDoor, IDENTITY_ADMINISTRATION_PORT, IDENTITY_PORT, realmDoor } from './doors.ts';
import { KEYCLOAK_PATHS, KEYCLOAK_PORT, KEYCLOAK_TRANSPORT_PORT, keycloakConf } from './keycloak-config.ts';
import { type RealmProps, realmImport } from './realm.ts';

/** Name of the Secret with one key for each client of the realm. */
export const IDENTITY_CLIENTS = 'identity-clients';

/** Props of {@link IdentityService}. */
export interface IdentityServiceProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the service: `identity`. A contract. */
  readonly name: string;
  readonly images: Images;
  /** A database of its own. */
  readonly database: Database;
  readonly replicas: number;
  /** Public address without a path; tokens name it as their issuer: `https://identity.hospital.example`. */
  readonly publicUrl: string;
  readonly realm: Omit<RealmProps, 'clients'> & {
    readonly clients: readonly { readonly id: string; readonly redirectUri: string }[];
  };
  /** Where every request is recorded, logins among them. */
  readonly audit: AuditSink;
}

const component = components.keycloak;

/** Keycloak with the platform's realm: behind an access guard, on a role that cannot change its schema, without a way out. */
export class IdentityService extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = IDENTITY_PORT;

  constructor(scope: Construct, id: string, props: IdentityServiceProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    this.host = serviceHost(props.name, props.namespace.name);
    const guard = this.guard(props);
    const configuration = this.configuration(props);
    const run: Run = { mounts: mountsOf(props, configuration), administrator: this.administrator(props) };
    this.workload = new HardenedWorkload(this, 'server', {
      namespace: props.namespace,
      name: props.name,
      role: 'identity',
      component: { id: component.id, version: props.images.version(component.id) },
      controller: 'deployment',
      replicas: props.replicas,
      user: component.user,
      annotations: auditedBy(props.audit),
      configuration: [configuration, guard.configuration],
      servicePorts: guard.servicePorts,
      rolloutSeconds: 900,
      dependsOn: [props.database.ready, props.audit.ready],
      initContainers: [copyBuild(props, run), build(props, run), this.importRealm(props, run)],
      containers: [
        {
          ...keycloak(props, run, 'user', ['start', '--optimized']),
          name: 'keycloak',
          probes: AccessGuard.probesThrough(component.health, 300),
        },
        guard.container,
      ],
    });
    guard.connect(this.workload);
    this.allowFlows(props);
  }

  private allowFlows({ audit, database, replicas }: IdentityServiceProps): void {
    this.workload.allowTo(database.peer, { port: database.port, purpose: 'keep people, roles and sessions' });
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record who logs in' });
    if (replicas === 1) return;
    this.workload.allowTo(this.workload, { port: KEYCLOAK_TRANSPORT_PORT, purpose: 'share sessions between pods' });
  }

  private guard(props: IdentityServiceProps): AccessGuard {
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of ${this.host}, as server and towards the audit collector`,
    });
    return new AccessGuard(this, 'guard', {
      namespace: props.namespace,
      name: props.name,
      role: 'identity',
      images: props.images,
      certificate: certificate.volume,
      doors: [realmDoor(props.realm.name), administrationDoor],
      upstream: { kind: 'local', port: KEYCLOAK_PORT },
      audit: props.audit,
      healthPaths: Object.values(component.health),
    });
  }

  private configuration(props: IdentityServiceProps): ConfigFiles {
    const clients = props.realm.clients.map((client) => ({ ...client, secretVariable: secretVariable(client.id) }));
    const administrationUrl = `https://localhost:${IDENTITY_ADMINISTRATION_PORT}`;
    return new ConfigFiles(this, 'configuration', {
      namespace: props.namespace,
      name: `${props.name}-configuration`,
      files: {
        'keycloak.conf': keycloakConf({ ...props, administrationUrl }),
        'realm.json': realmImport({ ...props.realm, clients }),
      },
    });
  }

  private administrator({ namespace, name }: IdentityServiceProps): SecretReference {
    return new GeneratedSecret(this, 'administrator', {
      namespace: namespace.name,
      name: `${name}-administrator`,
      purpose: 'password of the temporary administrator "bootstrap": log in, create your own account, delete this one',
      contents: {
        kind: 'passwords',
        keys: ['password'],
        keep: 'it opened the realm once; delete the account "bootstrap" in Keycloak instead',
      },
    }).key('password');
  }

  // The one run that sees the role that may change the schema. A realm that exists is left as it is.
  private importRealm(props: IdentityServiceProps, run: Run): InitContainerProps {
    const file = `${KEYCLOAK_PATHS.configuration}/realm.json`;
    const container = keycloak(props, run, 'migration', [
      ...['import', '--optimized', `--file=${file}`, '--override=false'],
    ]);
    return { ...container, name: 'import-realm', secretEnv: { ...container.secretEnv, ...this.clientSecrets(props) } };
  }

  private clientSecrets({ namespace, realm: { clients } }: IdentityServiceProps) {
    if (clients.length === 0) return {};
    const secrets = new GeneratedSecret(this, 'clients', {
      namespace: namespace.name,
      name: IDENTITY_CLIENTS,
      purpose: 'secrets of the clients of the realm; each client has its own as a copy',
      contents: {
        kind: 'passwords',
        keys: clients.map(({ id }) => id),
        keep: 'the realm holds them too, and is not imported twice; change both in one go, in Keycloak and here',
      },
    });
    return Object.fromEntries(clients.map(({ id }) => [secretVariable(id), secrets.key(id)]));
  }
}

/** What all runs of Keycloak in a pod share. */
interface Run {
  readonly mounts: readonly VolumeMount[];
  readonly administrator: SecretReference;
}

// The root is read-only, and a build writes beside what it reads: it gets a copy.
function copyBuild(props: IdentityServiceProps, { mounts }: Run): InitContainerProps {
  return {
    name: 'copy-build',
    image: props.images.reference(component.id),
    command: ['cp', '-R', `${KEYCLOAK_PATHS.build}/.`, '/build'],
    mounts: mounts
      .filter(({ path }) => path === KEYCLOAK_PATHS.build)
      .map(({ volume }) => ({ volume, path: '/build' })),
    resources: { cpu: '100m', cpuLimit: '1', memory: '256Mi' },
  };
}

function build(props: IdentityServiceProps, run: Run): InitContainerProps {
  return { ...keycloak(props, run, 'user', ['build']), name: 'build' };
}

function keycloak(props: IdentityServiceProps, run: Run, as: 'migration' | 'user', command: readonly string[]) {
  const role = props.database.roles[as];
  return {
    image: props.images.reference(component.id),
    command: [
      `${KEYCLOAK_PATHS.home}/bin/kc.sh`,
      `--config-file=${KEYCLOAK_PATHS.configuration}/keycloak.conf`,
      ...command,
    ],
    env: {
      ...component.switches,
      KC_DB_USERNAME: role.name,
      KC_BOOTSTRAP_ADMIN_USERNAME: 'bootstrap',
      JAVA_OPTS_KC_HEAP: '-XX:MaxRAMPercentage=70 -XX:InitialRAMPercentage=40',
    },
    secretEnv: { KC_DB_PASSWORD: role.password, KC_BOOTSTRAP_ADMIN_PASSWORD: run.administrator },
    mounts: run.mounts,
    resources: { cpu: '500m', cpuLimit: '4', memory: '1536Mi' },
  };
}

function secretVariable(client: string): string {
  return `CLIENT_${client.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

function mountsOf({ name }: IdentityServiceProps, configuration: ConfigFiles): readonly VolumeMount[] {
  return [
    { volume: scratchVolume('build', '256Mi'), path: KEYCLOAK_PATHS.build },
    { volume: configVolume('configuration', configuration.configMapName), path: KEYCLOAK_PATHS.configuration },
    { volume: secretVolume('authority', `${name}-tls`, ['ca.crt']), path: KEYCLOAK_PATHS.authority },
    { volume: scratchVolume('data', '256Mi'), path: KEYCLOAK_PATHS.data },
    { volume: scratchVolume('tmp', '256Mi'), path: '/tmp' },
  ];
}
