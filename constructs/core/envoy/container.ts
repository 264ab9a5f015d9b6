import { components } from '../../../catalog/components.ts';
import type { ConfigFiles } from '../config-files.ts';
import type { ContainerPort, ContainerProps, ContainerResources } from '../container.ts';
import type { Images } from '../images/lock.ts';
import { configVolume, type PodVolume, scratchVolume, type VolumeMount } from '../volumes.ts';
import { GUARD_LIVE_PATH, GUARD_READY_PATH } from './listeners.ts';
import { ENVOY_HEALTH_PORT, ENVOY_PATHS } from './types.ts';

/** What a container that runs Envoy needs to know. */
export interface EnvoyContainerProps {
  readonly name: string;
  readonly images: Images;
  /** ConfigMap with `envoy.yaml`. */
  readonly configuration: ConfigFiles;
  /** Volume with `tls.crt`, `tls.key` and `ca.crt` of the workload. */
  readonly certificate: PodVolume;
  /** Ports beside the one for health. */
  readonly ports: readonly ContainerPort[];
  /** Mounted beside configuration and certificate. @default - nothing */
  readonly mounts?: readonly VolumeMount[];
  /** @default - 100m to one processor, 256Mi */
  readonly resources?: ContainerResources;
}

/** A container that runs Envoy with a static configuration, and is asked for its health over TLS. */
export function envoyContainer(props: EnvoyContainerProps): ContainerProps {
  const ask = (path: string) => ({ kind: 'http', path, port: ENVOY_HEALTH_PORT }) as const;
  return {
    name: props.name,
    image: props.images.reference(components.envoy.id),
    args: [
      '--config-path',
      `${ENVOY_PATHS.configuration}/envoy.yaml`,
      '--concurrency',
      '2',
      '--disable-hot-restart',
      '--log-level',
      'warning',
    ],
    ports: [...props.ports, { name: 'guard-health', port: ENVOY_HEALTH_PORT }],
    mounts: [
      {
        volume: configVolume('guard-configuration', props.configuration.configMapName),
        path: ENVOY_PATHS.configuration,
      },
      { volume: props.certificate, path: ENVOY_PATHS.certificate },
      { volume: scratchVolume('guard-tmp', '64Mi'), path: '/tmp' },
      ...(props.mounts ?? []),
    ],
    resources: props.resources ?? { cpu: '100m', cpuLimit: '1', memory: '256Mi' },
    probes: {
      startup: ask(GUARD_LIVE_PATH),
      liveness: ask(GUARD_LIVE_PATH),
      readiness: ask(GUARD_READY_PATH),
      startupSeconds: 60,
    },
  };
}
