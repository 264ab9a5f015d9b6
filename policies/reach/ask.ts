import type { Range } from '../rules/shared/cidr.ts';
import { common, EVERYWHERE, without } from './addresses.ts';
import type { Edge, ReachGraph, WorkloadNode } from './graph.ts';
import { shortestPath } from './path.ts';
import type { Place } from './place.ts';
import type { Direction } from './policy.ts';
import { EVERY_PORT, NO_PORT, type PortSet } from './ports.ts';
import { distinct, type Reason, reasonsFor } from './reason.ts';

/** One end of a hop: a workload, or addresses outside of the cluster. */
export type Stop = { readonly workload: WorkloadNode } | { readonly addresses: readonly Range[] };

/** One connection of a way. */
export interface Hop {
  readonly from: Stop;
  readonly to: Stop;
  readonly ports: PortSet;
  readonly certain: boolean;
  /** Why the source may; empty for addresses outside, whose ways nobody here governs. */
  readonly out: readonly Reason[];
  /** Why the target takes it; empty for addresses outside. */
  readonly in: readonly Reason[];
}

/** A shortest way between two places. */
export interface Way {
  readonly hops: readonly Hop[];
  readonly certain: boolean;
}

/** What is asked. */
export interface ReachQuestion {
  readonly from: Place;
  readonly to: Place;
  /** Ports of the last connection. @default - any */
  readonly ports?: PortSet;
  /** Through whom no way may lead. @default - nobody */
  readonly avoid?: Place | undefined;
  /** One connection only. @default false */
  readonly direct?: boolean;
}

/** The shortest way, over any number of connections that one after the other opens; undefined when there is none. */
export function wayBetween(graph: ReachGraph, question: ReachQuestion): Way | undefined {
  const { from, to, ports = EVERY_PORT, direct = false } = question;
  const avoided = new Set(question.avoid?.kind === 'workloads' ? question.avoid.nodes : []);
  const starts = startsOf(from).filter((stop) => !('workload' in stop) || !avoided.has(stop.workload));
  const stops = new Map(graph.nodes.map((workload): [WorkloadNode, Stop] => [workload, { workload }]));
  for (const start of starts) if ('workload' in start) stops.set(start.workload, start);
  const goals = new Set(to.kind === 'workloads' ? to.nodes : []);
  const goal: Stop | undefined = to.kind === 'outside' ? { addresses: to.addresses } : undefined;
  const { portSets } = graph.reach;
  const isOpen = (hop: Edge | Entry) => portSets.intersection(hop.ports, ports) !== NO_PORT;
  const path = shortestPath<Stop>({
    from: starts,
    next: (stop) => [
      ...onward(graph, stop).flatMap(({ to: node }) => stops.get(node) ?? []),
      ...(goal !== undefined && 'workload' in stop ? [goal] : []),
    ],
    isGoal: (stop, before) =>
      'workload' in stop
        ? goals.has(stop.workload) && onward(graph, before).some((hop) => hop.to === stop.workload && isOpen(hop))
        : 'workload' in before && openOutside(graph, before.workload, 'Egress', stop.addresses, ports) !== undefined,
    passes: (stop) => !direct && 'workload' in stop && !avoided.has(stop.workload),
  });
  if (path === undefined) return undefined;
  const hops = path.slice(1).flatMap((stop, at) => {
    const before = path[at];
    return before === undefined ? [] : [hopOf(graph, before, stop, at === path.length - 2 ? ports : EVERY_PORT)];
  });
  return { hops, certain: hops.every(({ certain }) => certain) };
}

/** Where one connection from outside leads. */
interface Entry {
  readonly to: WorkloadNode;
  readonly ports: PortSet;
}

function startsOf(from: Place): readonly Stop[] {
  return from.kind === 'outside' ? [{ addresses: from.addresses }] : from.nodes.map((workload) => ({ workload }));
}

function onward(graph: ReachGraph, stop: Stop): readonly (Edge | Entry)[] {
  if ('workload' in stop) return graph.from(stop.workload).filter(({ to }) => to !== stop.workload);
  return graph.nodes.flatMap((to) => {
    const open = openOutside(graph, to, 'Ingress', stop.addresses, EVERY_PORT);
    return open === undefined ? [] : [{ to, ports: open.ports }];
  });
}

interface OpenOutside {
  readonly addresses: readonly Range[];
  readonly ports: PortSet;
  readonly certain: boolean;
}

/** The part of some addresses that a workload may send to, or may get something from. */
function openOutside(
  graph: ReachGraph,
  node: WorkloadNode,
  direction: Direction,
  wanted: readonly Range[],
  ports: PortSet,
): OpenOutside | undefined {
  const { portSets } = graph.reach;
  const open = graph.outside(node, direction).flatMap((one) => {
    const [addresses, both] = [common(one.addresses, wanted), portSets.intersection(one.ports, ports)];
    return addresses.length > 0 && both !== NO_PORT ? [{ addresses, ports: both }] : [];
  });
  if (open.length === 0) return undefined;
  const sure = node.classes
    .flatMap((one) => graph.reach.outside(one, direction, 'certain'))
    .filter((one) => portSets.intersection(one.ports, ports) !== NO_PORT);
  const addresses = open.flatMap((one) => one.addresses);
  return {
    addresses,
    ports: open.map((one) => one.ports).reduce((a, b) => portSets.union(a, b), NO_PORT),
    certain:
      without(
        addresses,
        sure.flatMap((one) => one.addresses),
      ).length === 0,
  };
}

function hopOf(graph: ReachGraph, from: Stop, to: Stop, ports: PortSet): Hop {
  if ('workload' in from && 'workload' in to) return between(graph, from.workload, to.workload, ports);
  const [node, other, direction] =
    'workload' in from
      ? ([from.workload, to, 'Egress'] as const)
      : ([(to as { readonly workload: WorkloadNode }).workload, from, 'Ingress'] as const);
  const wanted = 'addresses' in other ? other.addresses : [];
  const open = openOutside(graph, node, direction, wanted, ports) ?? { addresses: [], ports: NO_PORT, certain: false };
  const reasons = distinct(
    node.classes.flatMap((one) => reasonsFor(graph.reach, one, direction, { addresses: open.addresses }, open.ports)),
  );
  const outside: Stop = { addresses: open.addresses };
  const ends = direction === 'Egress' ? { from, to: outside } : { from: outside, to };
  const why = direction === 'Egress' ? { out: reasons, in: [] } : { out: [], in: reasons };
  return { ...ends, ...why, ports: open.ports, certain: open.certain };
}

function between(graph: ReachGraph, from: WorkloadNode, to: WorkloadNode, wanted: PortSet): Hop {
  const { reach } = graph;
  const edge = graph.from(from).find((one) => one.to === to);
  const ports = reach.portSets.intersection(edge?.ports ?? NO_PORT, wanted);
  const pairs = from.classes.flatMap((source) =>
    to.classes
      .filter((target) => reach.ports(source, target, 'possible') !== NO_PORT)
      .map((target) => ({ source, target })),
  );
  return {
    from: { workload: from },
    to: { workload: to },
    ports,
    certain: edge?.certain ?? false,
    out: distinct(pairs.flatMap(({ source, target }) => reasonsFor(reach, source, 'Egress', { one: target }, ports))),
    in: distinct(pairs.flatMap(({ source, target }) => reasonsFor(reach, target, 'Ingress', { one: source }, ports))),
  };
}

/** Everything that a place reaches, each with a shortest way; what lies outside of the cluster comes last. */
export function everyWayFrom(graph: ReachGraph, question: Omit<ReachQuestion, 'to'>): readonly Way[] {
  const own = new Set(question.from.kind === 'workloads' ? question.from.nodes : []);
  const targets = [...graph.nodes.filter((node) => !own.has(node)).map(placeAt), outside];
  return targets.flatMap((to) => wayBetween(graph, { ...question, to }) ?? []);
}

/** Everybody who reaches a place, each with a shortest way: workloads, one of the place's own to another, and who comes from outside. */
export function everyWayTo(graph: ReachGraph, question: Omit<ReachQuestion, 'from'>): readonly Way[] {
  return [...graph.nodes.map(placeAt), outside].flatMap((from) => wayBetween(graph, { ...question, from }) ?? []);
}

const outside: Place = { kind: 'outside', text: 'outside the cluster', addresses: EVERYWHERE };

function placeAt(node: WorkloadNode): Place {
  return { kind: 'workloads', text: node.name, nodes: [node] };
}
