import type { Fields, Subject, Value } from '../engine/types.ts';
import { fieldsOf, listOf } from '../rules/shared/workload.ts';
import { isFields, isList } from '../subjects/fields.ts';
import { EVERYWHERE } from './addresses.ts';
import { addressesOf, namedPort, portNumber, protocolOf } from './network-policy.ts';
import type { Direction, Peer, PodSelection, Policy, PortText, Rule, Tier } from './policy.ts';

/** The kinds of `policy.networking.k8s.io`, the Network Policy API, by which whoever runs a cluster overrules or underlies its namespaces. */
export const adminKinds = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'] as const;

const GROUP = 'policy.networking.k8s.io/';
const everyNamespace: PodSelection = { kind: 'pods', namespaces: { selector: {} } };
const unknown = { kind: 'unknown' } as const;

/** Whether a subject is one that {@link readAdminPolicy} can read: other groups have kinds of the same names. */
export function isAdminPolicy({ kind, type }: Subject): boolean {
  return type.startsWith(GROUP) && adminKinds.some((one) => one === kind);
}

/**
 * An AdminNetworkPolicy, BaselineAdminNetworkPolicy (v1alpha1) or ClusterNetworkPolicy (v1alpha2). Within a tier the lowest
 * priority is asked first, and within a policy the first rule that fits decides.
 */
export function readAdminPolicy(subject: Subject): Policy {
  const spec = fieldsOf(subject.body.spec);
  const tier: Tier = subject.kind === 'BaselineAdminNetworkPolicy' || spec.tier === 'Baseline' ? 'baseline' : 'admin';
  return {
    subject,
    tier,
    priority: typeof spec.priority === 'number' ? spec.priority : 0,
    applies: podsOf(spec.subject) ?? everyNamespace,
    isolates: { Ingress: 'no', Egress: 'no' },
    rules: [...rulesOf(spec, 'Ingress'), ...rulesOf(spec, 'Egress')],
  };
}

function rulesOf(spec: Fields, direction: Direction): readonly Rule[] {
  const list = direction === 'Ingress' ? 'ingress' : 'egress';
  return listOf(spec[list]).flatMap((written, index): readonly Rule[] => {
    const rule = fieldsOf(written);
    const action = rule.action === 'Accept' ? 'Allow' : rule.action;
    const known = action === 'Allow' || action === 'Deny' || action === 'Pass';
    const peers = listOf(rule[direction === 'Ingress' ? 'from' : 'to']).map(peerOf);
    return [
      {
        direction,
        action: known ? action : 'Allow',
        path: ['spec', list, index],
        peers: known && peers.length > 0 ? peers : [unknown],
        ports: portsOf(rule),
      },
    ];
  });
}

function peerOf(written: Value): Peer {
  const peer = fieldsOf(written);
  if (Object.keys(peer).length !== 1) return unknown;
  if (isList(peer.networks)) return networksOf(peer.networks);
  // Nodes and names have addresses that no configuration shows.
  if ('nodes' in peer || 'domainNames' in peer) return { kind: 'addresses', sure: [], maybe: EVERYWHERE };
  return podsOf(peer) ?? unknown;
}

function networksOf(networks: readonly Value[]): Peer {
  const all = networks.map((network) => addressesOf(network));
  return { kind: 'addresses', sure: all.flatMap(({ sure }) => sure), maybe: all.flatMap(({ maybe }) => maybe) };
}

/** `namespaces`, or `pods` with both selectors. */
function podsOf(written: Value | undefined): PodSelection | undefined {
  const { namespaces, pods } = fieldsOf(written);
  if (isSelector(namespaces)) return { kind: 'pods', namespaces: { selector: namespaces } };
  const { namespaceSelector, podSelector } = fieldsOf(pods);
  if (!isFields(pods) || namespaceSelector === undefined) return undefined;
  return { kind: 'pods', namespaces: { selector: namespaceSelector }, pods: podSelector };
}

/** An earlier draft of the API compared labels (`sameLabels`); such a peer is unknown. */
function isSelector(value: Value | undefined): value is Fields {
  return isFields(value) && Object.keys(value).every((key) => key === 'matchLabels' || key === 'matchExpressions');
}

function portsOf({ ports, protocols }: Fields): readonly PortText[] {
  const written = ports ?? protocols;
  if (written === undefined || written === null) return [{ kind: 'every' }];
  if (!isList(written) || written.length === 0) return [unknown];
  return written.map((port) => (isFields(port) ? portOf(port) : unknown));
}

function portOf({ portNumber: single, portRange: range, namedPort: name, ...other }: Fields): PortText {
  if (isFields(single)) return between(single.protocol, single.port, single.port);
  if (isFields(range)) return between(range.protocol, range.start, range.end);
  if (name !== undefined) return namedPort(name, undefined);
  if (other.destinationNamedPort !== undefined) return namedPort(other.destinationNamedPort, undefined);
  const [protocol, ...more] = Object.keys(other);
  if (protocol === undefined || more.length > 0) return unknown;
  const destination = fieldsOf(fieldsOf(other[protocol]).destinationPort);
  if (destination.number !== undefined) return between(protocol, destination.number, destination.number);
  const span = fieldsOf(destination.range);
  if (span.start !== undefined) return between(protocol, span.start, span.end);
  return Object.keys(fieldsOf(other[protocol])).length === 0 ? between(protocol, 1, 65_535) : unknown;
}

function between(written: Value | undefined, start: Value | undefined, end: Value | undefined): PortText {
  const [protocol, first, last] = [protocolOf(written), portNumber(start), portNumber(end)];
  if (protocol === undefined || first === undefined || last === undefined || last < first) return unknown;
  return { kind: 'range', protocol, first, last };
}
