import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { BoundaryNamespace } from '../../core/boundary-namespace.ts';
import type { StringMap } from '../../core/labels.ts';
import {
  type ExternalEndpoint,
  type NetworkPeer,
  permitExternal,
  permitOperator,
  permitWorkload,
} from '../../core/network-intent.ts';

/** The label by which CloudNativePG marks every pod of a Cluster: its instances, and the jobs that make and restore them. */
const CLUSTER_LABEL = 'cnpg.io/cluster';

/** Ports of an instance: PostgreSQL, and where the operator asks how it is; both with TLS. */
export const INSTANCE_PORTS = { postgresql: 5432, status: 8000 } as const;

/** Props of {@link OperatedPods}. */
export interface OperatedPodsProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the Cluster. */
  readonly name: string;
  /** Namespace of the operator's pods. */
  readonly operatorNamespace: string;
  /** Where the API server is: each instance reads its own Cluster there, and reports to it. */
  readonly apiServer: ExternalEndpoint;
  /** Where the archive is. @default - there is none */
  readonly archive?: ExternalEndpoint;
}

/** The pods that an operator makes of one Cluster: what network intents begin and end at. */
export class OperatedPods extends Construct implements NetworkPeer {
  readonly namespace: string;
  readonly name: string;
  readonly role = 'database-cluster';
  readonly podLabels: StringMap;
  readonly inNamespace: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: OperatedPodsProps) {
    super(scope, id);
    this.namespace = props.namespace.name;
    this.name = props.name;
    this.podLabels = { [CLUSTER_LABEL]: props.name };
    this.inNamespace = props.namespace.dependenciesFor(this);
    const { postgresql, status } = INSTANCE_PORTS;
    permitWorkload(this, this, { port: postgresql, purpose: 'replication between the instances' });
    permitWorkload(this, this, { port: status, purpose: 'whether the primary is reached by the others' });
    permitExternal(this, props.apiServer, 'each instance reads its Cluster, and reports how it is');
    if (props.archive !== undefined)
      permitExternal(this, props.archive, 'archive of the write-ahead log, base backups');
    for (const port of [postgresql, status]) {
      permitOperator(this, props.operatorNamespace, { port, purpose: 'the operator asks how each instance is' });
    }
  }
}
