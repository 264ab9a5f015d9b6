import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js';
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1/index.js';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1/index.js';
import { StatefulSetV1 } from '@cdktf/provider-kubernetes/lib/stateful-set-v1/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ConfigFiles } from './config-files.ts';
import type { ContainerProps, InitContainerProps, PodUser } from './container.ts';
import { type Awaited, withinStack } from './dependencies.ts';
import { encryptionClaim, type StringMap } from './labels.ts';
import { podMetadata, renderPod } from './pod.ts';
import { HardenedPods, type PodsProps } from './pods.ts';
import { serviceHost } from './service-host.ts';
import { assertRunnable } from './workload-checks.ts';

export { serviceHost };

/** A port of a workload's Service; the Service's port and the pods' port are the same. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  /** What is spoken, as Kubernetes names it: `https`, `kubernetes.io/h2c`. */
  readonly appProtocol: string;
  /** Port on every node, where the Service is reached by nodes. @default - one that the cluster gives */
  readonly nodePort?: number;
}

/** How a Service is reached. Whatever is not `cluster` needs room in the namespace's quota. */
export type ServiceExposure =
  | { readonly kind: 'cluster' }
  | { readonly kind: 'node-port'; readonly port: number }
  | { readonly kind: 'load-balancer' };

/** A claim that the controller makes for each pod. Mount it with `perPodVolume`. */
export interface VolumePerPod {
  readonly name: string;
  readonly storageClass: string;
  /** How the class encrypts at rest, for the claim's label. */
  readonly encryption: string;
  readonly size: string;
}

/**
 * Left alone by Terraform: the mark of a wanted restart, which `domicile secrets --rotate` sets on pod templates. Without
 * this the next deploy takes it away, and so restarts everything once more.
 */
export const RESTART_MARK = 'spec[0].template[0].metadata[0].annotations["kubectl.kubernetes.io/restartedAt"]';

/** Props of {@link HardenedWorkload}. */
export interface HardenedWorkloadProps extends PodsProps {
  /** `deployment` for interchangeable pods; `stateful-set` for pods that own a volume, one writer at a time. */
  readonly controller: 'deployment' | 'stateful-set';
  readonly replicas: number;
  readonly user: PodUser;
  readonly containers: readonly ContainerProps[];
  /** @default - none */
  readonly initContainers?: readonly InitContainerProps[];
  /** @default - no Service */
  readonly servicePorts?: readonly ServicePort[];
  /** Who can reach the Service at all; a node port is of its first port. @default - the cluster alone */
  readonly exposure?: ServiceExposure;
  /** Mounted configuration; a change rolls the pods. @default - none */
  readonly configuration?: readonly ConfigFiles[];
  /** Extra annotations of controller and pods. @default - none */
  readonly annotations?: StringMap;
  /** Whether the pods may resolve names through the cluster's DNS. @default true */
  readonly clusterDns?: boolean;
  /** Whether the pods get a token for the Kubernetes API. @default false */
  readonly serviceAccountToken?: boolean;
  /** Seconds that a rollout may take before the deploy fails. @default 600 */
  readonly rolloutSeconds?: number;
  /** Seconds between the request to stop and the kill. @default 30 */
  readonly terminationGraceSeconds?: number;
  /** RuntimeClass for confidential pods. @default - the cluster's own runtime */
  readonly runtimeClassName?: string;
  /** One volume for each pod of a StatefulSet; its claim goes when the StatefulSet goes. @default - none */
  readonly volumePerPod?: VolumePerPod;
  /** What must be ready before the pods start, as far as it is in the same stack. @default - nothing */
  readonly dependsOn?: readonly Awaited[];
}

/** A Deployment or StatefulSet that meets Pod Security `restricted`, with Service, account and disruption budget. */
export class HardenedWorkload extends HardenedPods {
  /** `name.namespace.svc`: what in-cluster clients connect to and what certificates are issued for. */
  readonly host: string;
  /** The controller, for `dependsOn` of what needs the pods to be ready. */
  readonly controller: Awaited;

  constructor(scope: Construct, id: string, props: HardenedWorkloadProps) {
    super(scope, id, props);
    assertRunnable(this, props);
    this.host = serviceHost(this.name, this.namespace);
    const dependsOn = [...this.inNamespace];
    const service = this.service(props, dependsOn);
    this.controller = this.controllerOf(props, [
      ...dependsOn,
      this.account,
      ...service,
      ...withinStack(this, props.dependsOn ?? []),
    ]);
    this.disruptionBudget(dependsOn);
  }

  private service(props: HardenedWorkloadProps, dependsOn: ITerraformDependable[]): ServiceV1[] {
    if (props.servicePorts === undefined) {
      return [];
    }
    const service = new ServiceV1(this, 'service', {
      metadata: { name: this.name, namespace: this.namespace, labels: { ...this.labels } },
      spec: {
        ...exposureOf(props.exposure ?? { kind: 'cluster' }),
        ...(props.controller === 'stateful-set' ? { clusterIp: 'None' } : {}),
        selector: { ...this.podLabels },
        port: props.servicePorts.map((port, index) => ({
          ...port,
          targetPort: `${port.port}`,
          protocol: 'TCP',
          ...(props.exposure?.kind === 'node-port' && index === 0 ? { nodePort: props.exposure.port } : {}),
        })),
      },
      dependsOn,
    });
    return [service];
  }

  private controllerOf(props: HardenedWorkloadProps, dependsOn: ITerraformDependable[]): Awaited {
    const seconds = props.rolloutSeconds ?? 600;
    const common = {
      metadata: {
        name: this.name,
        namespace: this.namespace,
        labels: { ...this.labels },
        annotations: { ...props.annotations },
      },
      // The engines wait by themselves: Terraform before 1.12 takes a change that provider 3 has waited for as failed.
      waitForRollout: false,
      lifecycle: { ignoreChanges: [RESTART_MARK] },
      timeouts: { create: `${seconds}s`, update: `${seconds}s`, delete: '300s' },
      dependsOn,
    };
    const spec = {
      replicas: `${props.replicas}`,
      revisionHistoryLimit: 5,
      minReadySeconds: 0,
      selector: { matchLabels: { ...this.podLabels } },
      template: this.template(props),
    };
    if (props.controller === 'deployment') {
      // The controller gives up before Terraform does, so that the message names the pod and not the clock.
      const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '1', maxUnavailable: '0' } };
      return new DeploymentV1(this, 'controller', {
        ...common,
        spec: { ...spec, progressDeadlineSeconds: Math.max(30, seconds - 30), strategy },
      });
    }
    return new StatefulSetV1(this, 'controller', {
      ...common,
      spec: {
        ...spec,
        serviceName: this.name,
        podManagementPolicy: 'OrderedReady',
        updateStrategy: [{ type: 'RollingUpdate', rollingUpdate: [{ partition: 0 }] }],
        ...(props.volumePerPod === undefined ? {} : claimTemplate(props.volumePerPod)),
      },
    });
  }

  private template(props: HardenedWorkloadProps) {
    return renderPod({
      serviceAccountName: this.name,
      serviceAccountToken: props.serviceAccountToken ?? false,
      user: props.user,
      ...podMetadata(this.labels, props),
      spreadBy: this.podLabels,
      containers: props.containers,
      initContainers: props.initContainers ?? [],
      terminationGraceSeconds: props.terminationGraceSeconds ?? 30,
      restartPolicy: 'Always',
      runtimeClassName: props.runtimeClassName,
    });
  }

  // At most one pod away at a time: with one replica a node can still be drained, with several the service stays up.
  private disruptionBudget(dependsOn: ITerraformDependable[]): void {
    new PodDisruptionBudgetV1(this, 'disruption-budget', {
      metadata: { name: this.name, namespace: this.namespace },
      spec: { maxUnavailable: '1', selector: { matchLabels: { ...this.podLabels } } },
      dependsOn,
    });
  }
}

// The address of the client is what is recorded: it is lost where nodes hand connections on to each other.
function exposureOf(exposure: ServiceExposure) {
  switch (exposure.kind) {
    case 'cluster':
      return { type: 'ClusterIP' };
    case 'node-port':
      return { type: 'NodePort', externalTrafficPolicy: 'Local' };
    case 'load-balancer':
      return { type: 'LoadBalancer', externalTrafficPolicy: 'Local', allocateLoadBalancerNodePorts: false };
  }
}

function claimTemplate(volume: VolumePerPod) {
  return {
    persistentVolumeClaimRetentionPolicy: [{ whenDeleted: 'Delete', whenScaled: 'Retain' }],
    volumeClaimTemplate: [
      {
        metadata: { name: volume.name, ...encryptionClaim(volume.encryption) },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: volume.storageClass,
          volumeMode: 'Filesystem',
          resources: { requests: { storage: volume.size } },
        },
      },
    ],
  };
}
