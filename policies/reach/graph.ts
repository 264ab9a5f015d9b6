import type { Context, Subject } from '../engine/types.ts';
import type { Range } from '../rules/shared/cidr.ts';
import { dataClassLabel } from '../rules/shared/data-class.ts';
import { namespacesNamed } from '../rules/shared/namespace.ts';
import { roleOf } from '../rules/shared/roles.ts';
import { fieldsOf, listOf } from '../rules/shared/workload.ts';
import { merged } from './addresses.ts';
import type { EndpointClass } from './classes.ts';
import type { Endpoint } from './endpoint.ts';
import type { Direction } from './policy.ts';
import { NO_PORT, type PortSet } from './ports.ts';
import type { Outside, Reach } from './reach.ts';

/** What people call a workload: all pods that one Deployment, StatefulSet, CronJob … makes, or a pod that nobody makes. */
export interface WorkloadNode {
  readonly index: number;
  /** `namespace/name`; with the kind in front where two of one name stand in a namespace. */
  readonly name: string;
  readonly kind: string;
  readonly namespace: string;
  readonly role: string | undefined;
  /** What its pods or its namespace say of the data that they hold. */
  readonly dataClass: string | undefined;
  readonly endpoints: readonly Endpoint[];
  readonly classes: readonly EndpointClass[];
}

/** A connection that workloads may open. */
export interface Edge {
  readonly from: WorkloadNode;
  readonly to: WorkloadNode;
  readonly ports: PortSet;
  /** False where some of the ports may be closed: something that decides is not known. */
  readonly certain: boolean;
}

/** Who may open a connection to whom, workload by workload. */
export class ReachGraph {
  readonly reach: Reach;
  readonly context: Context;
  readonly nodes: readonly WorkloadNode[];
  private readonly nodesByClass: readonly WorkloadNode[][];
  private readonly edges: (readonly Edge[] | undefined)[] = [];

  constructor(reach: Reach, context: Context) {
    this.reach = reach;
    this.context = context;
    this.nodes = nodesOf(reach, context);
    const byClass: WorkloadNode[][] = reach.classes.map(() => []);
    for (const node of this.nodes) for (const { index } of node.classes) byClass[index]?.push(node);
    this.nodesByClass = byClass;
  }

  /** Every connection that a workload may open, its own pods among the targets where the policies say so. */
  from(node: WorkloadNode): readonly Edge[] {
    let edges = this.edges[node.index];
    if (edges === undefined) {
      edges = this.worked(node);
      this.edges[node.index] = edges;
    }
    return edges;
  }

  /** Addresses outside of the cluster that a workload may send to, or, with `Ingress`, that may send to it. */
  outside(node: WorkloadNode, direction: Direction): readonly Outside[] {
    const [first, ...rest] = node.classes.map((one) => this.reach.outside(one, direction, 'possible'));
    return rest.length === 0 ? (first ?? []) : joined([first ?? [], ...rest].flat());
  }

  private worked(from: WorkloadNode): readonly Edge[] {
    const { portSets } = this.reach;
    const open = new Map<WorkloadNode, { ports: PortSet; certain: boolean }>();
    for (const source of from.classes) {
      for (const { to: target, ports } of this.reach.connections(source, 'possible')) {
        const certain = this.reach.ports(source, target, 'certain') === ports;
        for (const to of this.nodesByClass[target.index] ?? []) {
          if (to === from && isOnePod(from)) continue;
          const known = open.get(to) ?? { ports: NO_PORT, certain: true };
          open.set(to, { ports: portSets.union(known.ports, ports), certain: known.certain && certain });
        }
      }
    }
    return [...open].map(([to, edge]) => ({ from, to, ...edge })).sort((a, b) => a.to.index - b.to.index);
  }
}

/** Pods of one workload are told together: what two of them may do alike is one way. */
function joined(ways: readonly Outside[]): readonly Outside[] {
  const byPorts = new Map<PortSet, Range[]>();
  for (const { addresses, ports } of ways) byPorts.set(ports, [...(byPorts.get(ports) ?? []), ...addresses]);
  return [...byPorts].map(([ports, addresses]) => ({ ports, addresses: merged(addresses) }));
}

/** A pod that nobody makes has no other of its kind to talk to. */
function isOnePod({ kind, endpoints }: WorkloadNode): boolean {
  return kind === 'Pod' && endpoints.length === 1;
}

function nodesOf(reach: Reach, context: Context): readonly WorkloadNode[] {
  const groups = new Map<Subject, Endpoint[]>();
  const ownerOf = owners(reach.endpoints);
  for (const endpoint of reach.endpoints) {
    const owner = ownerOf(endpoint);
    const group = groups.get(owner.subject);
    if (group === undefined) groups.set(owner.subject, [endpoint]);
    else group.push(endpoint);
  }
  const named = [...groups].map(([subject, endpoints]) => nodeOf(subject, endpoints, reach, context));
  const seen = new Map<string, number>();
  for (const { name } of named) seen.set(name, (seen.get(name) ?? 0) + 1);
  return named
    .map((node) => ((seen.get(node.name) ?? 0) > 1 ? { ...node, name: `${node.kind}/${node.name}` } : node))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((node, index) => ({ ...node, index }));
}

function nodeOf(subject: Subject, endpoints: readonly Endpoint[], reach: Reach, context: Context): WorkloadNode {
  const [first] = endpoints;
  const namespace = first?.namespace ?? '';
  const ownClass = first?.pod.labels[dataClassLabel];
  const [object] = namespacesNamed(namespace, context);
  const dataClass = ownClass ?? fieldsOf(fieldsOf(object?.body.metadata).labels)[dataClassLabel];
  return {
    index: 0,
    name: `${namespace}/${subject.name}`,
    kind: subject.kind,
    namespace,
    role: first && roleOf(first.pod),
    dataClass: typeof dataClass === 'string' ? dataClass : undefined,
    endpoints,
    classes: [...new Set(endpoints.map((endpoint) => reach.classOf(endpoint)))],
  };
}

/** In a running cluster a Deployment owns ReplicaSets, and these own pods: the one on top is the workload. */
function owners(endpoints: readonly Endpoint[]): (endpoint: Endpoint) => Endpoint {
  const keyOf = (namespace: string, kind: unknown, name: unknown) => `${namespace} ${String(kind)} ${String(name)}`;
  const byName = new Map(endpoints.map((one) => [keyOf(one.namespace, one.subject.kind, one.subject.name), one]));
  return (endpoint) => {
    let top = endpoint;
    for (let depth = 0; depth < 5; depth++) {
      const references = listOf(fieldsOf(top.subject.body.metadata).ownerReferences).map(fieldsOf);
      const owner = references.find(({ controller }) => controller === true);
      const above = owner && byName.get(keyOf(top.namespace, owner.kind, owner.name));
      if (above === undefined) return top;
      top = above;
    }
    return top;
  };
}
