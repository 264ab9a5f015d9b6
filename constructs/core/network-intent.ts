import type { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { declareNeed, type Leaver } from './egress/need.ts';
import { DomicileError } from './errors.ts';
import { PLATFORM_ANNOTATION, type StringMap, type WorkloadRole } from './labels.ts';
import {
  assertAskedForNames,
  assertEnterable,
  assertOperated,
  assertPermitted,
  assertPermittedOutside,
} from './permitted-flows.ts';
import { createPolicy } from './policy-source.ts';

const INTENT = Symbol.for('domicile.NetworkIntent');

/** One end of a permitted flow inside the cluster: pods of one workload in one namespace. */
export interface NetworkPeer extends Construct {
  readonly namespace: string;
  readonly name: string;
  readonly role: WorkloadRole;
  /** Labels that select exactly these pods. */
  readonly podLabels: StringMap;
  /** What anything in the peer's namespace must wait for, within the peer's own stack. */
  readonly inNamespace: readonly ITerraformDependable[];
}

/** A destination outside the cluster, declared by the site. There is no way to name one without its networks. */
export interface ExternalEndpoint {
  /** Host as it is written in configuration: `login.klinik.example`. */
  readonly host: string;
  readonly port: number;
  /** Networks in CIDR notation that the host's addresses are in. Never empty. */
  readonly networks: readonly string[];
}

/** What flows, and why. */
export interface TrafficProps {
  /** TCP port at the destination's pods. */
  readonly port: number;
  /** Why the flow is needed, in words; becomes an annotation of both policies. */
  readonly purpose: string;
}

/** One permitted flow, as read back from the construct tree. */
export interface NetworkFlow {
  readonly from: {
    readonly namespace: string;
    readonly name: string;
    /** Networks of clients outside the cluster; `namespace` says so in words then. @default - a workload */
    readonly networks?: readonly string[];
  };
  readonly to:
    | { readonly kind: 'workload'; readonly namespace: string; readonly name: string }
    | {
        readonly kind: 'external';
        readonly host: string;
        readonly networks: readonly string[];
        /** Name of the gateway that the flow goes through; it has no policy of its own then. @default - directly */
        readonly via?: string;
      };
  readonly port: number;
  readonly purpose: string;
}

/** A permitted flow. Create it through {@link HardenedWorkload.allowTo}; its policies exist because it does. */
export class NetworkIntent extends Construct {
  readonly flow: NetworkFlow;

  constructor(from: NetworkPeer, id: string, flow: NetworkFlow) {
    super(from, id);
    this.flow = flow;
    Object.defineProperty(this, INTENT, { value: true });
  }

  /** True for any NetworkIntent, also one from another copy of this package. */
  static isNetworkIntent(construct: IConstruct): construct is NetworkIntent {
    return INTENT in construct;
  }
}

/** Permits `from` to open connections to `to`: an egress policy at the source, an ingress policy at the target. */
export function permitWorkload(from: NetworkPeer, to: NetworkPeer, props: TrafficProps): void {
  assertPermitted(from, to, props.port);
  const target = `${to.namespace}-${to.name}-${props.port}`;
  const intent = new NetworkIntent(from, `to-${target}`, {
    from: { namespace: from.namespace, name: from.name },
    to: { kind: 'workload', namespace: to.namespace, name: to.name },
    ...props,
  });
  const ports = [{ port: `${props.port}`, protocol: 'TCP' }];
  policy(intent, 'egress', from, `${from.name}-to-${target}`, props.purpose, {
    policyTypes: ['Egress'],
    egress: [{ ports, to: [peerSelector(to)] }],
  });
  // The ingress half belongs to the target's stack: whoever owns the door opens it.
  policy(
    to,
    `from-${from.namespace}-${from.name}-${props.port}`,
    to,
    `${to.name}-${props.port}-from-${from.namespace}-${from.name}`,
    props.purpose,
    {
      policyTypes: ['Ingress'],
      ingress: [{ ports, from: [peerSelector(from)] }],
    },
  );
}

/** Permits `from` to open connections to a declared endpoint outside the cluster. */
export function permitExternal(from: NetworkPeer, to: ExternalEndpoint, purpose: string): void {
  assertPermittedOutside(from, to.host);
  assertBounded(from, to);
  const intent = new NetworkIntent(from, `to-external-${to.host}-${to.port}`, {
    from: { namespace: from.namespace, name: from.name },
    to: { kind: 'external', host: to.host, networks: to.networks },
    port: to.port,
    purpose,
  });
  policy(intent, 'egress', from, `${from.name}-to-external-${to.host}-${to.port}`, purpose, {
    policyTypes: ['Egress'],
    egress: [
      { ports: [{ port: `${to.port}`, protocol: 'TCP' }], to: to.networks.map((cidr) => ({ ipBlock: { cidr } })) },
    ],
  });
}

/** Permits `from` to reach a declared endpoint through the egress gateway, which opens the way once it exists. */
export function permitThroughEgress(from: Leaver, to: ExternalEndpoint, purpose: string): void {
  assertPermittedOutside(from, to.host);
  assertBounded(from, to);
  new NetworkIntent(from, `to-external-${to.host}-${to.port}`, {
    from: { namespace: from.namespace, name: from.name },
    to: { kind: 'external', host: to.host, networks: to.networks, via: 'egress' },
    port: to.port,
    purpose,
  });
  declareNeed({ from, endpoint: to, purpose });
}

/** The namespace, in words, of clients that are outside the cluster. */
export const OUTSIDE = 'outside the cluster';

/** Permits clients in the stated networks, outside the cluster, to open connections to `to`. */
export function permitEntrance(to: NetworkPeer, networks: readonly string[], props: TrafficProps): void {
  assertEnterable(to);
  assertBounded(to, { host: 'clients', port: props.port, networks });
  const intent = new NetworkIntent(to, `from-outside-${props.port}`, {
    from: { namespace: OUTSIDE, name: 'clients', networks },
    to: { kind: 'workload', namespace: to.namespace, name: to.name },
    ...props,
  });
  policy(intent, 'ingress', to, `${to.name}-${props.port}-from-outside`, props.purpose, {
    policyTypes: ['Ingress'],
    ingress: [
      { ports: [{ port: `${props.port}`, protocol: 'TCP' }], from: networks.map((cidr) => ({ ipBlock: { cidr } })) },
    ],
  });
}

/** Pods of the cluster's own name service, by the labels that every distribution gives them. */
const CLUSTER_DNS = { namespace: 'kube-system', name: 'kube-dns', podLabels: { 'k8s-app': 'kube-dns' } } as const;

/** Permits the cluster's own name service to ask `to` for names that it does not know itself. */
export function permitClusterDns(to: NetworkPeer, props: TrafficProps): void {
  assertAskedForNames(to);
  const intent = new NetworkIntent(to, `from-cluster-dns-${props.port}`, {
    from: { namespace: CLUSTER_DNS.namespace, name: CLUSTER_DNS.name },
    to: { kind: 'workload', namespace: to.namespace, name: to.name },
    ...props,
  });
  policy(intent, 'ingress', to, `${to.name}-${props.port}-from-cluster-dns`, props.purpose, {
    policyTypes: ['Ingress'],
    ingress: [{ ports: [{ port: `${props.port}`, protocol: 'TCP' }], from: [peerSelector(CLUSTER_DNS)] }],
  });
}

/** Labels of the pods of CloudNativePG's operator, as its own release and its Helm chart give them. */
const DATABASE_OPERATOR = {
  name: 'cloudnative-pg',
  podLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
} as const;

/** Permits the operator of databases, which the site runs in a namespace of its own, to open connections to `to`. */
export function permitOperator(to: NetworkPeer, namespace: string, props: TrafficProps): void {
  assertOperated(to);
  const { name, podLabels } = DATABASE_OPERATOR;
  const intent = new NetworkIntent(to, `from-operator-${props.port}`, {
    from: { namespace, name },
    to: { kind: 'workload', namespace: to.namespace, name: to.name },
    ...props,
  });
  policy(intent, 'ingress', to, `${to.name}-${props.port}-from-operator`, props.purpose, {
    policyTypes: ['Ingress'],
    ingress: [{ ports: [{ port: `${props.port}`, protocol: 'TCP' }], from: [peerSelector({ namespace, podLabels })] }],
  });
}

/** Every permitted flow under `root`, sorted: the firewall list of the site. */
export function intentsOf(root: IConstruct): readonly NetworkFlow[] {
  return root.node
    .findAll()
    .filter(NetworkIntent.isNetworkIntent)
    .map((intent) => intent.flow)
    .sort((a, b) => flowKey(a).localeCompare(flowKey(b), 'en'));
}

function flowKey(flow: NetworkFlow): string {
  const to = flow.to.kind === 'workload' ? `${flow.to.namespace}/${flow.to.name}` : `external/${flow.to.host}`;
  return `${flow.from.namespace}/${flow.from.name} ${to}:${flow.port}`;
}

// The namespace is named by the label that the API server itself sets: any other could be put on a foreign namespace.
function peerSelector(peer: Pick<NetworkPeer, 'namespace' | 'podLabels'>) {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
    podSelector: { matchLabels: { ...peer.podLabels } },
  };
}

type PolicyRules = Omit<ConstructorParameters<typeof NetworkPolicyV1>[2]['spec'], 'podSelector'>;

function policy(
  scope: Construct,
  id: string,
  at: NetworkPeer,
  name: string,
  purpose: string,
  rules: PolicyRules,
): void {
  createPolicy(scope, id, {
    metadata: { name, namespace: at.namespace, annotations: { [PLATFORM_ANNOTATION.purpose]: purpose } },
    spec: { podSelector: { matchLabels: { ...at.podLabels } }, ...rules },
    dependsOn: [...at.inNamespace],
  });
}

function assertBounded(from: NetworkPeer, to: ExternalEndpoint): void {
  const tooWide = to.networks.find((cidr) => Number(cidr.split('/')[1]) < (cidr.includes(':') ? 32 : 8));
  if (to.networks.length > 0 && tooWide === undefined) {
    return;
  }
  throw new DomicileError({
    code: 'construct-props',
    message: `the endpoint ${to.host}:${to.port} names no bounded network`,
    seen: tooWide ?? 'networks: []',
    constructPath: from.node.path,
    allowed: 'one or more CIDRs with a prefix of at least /8, or /32 in IPv6',
    mend: `declare the networks of ${to.host} in the site file`,
  });
}
