import { Construct } from 'constructs';
import { components } from '../../../catalog/components.ts';
import type { BoundaryNamespace } from '../boundary-namespace.ts';
import { ConfigFiles } from '../config-files.ts';
import type { ContainerProps } from '../container.ts';
import type { Images } from '../images/lock.ts';
import type { Probes } from '../probes.ts';
import { configVolume, type PodVolume, scratchVolume } from '../volumes.ts';
import type { HardenedWorkload, ServicePort } from '../workload.ts';
import { envoyConfig } from './config.ts';
import { GUARD_LIVE_PATH, GUARD_READY_PATH } from './listeners.ts';
import { ENVOY_HEALTH_PORT, ENVOY_PATHS, type EnvoyProps, type GuardDoor } from './types.ts';

/** Props of {@link AccessGuard}. */
export interface AccessGuardProps extends Omit<EnvoyProps, 'namespace' | 'serviceName'> {
  readonly namespace: BoundaryNamespace;
  /** Name of the workload that it guards; also its name in audit records. */
  readonly name: string;
  readonly images: Images;
  /** Volume with `tls.crt`, `tls.key` and `ca.crt` of the workload. */
  readonly certificate: PodVolume;
}

const component = components.envoy;

/**
 * The only network entrance of a pod: ends TLS, admits, records every request with the audit collector, and forwards.
 * It calls itself unready while no audit collector can be reached, so that nothing is served unrecorded for long.
 */
export class AccessGuard extends Construct {
  readonly container: ContainerProps;
  readonly configuration: ConfigFiles;
  readonly servicePorts: readonly ServicePort[];
  private readonly doors: readonly GuardDoor[];

  constructor(scope: Construct, id: string, props: AccessGuardProps) {
    super(scope, id);
    this.doors = props.doors;
    const { namespace, name } = props;
    this.configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${name}-guard`,
      files: { 'envoy.yaml': envoyConfig({ ...props, namespace: namespace.name, serviceName: name }) },
    });
    this.servicePorts = props.doors.map((door) => ({ name: door.name, port: door.port, appProtocol: 'https' }));
    this.container = guardContainer(props, this.configuration);
  }

  /** Permits the flows that the guard itself needs, once its workload exists. */
  connect(workload: HardenedWorkload): void {
    const identity = this.doors.find(({ admission }) => admission.kind === 'token')?.admission;
    if (identity?.kind === 'token') {
      workload.allowToExternal(identity.identity.endpoint, 'fetch the keys that tokens are signed with');
    }
  }

  /** Probes for the guarded container, asked through the guard; `paths` are among its `healthPaths`. */
  static probesThrough(
    paths: { readonly liveness: string; readonly readiness: string },
    startupSeconds: number,
  ): Probes {
    const ask = (path: string) => ({ kind: 'http', path, port: ENVOY_HEALTH_PORT }) as const;
    return {
      startup: ask(paths.readiness),
      liveness: ask(paths.liveness),
      readiness: ask(paths.readiness),
      startupSeconds,
    };
  }
}

function guardContainer(props: AccessGuardProps, configuration: ConfigFiles): ContainerProps {
  const ask = (path: string) => ({ kind: 'http', path, port: ENVOY_HEALTH_PORT }) as const;
  return {
    name: 'access-guard',
    image: props.images.reference(component.id),
    args: [
      '--config-path',
      `${ENVOY_PATHS.configuration}/envoy.yaml`,
      '--concurrency',
      '2',
      '--disable-hot-restart',
      '--log-level',
      'warning',
    ],
    ports: [...props.doors.map(({ name, port }) => ({ name, port })), { name: 'health', port: ENVOY_HEALTH_PORT }],
    mounts: [
      { volume: configVolume('guard-configuration', configuration.configMapName), path: ENVOY_PATHS.configuration },
      { volume: props.certificate, path: ENVOY_PATHS.certificate },
      { volume: scratchVolume('guard-tmp', '64Mi'), path: '/tmp' },
    ],
    resources: { cpu: '100m', cpuLimit: '1', memory: '256Mi' },
    probes: {
      startup: ask(GUARD_LIVE_PATH),
      liveness: ask(GUARD_LIVE_PATH),
      readiness: ask(GUARD_READY_PATH),
      startupSeconds: 60,
    },
  };
}
