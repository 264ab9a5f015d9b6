import type {
  DeploymentV1SpecTemplateSpecContainer as ProviderContainer,
  DeploymentV1SpecTemplateSpecContainerSecurityContext as ProviderSecurityContext,
} from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js';
import { type Probes, renderProbes } from './probes.ts';
import type { SecretReference } from './secrets.ts';
import type { VolumeMount } from './volumes.ts';

/** What a container asks for and may take, as Kubernetes quantities. Memory is never overcommitted: limit = request. */
export interface ContainerResources {
  /** Guaranteed processor time: `250m`. */
  readonly cpu: string;
  /** Most processor time. */
  readonly cpuLimit: string;
  /** Guaranteed and most memory: `512Mi`. */
  readonly memory: string;
  /** Number of NVIDIA accelerators. @default - none */
  readonly gpus?: number;
}

/** A named port that a container listens on. */
export interface ContainerPort {
  /** At most 15 characters, lower case: `https`, `otlp-grpc`. */
  readonly name: string;
  readonly port: number;
}

/** What every container of a hardened pod says, also the ones that run before it starts. */
export interface InitContainerProps {
  readonly name: string;
  /** Image by digest, out of the site's image lock. */
  readonly image: string;
  /** @default - the image's entry point */
  readonly command?: readonly string[];
  /** @default - the image's own */
  readonly args?: readonly string[];
  /** Plain settings. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Settings taken from Secrets, by name. @default - none */
  readonly secretEnv?: Readonly<Record<string, SecretReference>>;
  /** @default - none: the root file system is read-only */
  readonly mounts?: readonly VolumeMount[];
  readonly resources: ContainerResources;
  /** Keeps NET_BIND_SERVICE, the one capability that Pod Security `restricted` lets anybody have. @default false */
  readonly bindsLowPorts?: boolean;
}

/** A container that keeps running. */
export interface ContainerProps extends InitContainerProps {
  /** @default - none */
  readonly ports?: readonly ContainerPort[];
  readonly probes: Probes;
  /** Command that runs before the container is asked to stop. @default - none */
  readonly preStop?: readonly string[];
}

/** Who the processes of a pod are. Never 0. */
export interface PodUser {
  readonly uid: number;
  readonly gid: number;
}

/** A running container in the provider's shape. */
export function renderContainer(container: ContainerProps, user: PodUser): ProviderContainer {
  return {
    ...renderInitContainer(container, user),
    ...renderProbes(container.probes),
    port: (container.ports ?? []).map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' })),
    ...(container.preStop === undefined
      ? {}
      : { lifecycle: { preStop: [{ exec: { command: [...container.preStop] } }] } }),
  };
}

/** A container that runs to its end before the others start, in the provider's shape. */
export function renderInitContainer(container: InitContainerProps, user: PodUser): ProviderContainer {
  return {
    name: container.name,
    image: container.image,
    imagePullPolicy: 'IfNotPresent',
    ...(container.command === undefined ? {} : { command: [...container.command] }),
    ...(container.args === undefined ? {} : { args: [...container.args] }),
    env: renderEnvironment(container),
    resources: renderResources(container.resources),
    securityContext: hardenedSecurityContext(user, container.bindsLowPorts === true ? ['NET_BIND_SERVICE'] : []),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMount: (container.mounts ?? []).map((mount) => ({
      name: mount.volume.name,
      mountPath: mount.path,
      readOnly: mount.readOnly ?? mount.volume.readOnly,
      ...(mount.subPath === undefined ? {} : { subPath: mount.subPath }),
    })),
  };
}

function renderEnvironment({ env = {}, secretEnv = {} }: InitContainerProps): NonNullable<ProviderContainer['env']> {
  return [
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ...Object.entries(secretEnv).map(([name, reference]) => ({
      name,
      valueFrom: { secretKeyRef: { name: reference.secretName, key: reference.key, optional: false } },
    })),
  ];
}

function renderResources({ cpu, cpuLimit, memory, gpus }: ContainerResources) {
  const accelerators = gpus === undefined ? {} : { 'nvidia.com/gpu': `${gpus}` };
  return { requests: { cpu, memory, ...accelerators }, limits: { cpu: cpuLimit, memory, ...accelerators } };
}

// The provider sends every unset boolean of this block as `false`, which would override the pod's `true`.
function hardenedSecurityContext(user: PodUser, add: string[]): ProviderSecurityContext {
  return {
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: `${user.uid}`,
    runAsGroup: `${user.gid}`,
    capabilities: { drop: ['ALL'], add },
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
