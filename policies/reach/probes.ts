import type { Fields, Value } from '../engine/types.ts';
import { parseCidr } from '../rules/shared/cidr.ts';
import { containersOf, fieldsOf, listOf } from '../rules/shared/workload.ts';
import { common } from './addresses.ts';
import type { EndpointClass } from './classes.ts';
import type { Endpoint } from './endpoint.ts';
import type { ReachGraph, WorkloadNode } from './graph.ts';
import { portNumber, protocolOf } from './network-policy.ts';
import { NO_PORT, type PortSet } from './ports.ts';

/** Where a short-lived pod stands, which no policy can tell from the pods that it stands for. */
export interface ProbeSource {
  /** The workloads that it stands for, as `namespace/name`. */
  readonly standsFor: readonly string[];
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Where a connection is tried to: always TCP. */
export interface ProbeTarget {
  /** A workload as `namespace/name`, or the address itself. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** Whether its node says that somebody answers there: the readiness probe of that port succeeds. */
  readonly ready: boolean;
}

/** What the policies make of a connection; `unknown` where something that decides is not known. */
export type Prediction = 'open' | 'closed' | 'unknown';

/** What became of a try: `refused` is an answer, of the target's system or of a policy that rejects; `silent` is none. */
export type Outcome = 'open' | 'refused' | 'silent' | 'untried';

/** One connection that is to be tried. */
export interface ProbeEdge {
  readonly source: ProbeSource;
  readonly target: ProbeTarget;
  readonly predicted: Prediction;
}

/** An address and port outside of the cluster where something listens. */
export interface Destination {
  readonly address: string;
  readonly port: number;
}

/** Labels that a controller gives its own pods: with them it would take a stranger for one of them. */
const GIVEN =
  /^(?:pod-template-hash|controller-revision-hash|pod-template-generation|apps\.kubernetes\.io\/pod-index|statefulset\.kubernetes\.io\/pod-name|(?:batch\.kubernetes\.io\/)?(?:controller-uid|job-name|job-completion-index))$/;

/**
 * Every connection between the workloads of a running cluster, and to these destinations, with what the policies say of it:
 * from one pod of each class, to a running pod of each workload, on the TCP ports that its containers state.
 */
export function probesOf(graph: ReachGraph, destinations: readonly Destination[] = []): readonly ProbeEdge[] {
  const { reach } = graph;
  const sources = reach.classes
    .filter(({ example }) => example.onHost === 'no')
    .map((from) => ({ from, source: sourceOf(from, graph) }));
  const targets = graph.nodes.flatMap((node) => targetsOf(node));
  return sources.flatMap(({ from, source }) => [
    ...targets.map(({ target, endpoint }): ProbeEdge => {
      const to = reach.classOf(endpoint);
      const has = (set: PortSet) => hasPort(graph, set, target.port);
      const possible = has(reach.ports(from, to, 'possible'));
      const certain = has(reach.ports(from, to, 'certain'));
      return { source, target, predicted: certain ? 'open' : possible ? 'unknown' : 'closed' };
    }),
    ...destinations.map(({ address, port }): ProbeEdge => {
      const target = { name: address, address, port, ready: false };
      const possible = reachesOutside(graph, from, target, 'possible');
      const certain = reachesOutside(graph, from, target, 'certain');
      return { source, target, predicted: certain ? 'open' : possible ? 'unknown' : 'closed' };
    }),
  ]);
}

function sourceOf({ endpoints, example }: EndpointClass, graph: ReachGraph): ProbeSource {
  const standsFor = graph.nodes.filter((node) => node.endpoints.some((one) => endpoints.includes(one)));
  const labels = Object.entries(example.labels.fields).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !GIVEN.test(entry[0]),
  );
  return {
    standsFor: standsFor.map(({ name }) => name),
    namespace: example.namespace,
    labels: Object.fromEntries(labels),
  };
}

function targetsOf(node: WorkloadNode): readonly { readonly target: ProbeTarget; readonly endpoint: Endpoint }[] {
  const running = node.endpoints.find(isRunning);
  const [range] = running?.addresses ?? [];
  const address = running === undefined || range === undefined ? undefined : addressOf(running);
  if (running === undefined || address === undefined) return [];
  const ports = containersOf(running.pod).flatMap(({ container }) =>
    listOf(container.ports).flatMap((port) => {
      const { containerPort, protocol, name } = fieldsOf(port);
      const number = portNumber(containerPort);
      if (protocolOf(protocol) !== 'TCP' || number === undefined) return [];
      const ready = isReady(running, container) && isProbed(container, [containerPort, name]);
      return [[number, { name: node.name, address, port: number, ready }] as const];
    }),
  );
  return [...new Map(ports).values()].map((target) => ({ target, endpoint: running }));
}

/** The kubelet of its node got an answer: policies do not hold for a pod's own node. */
function isReady({ subject: { body } }: Endpoint, { name }: Fields): boolean {
  return listOf(fieldsOf(body.status).containerStatuses)
    .map(fieldsOf)
    .some((status) => status.name === name && status.ready === true);
}

function isProbed({ readinessProbe }: Fields, port: readonly (Value | undefined)[]): boolean {
  const { httpGet, tcpSocket } = fieldsOf(readinessProbe);
  return [httpGet, tcpSocket].some((how) => {
    const asked = fieldsOf(how).port;
    return asked !== undefined && port.includes(asked);
  });
}

function isRunning({ subject: { kind, body }, onHost }: Endpoint): boolean {
  return kind === 'Pod' && onHost === 'no' && fieldsOf(body.status).phase === 'Running';
}

function addressOf({ subject: { body } }: Endpoint): string | undefined {
  const { podIP } = fieldsOf(body.status);
  return typeof podIP === 'string' ? podIP : undefined;
}

function reachesOutside(
  graph: ReachGraph,
  from: EndpointClass,
  { address, port }: ProbeTarget,
  reading: 'possible' | 'certain',
) {
  const range = parseCidr(`${address}/${address.includes(':') ? 128 : 32}`);
  if (range === undefined) return false;
  return graph.reach
    .outside(from, 'Egress', reading)
    .some(({ addresses, ports }) => common(addresses, [range]).length > 0 && hasPort(graph, ports, port));
}

function hasPort({ reach: { portSets } }: ReachGraph, set: PortSet, port: number): boolean {
  return portSets.intersection(set, portSets.of([{ protocol: 'TCP', first: port, last: port }])) !== NO_PORT;
}

/**
 * What a try shows: that the prediction holds, that it does not, or nothing. A closed connection is shown only where
 * somebody else did get through to the same place, be it the kubelet: where nobody listens, every connection fails.
 */
export type Shown =
  | 'as predicted'
  | 'open against the prediction'
  | 'closed against the prediction'
  | 'not predicted'
  | 'not shown';

/** One connection that was tried. */
export interface ProbedEdge extends ProbeEdge {
  readonly outcome: Outcome;
  readonly shown: Shown;
}

/** Compares what came of the tries with what was predicted. `reached` tells what a pod that no policy holds got through to. */
export function compared(
  edges: readonly (ProbeEdge & { readonly outcome: Outcome })[],
  reached: readonly ProbeTarget[] = [],
): readonly ProbedEdge[] {
  const keyOf = ({ address, port }: ProbeTarget) => `${address} ${port}`;
  const answering = edges.filter(({ outcome, target }) => outcome === 'open' || target.ready);
  const listening = new Set([...reached, ...answering.map(({ target }) => target)].map(keyOf));
  return edges.map((edge) => ({
    ...edge,
    shown: shownBy(edge.predicted, edge.outcome, listening.has(keyOf(edge.target))),
  }));
}

function shownBy(predicted: Prediction, outcome: Outcome, listens: boolean): Shown {
  if (outcome === 'untried') return 'not shown';
  if (predicted === 'unknown') return 'not predicted';
  if (predicted === 'open') return outcome === 'open' ? 'as predicted' : 'closed against the prediction';
  if (outcome === 'open') return 'open against the prediction';
  return listens ? 'as predicted' : 'not shown';
}
