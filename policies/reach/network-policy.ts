import { type Context, type Fields, type Path, type Subject, Unresolved, type Value } from '../engine/types.ts';
import { parseCidr, type Range } from '../rules/shared/cidr.ts';
import { namespaceOf } from '../rules/shared/namespace.ts';
import { openReason } from '../rules/shared/value.ts';
import { fieldsOf, listOf } from '../rules/shared/workload.ts';
import { isFields, isList } from '../subjects/fields.ts';
import { EVERYWHERE, without } from './addresses.ts';
import type { Addresses, Answer, Direction, Peer, Policy, PortText, Rule } from './policy.ts';
import { PROTOCOLS, type Protocol } from './ports.ts';

const keys = { Ingress: ['ingress', 'from'], Egress: ['egress', 'to'] } as const;

/** Whether a subject is one that {@link readNetworkPolicy} can read: network plugins have a kind of the same name. */
export function isNetworkPolicy({ kind, type }: Subject): boolean {
  return kind === 'NetworkPolicy' && !/calico|antrea|cilium/.test(type);
}

/** A NetworkPolicy of `networking.k8s.io/v1`. What the API server would refuse counts as unknown. */
export function readNetworkPolicy(subject: Subject, context: Context): Policy {
  const spec = fieldsOf(subject.body.spec);
  const namespace = namespaceOf(subject, context);
  const selector = subject.body.spec instanceof Unresolved ? subject.body.spec : spec.podSelector;
  return {
    subject,
    tier: 'network',
    priority: 0,
    // Without a podSelector it selects every pod, as the API server reads it.
    applies: { kind: 'pods', namespaces: { name: namespace }, pods: selector ?? undefined },
    isolates: { Ingress: isolates(spec, 'Ingress'), Egress: isolates(spec, 'Egress') },
    rules: [...rulesOf(spec, 'Ingress', namespace), ...rulesOf(spec, 'Egress', namespace)],
  };
}

/**
 * Without `policyTypes` the API server assumes Ingress, and Egress only when there is an egress rule: an empty `egress: []`
 * alone closes nothing.
 */
function isolates({ policyTypes, egress }: Fields, direction: Direction): Answer {
  if (openReason(policyTypes) !== undefined) return 'unknown';
  const types = listOf(policyTypes);
  if (types.includes(direction)) return 'yes';
  if (types.some((type) => openReason(type) !== undefined)) return 'unknown';
  if (types.length > 0) return 'no';
  if (direction === 'Ingress') return 'yes';
  if (openReason(egress) !== undefined) return 'unknown';
  return listOf(egress).length > 0 ? 'yes' : 'no';
}

function rulesOf(spec: Fields, direction: Direction, namespace: string): readonly Rule[] {
  const [list, peers] = keys[direction];
  const written = spec[list];
  if (isolates(spec, direction) === 'no' || written === undefined || written === null) return [];
  const rules: readonly Value[] = isList(written) ? written : [written];
  return rules.map((rule, index) => ruleOf(rule, { direction, path: ['spec', list, index], peers, namespace }));
}

interface Place {
  readonly direction: Direction;
  readonly path: Path;
  readonly peers: 'from' | 'to';
  readonly namespace: string;
}

function ruleOf(rule: Value, { direction, path, peers, namespace }: Place): Rule {
  const written = isFields(rule) ? rule[peers] : rule;
  const ports = isFields(rule) ? portsOf(rule.ports) : [unknown];
  return { direction, action: 'Allow', path, peers: peersOf(written, namespace), ports };
}

const unknown = { kind: 'unknown' } as const;

/** No peers, or an empty list of them, is everybody. */
function peersOf(written: Value | undefined, namespace: string): readonly Peer[] {
  if (written === undefined || written === null) return [{ kind: 'anybody' }];
  if (!isList(written)) return [unknown];
  if (written.length === 0) return [{ kind: 'anybody' }];
  return written.map((peer) => (isFields(peer) ? peerOf(peer, namespace) : unknown));
}

function peerOf({ ipBlock, namespaceSelector, podSelector }: Fields, namespace: string): Peer {
  const hasSelector = isPresent(namespaceSelector) || isPresent(podSelector);
  // A block beside a selector, and a peer that says nothing, are both refused by the API server.
  if (isPresent(ipBlock)) return hasSelector ? unknown : blockOf(ipBlock);
  if (!hasSelector) return unknown;
  return {
    kind: 'pods',
    namespaces: isPresent(namespaceSelector) ? { selector: namespaceSelector } : { name: namespace },
    pods: podSelector ?? undefined,
  };
}

function isPresent(value: Value | undefined): value is Exclude<Value, null> {
  return value !== undefined && value !== null;
}

function blockOf(block: Value): Addresses {
  if (!isFields(block)) return { kind: 'addresses', sure: [], maybe: EVERYWHERE };
  return addressesOf(block.cidr, listOf(block.except), block.except instanceof Unresolved);
}

/** A block without its exceptions. Of an exception that cannot be read nobody knows what it takes away. */
export function addressesOf(cidr: Value | undefined, except: readonly Value[] = [], open = false): Addresses {
  const whole = rangeOf(cidr);
  if (whole === undefined) return { kind: 'addresses', sure: [], maybe: EVERYWHERE };
  const holes = except.map(rangeOf);
  const known = holes.filter((hole): hole is Range => hole !== undefined);
  const left = without([whole], known);
  return { kind: 'addresses', sure: open || known.length < holes.length ? [] : left, maybe: left };
}

function rangeOf(value: Value | undefined): Range | undefined {
  return typeof value === 'string' ? parseCidr(value) : undefined;
}

/** No ports, or an empty list of them, is every port. */
function portsOf(written: Value | undefined): readonly PortText[] {
  if (written === undefined || written === null) return [{ kind: 'every' }];
  if (!isList(written)) return [unknown];
  if (written.length === 0) return [{ kind: 'every' }];
  return written.map((port) => (isFields(port) ? portOf(port) : unknown));
}

function portOf({ port, endPort, protocol: written }: Fields): PortText {
  const protocol = protocolOf(written);
  if (protocol === undefined) return unknown;
  if (!isPresent(port) || port === '') {
    return isPresent(endPort) ? unknown : { kind: 'range', protocol, first: 1, last: 65_535 };
  }
  const first = portNumber(port);
  if (first === undefined) return isPresent(endPort) ? unknown : namedPort(port, protocol);
  const last = isPresent(endPort) ? portNumber(endPort) : first;
  return last === undefined || last < first ? unknown : { kind: 'range', protocol, first, last };
}

/** TCP where nothing is written. */
export function protocolOf(written: Value | undefined): Protocol | undefined {
  if (written === undefined || written === null || written === '') return 'TCP';
  return PROTOCOLS.find((protocol) => typeof written === 'string' && written.toUpperCase() === protocol);
}

/** A port from 1 to 65535, as a number or, as Terraform writes it, as digits. */
export function portNumber(value: Value | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 && number < 65_536 ? number : undefined;
}

/** A port that each pod says the number of; anything else is unknown. */
export function namedPort(name: Value, protocol: Protocol | undefined): PortText {
  const isName = typeof name === 'string' && openReason(name) === undefined && /[a-z]/i.test(name);
  return isName ? { kind: 'named', protocol, name } : unknown;
}
