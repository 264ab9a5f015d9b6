import { type Fields, type Path, type Subject, Unresolved, type Value } from '../engine/types.ts';
import { openReason } from '../rules/shared/value.ts';
import { fieldsOf, listOf } from '../rules/shared/workload.ts';
import { isFields, isList } from '../subjects/fields.ts';
import { EVERYWHERE } from './addresses.ts';
import { addressesOf, namedPort, portNumber, protocolOf } from './network-policy.ts';
import type { Direction, Peer, PodSelection, Policy, PortText, Rule } from './policy.ts';

/** The kinds of `policy.networking.k8s.io`, the Network Policy API, by which whoever runs a cluster overrules or underlies its namespaces. */
export const adminKinds = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'] as const;

const GROUP = 'policy.networking.k8s.io/';
/** Perhaps all, perhaps none. */
const anyNamespace: PodSelection = {
  kind: 'pods',
  namespaces: { selector: new Unresolved('the policy does not say to whom it applies') },
};
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
  const { spec } = subject.body;
  const { subject: selected, priority, tier } = fieldsOf(spec);
  const isBaseline = subject.kind === 'BaselineAdminNetworkPolicy' || tier === 'Baseline';
  // Where nobody knows when it is asked, none of its rules can be relied upon, and each is asked before all others.
  const isOrdered = isBaseline || (typeof priority === 'number' && openReason(tier) === undefined);
  const rules = [...rulesOf(spec, 'Ingress'), ...rulesOf(spec, 'Egress')];
  return {
    subject,
    tier: isBaseline ? 'baseline' : 'admin',
    priority: typeof priority === 'number' && isOrdered ? priority : isBaseline ? 0 : Number.NEGATIVE_INFINITY,
    applies: podsOf(selected) ?? anyNamespace,
    isolates: { Ingress: 'no', Egress: 'no' },
    rules: isOrdered ? rules : rules.map((rule) => ({ ...rule, action: 'unknown' as const })),
  };
}

function rulesOf(spec: Value | undefined, direction: Direction): readonly Rule[] {
  const list = direction === 'Ingress' ? 'ingress' : 'egress';
  const written = isFields(spec) ? spec[list] : spec;
  if (written === undefined || written === null) return [];
  const rules: readonly Value[] = isList(written) ? written : [written];
  return rules.map((rule, index) => ruleOf(fieldsOf(rule), direction, ['spec', list, index]));
}

function ruleOf(rule: Fields, direction: Direction, path: Path): Rule {
  const peers = listOf(rule[direction === 'Ingress' ? 'from' : 'to']).map(peerOf);
  return {
    direction,
    action: actionOf(rule.action),
    path,
    peers: peers.length > 0 ? peers : [unknown],
    ports: portsOf(rule),
  };
}

function actionOf(written: Value | undefined): Rule['action'] {
  if (written === 'Accept') return 'Allow';
  return written === 'Allow' || written === 'Deny' || written === 'Pass' ? written : 'unknown';
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
