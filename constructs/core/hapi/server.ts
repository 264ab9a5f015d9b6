import { Construct } from 'constructs';
import { components } from '../../../catalog/components.ts';
import { type AuditSink, auditedBy } from '../audit.ts';
import type { BoundaryNamespace } from '../boundary-namespace.ts';
import { ConfigFiles } from '../config-files.ts';
import type { InitContainerProps } from '../container.ts';
import type { Database } from '../database.ts';
import type { Awaited } from '../dependencies.ts';
import { AccessGuard } from '../envoy/access-guard.ts';
import type { GuardDoor } from '../envoy/types.ts';
import type { Images } from '../images/lock.ts';
import type { StringMap, WorkloadRole } from '../labels.ts';
import { configVolume, scratchVolume, secretVolume, type VolumeMount } from '../volumes.ts';
import { HardenedWorkload, serviceHost } from '../workload.ts';
import { WorkloadCertificate } from '../workload-certificate.ts';
import { HAPI_PATHS, HAPI_PORT, hapiConfig } from './config.ts';
import { PROFILE_SUMS, PROFILES_PATH, type Profiles, profileCheck, profileSums } from './profiles.ts';

/** Props of {@link HapiServer}. */
export interface HapiServerProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the server. A contract. */
  readonly name: string;
  readonly role: WorkloadRole;
  readonly images: Images;
  readonly database: Database;
  readonly replicas: number;
  /** Who records each request. */
  readonly audit: Pick<AuditSink, 'host' | 'port'>;
  /** The ports of its access guard. The first is the one that clients use. */
  readonly doors: readonly [GuardDoor, ...GuardDoor[]];
  /** Whether resources, once created, stay as they are. @default false */
  readonly appendOnly?: boolean;
  /** Whether references may lead to resources that the server does not hold. @default - as `appendOnly` */
  readonly partial?: boolean;
  /** What it validates by beside FHIR itself. @default - nothing, and only when it is asked */
  readonly profiles?: Profiles;
  /** What must be ready before the server starts, beside its database. @default - nothing */
  readonly dependsOn?: readonly Awaited[];
  /** Extra annotations. @default - none */
  readonly annotations?: StringMap;
}

const component = components['hapi-fhir'];
const STARTUP_SECONDS = 420;

/** A HAPI FHIR R4 server behind an access guard: it listens on the pod's loopback alone and cannot change its own schema. */
export class HapiServer extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;

  constructor(scope: Construct, id: string, props: HapiServerProps) {
    super(scope, id);
    this.host = serviceHost(props.name, props.namespace.name);
    const certificate = this.certificate(props).volume;
    const guard = new AccessGuard(this, 'guard', {
      namespace: props.namespace,
      name: props.name,
      role: props.role,
      images: props.images,
      certificate,
      doors: props.doors,
      upstream: { kind: 'local', port: HAPI_PORT },
      audit: props.audit,
      healthPaths: Object.values(component.health),
    });
    this.workload = this.server(props, guard);
    guard.connect(this.workload);
    const { database } = props;
    this.workload.allowTo(database.peer, {
      port: database.port,
      purpose: `store and read ${database.databaseName} data`,
    });
  }

  private certificate(props: HapiServerProps): WorkloadCertificate {
    return new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of ${this.host}, as server and towards the audit collector`,
    });
  }

  private server(props: HapiServerProps, guard: AccessGuard): HardenedWorkload {
    const configuration = this.configuration(props);
    const mounts = serverMounts(props, configuration);
    const { profiles, images } = props;
    const settings = configVolume('configuration', configuration.configMapName);
    return new HardenedWorkload(this, 'server', {
      namespace: props.namespace,
      name: props.name,
      role: props.role,
      component: { id: component.id, version: props.images.version(component.id) },
      controller: 'deployment',
      replicas: props.replicas,
      user: component.user,
      annotations: { ...auditedBy(props.audit), ...props.annotations },
      configuration: [configuration, guard.configuration],
      servicePorts: guard.servicePorts,
      dependsOn: [props.database.ready, ...(props.dependsOn ?? [])],
      rolloutSeconds: 900,
      initContainers: [
        ...(profiles === undefined ? [] : [profileCheck(profiles, settings, images)]),
        migration(props, mounts),
      ],
      containers: [
        {
          ...hapiContainer(props, mounts, 'user'),
          name: 'hapi-fhir',
          probes: AccessGuard.probesThrough(component.health, STARTUP_SECONDS),
        },
        guard.container,
      ],
    });
  }

  private configuration(props: HapiServerProps): ConfigFiles {
    const [door] = props.doors;
    const { profiles } = props;
    return new ConfigFiles(this, 'configuration', {
      namespace: props.namespace,
      name: `${props.name}-configuration`,
      files: {
        'application.yaml': hapiConfig({
          database: props.database,
          serverAddress: `https://${this.host}:${door.port}/fhir`,
          appendOnly: props.appendOnly ?? false,
          partial: props.partial ?? props.appendOnly ?? false,
          ...(profiles === undefined ? {} : { profiles }),
        }),
        ...(profiles === undefined ? {} : { [PROFILE_SUMS]: profileSums(profiles) }),
      },
    });
  }
}

// Spring leaves as soon as its beans exist, and the schema with them: the server proper never sees this role.
function migration(props: HapiServerProps, mounts: readonly VolumeMount[]): InitContainerProps {
  const container = hapiContainer(props, mounts, 'migration');
  return {
    ...container,
    name: 'migrate-schema',
    env: {
      ...container.env,
      JAVA_TOOL_OPTIONS: `${container.env.JAVA_TOOL_OPTIONS} -Dspring.context.exit=onRefresh`,
      SPRING_JPA_PROPERTIES_HIBERNATE_HBM2DDL_AUTO: 'update',
    },
  };
}

function hapiContainer(props: HapiServerProps, mounts: readonly VolumeMount[], as: 'migration' | 'user') {
  const role = props.database.roles[as];
  return {
    image: props.images.reference(component.id),
    env: {
      ...component.switches,
      SPRING_CONFIG_LOCATION: `file:${HAPI_PATHS.configuration}/application.yaml`,
      SPRING_DATASOURCE_USERNAME: role.name,
      JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=70',
    },
    secretEnv: { SPRING_DATASOURCE_PASSWORD: role.password },
    mounts,
    resources: { cpu: '500m', cpuLimit: '2', memory: '2Gi' },
  };
}

function serverMounts(props: HapiServerProps, configuration: ConfigFiles): readonly VolumeMount[] {
  return [
    { volume: configVolume('configuration', configuration.configMapName), path: HAPI_PATHS.configuration },
    { volume: secretVolume('authority', `${props.name}-tls`, ['ca.crt']), path: HAPI_PATHS.authority },
    { volume: scratchVolume('tmp', '1Gi'), path: '/tmp' },
    { volume: scratchVolume('target', '1Gi'), path: '/app/target' },
    ...(props.profiles === undefined
      ? []
      : [{ volume: props.profiles.volume, path: PROFILES_PATH, readOnly: true as const }]),
  ];
}
