import { DefaultServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/default-service-account-v1/index.js';
import { LimitRangeV1 } from '@cdktf/provider-kubernetes/lib/limit-range-v1/index.js';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js';
import type { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1/index.js';
import { ResourceQuotaV1 } from '@cdktf/provider-kubernetes/lib/resource-quota-v1/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { type Awaited, withinStack } from './dependencies.ts';
import { type DataClass, PLATFORM_LABEL, type PlatformModule, type StringMap } from './labels.ts';
import { createPolicy, foreignPolicies } from './policy-source.ts';

/** The version of the Pod Security Standards that namespaces are pinned to, so that an upgrade changes nothing unseen. */
export const POD_SECURITY_VERSION = 'v1.36';

/** How much all pods of a namespace may take together, as Kubernetes quantities. */
export interface NamespaceQuota {
  readonly pods: number;
  readonly requestsCpu: string;
  readonly requestsMemory: string;
  readonly limitsCpu: string;
  readonly limitsMemory: string;
  /** Sum of all volume claims. */
  readonly requestsStorage: string;
  /** Number of accelerators. @default - none may be requested */
  readonly gpus?: number;
  /** Number of Services of type LoadBalancer. @default - none */
  readonly loadBalancers?: number;
  /** Number of node ports, those of load balancers among them. @default - none */
  readonly nodePorts?: number;
}

/** Props of {@link BoundaryNamespace}. */
export interface BoundaryNamespaceProps {
  /** Kubernetes name. A contract: it names everything inside. */
  readonly name: string;
  /** The most protected data inside. */
  readonly dataClass: DataClass;
  readonly module: PlatformModule;
  /** Ceiling for the whole namespace. */
  readonly quota: NamespaceQuota;
  /** Labels beside the platform's own. @default - none */
  readonly labels?: StringMap;
  /** Facts for reviewers and rules. @default - none */
  readonly annotations?: StringMap;
}

/** A namespace that refuses privileged pods, permits no traffic but DNS, and bounds what its pods may take. */
export class BoundaryNamespace extends Construct {
  readonly name: string;
  readonly module: PlatformModule;
  readonly dataClass: DataClass;
  private readonly resources: readonly Awaited[];

  constructor(scope: Construct, id: string, props: BoundaryNamespaceProps) {
    super(scope, id);
    this.name = props.name;
    this.module = props.module;
    this.dataClass = props.dataClass;
    const namespace = new NamespaceV1(this, 'namespace', {
      metadata: {
        name: props.name,
        labels: namespaceLabels(props),
        ...(props.annotations === undefined ? {} : { annotations: { ...props.annotations } }),
      },
      waitForDefaultServiceAccount: true,
    });
    this.node.addValidation({ validate: () => [...foreignPolicies(this)] });
    const dependsOn = [namespace];
    this.resources = [
      namespace,
      defaultDeny(this, props.name, dependsOn),
      clusterDns(this, props.name, dependsOn),
      quota(this, props, dependsOn),
      limits(this, props.name, dependsOn),
      // Nothing runs as the default account; if something did, it would hold no token.
      new DefaultServiceAccountV1(this, 'default-service-account', {
        metadata: { name: 'default', namespace: props.name },
        automountServiceAccountToken: false,
        dependsOn,
      }),
    ];
  }

  /** What a resource inside must wait for: nothing when an earlier stack has made the namespace. */
  dependenciesFor(inside: Construct): ITerraformDependable[] {
    return withinStack(inside, this.resources);
  }
}

function namespaceLabels(props: BoundaryNamespaceProps): StringMap {
  const modes = ['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    [`pod-security.kubernetes.io/${mode}-version`, POD_SECURITY_VERSION],
  ]);
  return {
    ...Object.fromEntries(modes),
    ...props.labels,
    'app.kubernetes.io/part-of': 'domicile',
    'app.kubernetes.io/managed-by': 'domicile',
    [PLATFORM_LABEL.dataClass]: props.dataClass,
    [PLATFORM_LABEL.module]: props.module,
  };
}

function defaultDeny(scope: Construct, namespace: string, dependsOn: ITerraformDependable[]): NetworkPolicyV1 {
  return createPolicy(scope, 'default-deny', {
    metadata: { name: 'default-deny', namespace },
    dependsOn,
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
}

function clusterDns(scope: Construct, namespace: string, dependsOn: ITerraformDependable[]): NetworkPolicyV1 {
  return createPolicy(scope, 'cluster-dns', {
    metadata: { name: 'cluster-dns', namespace },
    dependsOn,
    spec: {
      // Opt-in: a pod that resolves names can carry data out in the names.
      podSelector: { matchLabels: { [PLATFORM_LABEL.dns]: 'cluster' } },
      policyTypes: ['Egress'],
      egress: [
        {
          ports: [
            { port: '53', protocol: 'UDP' },
            { port: '53', protocol: 'TCP' },
          ],
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
        },
      ],
    },
  });
}

function quota(scope: Construct, props: BoundaryNamespaceProps, dependsOn: ITerraformDependable[]): ResourceQuotaV1 {
  const { quota } = props;
  return new ResourceQuotaV1(scope, 'quota', {
    metadata: { name: 'quota', namespace: props.name },
    dependsOn,
    spec: {
      hard: {
        pods: `${quota.pods}`,
        'requests.cpu': quota.requestsCpu,
        'requests.memory': quota.requestsMemory,
        'limits.cpu': quota.limitsCpu,
        'limits.memory': quota.limitsMemory,
        'requests.storage': quota.requestsStorage,
        'requests.nvidia.com/gpu': `${quota.gpus ?? 0}`,
        'services.loadbalancers': `${quota.loadBalancers ?? 0}`,
        'services.nodeports': `${quota.nodePorts ?? 0}`,
      },
    },
  });
}

function limits(scope: Construct, namespace: string, dependsOn: ITerraformDependable[]): LimitRangeV1 {
  return new LimitRangeV1(scope, 'limits', {
    metadata: { name: 'limits', namespace },
    dependsOn,
    spec: {
      limit: [
        {
          type: 'Container',
          default: { cpu: '500m', memory: '256Mi' },
          defaultRequest: { cpu: '50m', memory: '128Mi' },
        },
      ],
    },
  });
}
