import type { Subject } from '../engine/types.ts';
import type { Reading } from './compiled.ts';
import type { Endpoint } from './endpoint.ts';
import { NO_PORT } from './ports.ts';
import type { Reach } from './reach.ts';

/** What is looked for. */
export interface Search<Node> {
  readonly from: readonly Node[];
  /** Where one step leads. */
  readonly next: (node: Node) => Iterable<Node>;
  readonly isGoal: (node: Node, before: Node) => boolean;
  /** Whether the search goes on behind a node. @default - behind every node */
  readonly passes?: (node: Node, before: Node) => boolean;
  /** Nodes of one kind lead to the same nodes, so that only the first is followed. @default - each is of its own kind */
  readonly kindOf?: (node: Node) => unknown;
}

/** The shortest way from any start to any goal; undefined when there is none. Breadth first, each node once. */
export function shortestPath<Node>(search: Search<Node>): readonly Node[] | undefined {
  const { from, next, isGoal, passes = () => true, kindOf = (node) => node } = search;
  const before = new Map<Node, Node | undefined>(from.map((node) => [node, undefined]));
  const followed = new Set<unknown>();
  let front: readonly Node[] = from;
  while (front.length > 0) {
    const reached: Node[] = [];
    for (const node of front) {
      const kind = kindOf(node);
      if (followed.has(kind)) continue;
      followed.add(kind);
      for (const to of next(node)) {
        if (before.has(to)) continue;
        if (isGoal(to, node)) return [...trail(node, before), to];
        if (!passes(to, node)) continue;
        before.set(to, node);
        reached.push(to);
      }
    }
    front = reached;
  }
  return undefined;
}

function trail<Node>(end: Node, before: ReadonlyMap<Node, Node | undefined>): readonly Node[] {
  const way: Node[] = [];
  for (let node: Node | undefined = end; node !== undefined; node = before.get(node)) way.push(node);
  return way.reverse();
}

/** Every endpoint that another may open a connection to, besides itself. */
export function targetsOf(reach: Reach, from: Endpoint, reading: Reading): readonly Endpoint[] {
  const classes = reach.targets(reach.classOf(from), reading);
  return classes.flatMap(({ endpoints }) => endpoints).filter((to) => to !== from);
}

/** Every endpoint that may open a connection to another, besides itself. */
export function sourcesOf(reach: Reach, to: Endpoint, reading: Reading): readonly Endpoint[] {
  const classes = reach.sources(reach.classOf(to), reading);
  return classes.flatMap(({ endpoints }) => endpoints).filter((from) => from !== to);
}

/** Whether one workload may open a connection to another, where every part that decides is known. */
export function surelyReaches(reach: Reach, from: Subject, to: Subject): boolean {
  const [source, target] = [reach.endpointOf(from), reach.endpointOf(to)];
  if (source === undefined || target === undefined) return false;
  return reach.ports(reach.classOf(source), reach.classOf(target), 'certain') !== NO_PORT;
}
