import type {
  DeploymentV1SpecTemplate as ProviderTemplate,
  DeploymentV1SpecTemplateSpecVolume as ProviderVolume,
} from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js';
import {
  type ContainerProps,
  type InitContainerProps,
  type PodUser,
  renderContainer,
  renderInitContainer,
} from './container.ts';
import type { StringMap } from './labels.ts';

/** Everything a pod template needs to know. */
export interface PodProps {
  readonly serviceAccountName: string;
  readonly serviceAccountToken: boolean;
  readonly user: PodUser;
  readonly labels: StringMap;
  readonly annotations: StringMap;
  /** Labels that the spread over nodes and zones counts. */
  readonly spreadBy: StringMap;
  readonly containers: readonly ContainerProps[];
  readonly initContainers: readonly InitContainerProps[];
  readonly terminationGraceSeconds: number;
  readonly runtimeClassName: string | undefined;
}

/** A pod template that the Pod Security Standard `restricted` accepts, with every boolean stated. */
export function renderPod(pod: PodProps): ProviderTemplate {
  return {
    metadata: { labels: { ...pod.labels }, annotations: { ...pod.annotations } },
    spec: {
      serviceAccountName: pod.serviceAccountName,
      automountServiceAccountToken: pod.serviceAccountToken,
      enableServiceLinks: false,
      hostIpc: false,
      hostNetwork: false,
      hostPid: false,
      shareProcessNamespace: false,
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: pod.terminationGraceSeconds,
      ...(pod.runtimeClassName === undefined ? {} : { runtimeClassName: pod.runtimeClassName }),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: `${pod.user.uid}`,
        runAsGroup: `${pod.user.gid}`,
        fsGroup: `${pod.user.gid}`,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      topologySpreadConstraint: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
        topologyKey,
        maxSkew: 1,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: [{ matchLabels: { ...pod.spreadBy } }],
      })),
      initContainer: pod.initContainers.map((container) => renderInitContainer(container, pod.user)),
      container: pod.containers.map((container) => renderContainer(container, pod.user)),
      volume: volumesOf(pod),
    },
  };
}

function volumesOf(pod: PodProps): ProviderVolume[] {
  const mounted = [...pod.initContainers, ...pod.containers].flatMap((container) => container.mounts ?? []);
  const byName = new Map(mounted.map(({ volume }) => [volume.name, volume]));
  return [...byName.values()].flatMap(({ name, source }) => (source === undefined ? [] : [{ name, ...source }]));
}
