import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { BoundaryNamespace } from './boundary-namespace.ts';
import { egressRouteOf } from './egress/route.ts';
import { type StringMap, selectorLabels, type WorkloadRole, workloadLabels } from './labels.ts';
import {
  type ExternalEndpoint,
  type NetworkPeer,
  permitEntrance,
  permitExternal,
  permitThroughEgress,
  permitWorkload,
  type TrafficProps,
} from './network-intent.ts';

/** Who pods are: where they run, under which name, in which role. */
export interface PodsProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the controller, Service and ServiceAccount. A contract. */
  readonly name: string;
  readonly role: WorkloadRole;
  /** Catalogue id of what runs (`hapi-fhir`) and its version, for the recommended labels. */
  readonly component: { readonly id: string; readonly version: string };
}

/** The pods of one controller, with an account of their own: what network intents begin and end at. */
export abstract class HardenedPods extends Construct implements NetworkPeer {
  readonly name: string;
  readonly namespace: string;
  readonly role: WorkloadRole;
  readonly podLabels: StringMap;
  readonly inNamespace: readonly ITerraformDependable[];
  /** The recommended labels and the platform's own, of the controller and whatever belongs to it. */
  protected readonly labels: StringMap;
  protected readonly account: ServiceAccountV1;

  protected constructor(scope: Construct, id: string, props: PodsProps) {
    super(scope, id);
    const { namespace, name, role, component } = props;
    this.name = name;
    this.namespace = namespace.name;
    this.role = role;
    this.podLabels = selectorLabels(props);
    this.inNamespace = namespace.dependenciesFor(this);
    const { module } = namespace;
    this.labels = workloadLabels({ name, role, module, component: component.id, version: component.version });
    this.account = new ServiceAccountV1(this, 'service-account', {
      metadata: { name, namespace: namespace.name, labels: { ...this.labels } },
      automountServiceAccountToken: false,
      dependsOn: [...this.inNamespace],
    });
  }

  /** Permits these pods to open connections to another workload's pods. The only way to get a network policy. */
  allowTo(target: NetworkPeer, traffic: TrafficProps): void {
    permitWorkload(this, target, traffic);
  }

  /** Permits these pods to open connections to an endpoint outside the cluster that the site declares. */
  allowToExternal(endpoint: ExternalEndpoint, purpose: string): void {
    permitExternal(this, endpoint, purpose);
  }

  /** Permits clients in these networks, outside the cluster, to open connections to these pods. */
  allowFromOutside(networks: readonly string[], traffic: TrafficProps): void {
    permitEntrance(this, networks, traffic);
  }

  /**
   * As {@link allowToExternal}, but through the egress gateway where the site has one. For pods with an access guard or a
   * relay, which know the way.
   */
  allowOut(endpoint: ExternalEndpoint, purpose: string): void {
    if (egressRouteOf(this) !== undefined) permitThroughEgress(this, endpoint, purpose);
    else permitExternal(this, endpoint, purpose);
  }
}
