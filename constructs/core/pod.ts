import type {
  DeploymentV1SpecTemplate as ProviderTemplate,
  DeploymentV1SpecTemplateSpecVolume as ProviderVolume,
} from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js';
import type { BoundaryNamespace } from './boundary-namespace.ts';
import type { ConfigFiles } from './config-files.ts';
import {
  type ContainerProps,
  type InitContainerProps,
  type PodUser,
  renderContainer,
  renderInitContainer,
} from './container.ts';
import { PLATFORM_ANNOTATION, PLATFORM_LABEL, type StringMap } from './labels.ts';

/** Everything a pod template needs to know. */
export interface PodProps {
  readonly serviceAccountName: string;
  readonly serviceAccountToken: boolean;
  readonly user: PodUser;
  readonly labels: StringMap;
  readonly annotations: StringMap;
  /** Labels that the spread over nodes and zones counts. */
  readonly spreadBy: StringMap;
  /** Containers that keep running, or those of a job. */
  readonly containers: readonly (ContainerProps | InitContainerProps)[];
  readonly initContainers: readonly InitContainerProps[];
  readonly terminationGraceSeconds: number;
  /** `Never` for the pods of a job: each try is a pod of its own, with its own record. */
  readonly restartPolicy: 'Always' | 'Never';
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
      restartPolicy: pod.restartPolicy,
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
      container: pod.containers.map((container) =>
        'probes' in container ? renderContainer(container, pod.user) : renderInitContainer(container, pod.user),
      ),
      volume: volumesOf(pod),
    },
  };
}

/** What labels and annotations of pods are made from. */
export interface PodMetadataProps {
  readonly namespace: BoundaryNamespace;
  /** Mounted configuration; a change rolls the pods. @default - none */
  readonly configuration?: readonly ConfigFiles[];
  /** Extra annotations of controller and pods. @default - none */
  readonly annotations?: StringMap;
  /** Whether the pods may resolve names through the cluster's DNS. @default true */
  readonly clusterDns?: boolean;
}

/** Labels and annotations of pods: their controller's, what data they see, and the hash of their configuration. */
export function podMetadata(labels: StringMap, props: PodMetadataProps): Pick<PodProps, 'labels' | 'annotations'> {
  const dns = (props.clusterDns ?? true) ? { [PLATFORM_LABEL.dns]: 'cluster' } : {};
  const hash = (props.configuration ?? []).map((files) => files.hash).join('.');
  return {
    labels: { ...labels, [PLATFORM_LABEL.dataClass]: props.namespace.dataClass, ...dns },
    annotations: { ...props.annotations, ...(hash === '' ? {} : { [PLATFORM_ANNOTATION.configuration]: hash }) },
  };
}

function volumesOf(pod: PodProps): ProviderVolume[] {
  const mounted = [...pod.initContainers, ...pod.containers].flatMap((container) => container.mounts ?? []);
  const byName = new Map(mounted.map(({ volume }) => [volume.name, volume]));
  return [...byName.values()].flatMap(({ name, source }) => (source === undefined ? [] : [{ name, ...source }]));
}
