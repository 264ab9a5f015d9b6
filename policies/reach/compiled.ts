import type { Value } from '../engine/types.ts';
import type { Range } from '../rules/shared/cidr.ts';
import type { AddressBook } from './address-book.ts';
import { common } from './addresses.ts';
import { type Bits, every, type Known, none, union } from './bits.ts';
import type { EndpointClass } from './classes.ts';
import { both, exactly, type LabelIndex } from './labels.ts';
import type { Addresses, Direction, Peer, PodSelection, Policy, PortText, Rule } from './policy.ts';
import { EVERY_PORT, type PortRange, type PortSet, type PortSets } from './ports.ts';

/** `possible`: whatever cannot be told is taken as allowed. `certain`: as refused. */
export type Reading = 'possible' | 'certain';

/** A rule over the classes of a run. */
export interface CompiledRule {
  readonly policy: CompiledPolicy;
  readonly rule: Rule;
  /** The classes that it is about. */
  readonly peers: Known;
  /** The addresses outside of the cluster that it is about. */
  readonly addresses: Addresses;
  readonly ports: CompiledPorts;
}

/** Ports of which some are numbers, and some are names that each pod gives a number. */
export interface CompiledPorts {
  readonly sure: PortSet;
  readonly maybe: PortSet;
  readonly named: readonly Extract<PortText, { readonly kind: 'named' }>[];
}

/** A policy over the classes of a run. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly applies: Known;
  readonly rules: Readonly<Record<Direction, readonly CompiledRule[]>>;
}

/** What policies are compiled against. */
export interface Ground {
  readonly classes: readonly EndpointClass[];
  readonly labels: LabelIndex;
  /** Classes in the namespaces that a selection names. */
  readonly inNamespaces: (namespaces: PodSelection['namespaces']) => Known;
  readonly addressBook: AddressBook;
  /** Classes of pods with networks of their own; undefined when all have one. */
  readonly notOnHosts: Known | undefined;
  readonly portSets: PortSets;
  readonly everywhere: readonly Range[];
  /** Where pods may have their addresses; undefined when nobody said. */
  readonly podNetworks: readonly Range[] | undefined;
}

/** Works out, once, whom a policy and each of its rules is about. */
export function compile(policy: Policy, ground: Ground): CompiledPolicy {
  const rules: Record<Direction, CompiledRule[]> = { Ingress: [], Egress: [] };
  const compiled: CompiledPolicy = { policy, applies: withoutHosts(podsOf(policy.applies, ground), ground), rules };
  for (const rule of policy.rules) {
    rules[rule.direction].push({
      policy: compiled,
      rule,
      peers: merged(rule.peers.map((peer) => classesOf(peer, ground))) ?? exactly(none(ground.classes.length)),
      addresses: addressesOf(rule.peers, ground),
      ports: portsOf(rule.ports, ground.portSets),
    });
  }
  return compiled;
}

function podsOf({ namespaces, pods }: PodSelection, ground: Ground): Known {
  const within = ground.inNamespaces(namespaces);
  return pods === undefined ? within : both(within, ground.labels.select(pods satisfies Value));
}

/** No policy holds for a pod on its node's network, and none can tell its traffic from the node's. */
function withoutHosts(pods: Known, { notOnHosts }: Ground): Known {
  return notOnHosts === undefined ? pods : both(pods, notOnHosts);
}

function classesOf(peer: Peer, ground: Ground): Known {
  const size = ground.classes.length;
  if (peer.kind === 'anybody') return exactly(every(size));
  if (peer.kind === 'unknown') return { sure: none(size), maybe: every(size) };
  if (peer.kind === 'pods') return withoutHosts(podsOf(peer, ground), ground);
  return { sure: none(size), maybe: atAddresses(peer, ground) };
}

/** Network plugins differ about blocks that hold addresses of pods: it may be, and is never sure. */
function atAddresses({ maybe }: Addresses, { addressBook, podNetworks }: Ground): Bits {
  const known = addressBook.within(maybe);
  const mayHoldPods = podNetworks === undefined || common(podNetworks, maybe).length > 0;
  return mayHoldPods ? union(known, addressBook.unknown) : known;
}

function merged(sets: readonly Known[]): Known | undefined {
  const [first, ...rest] = sets;
  if (first === undefined || rest.length === 0) return first;
  const [sure, maybe] = [first.sure.slice(), first.maybe.slice()];
  for (const set of rest) {
    for (let at = 0; at < sure.length; at++) {
      sure[at] = (sure[at] ?? 0) | (set.sure[at] ?? 0);
      maybe[at] = (maybe[at] ?? 0) | (set.maybe[at] ?? 0);
    }
  }
  return { sure, maybe };
}

function addressesOf(peers: readonly Peer[], { everywhere }: Ground): Addresses {
  const [sure, maybe]: [Range[], Range[]] = [[], []];
  for (const peer of peers) {
    if (peer.kind === 'pods') continue;
    sure.push(...(peer.kind === 'anybody' ? everywhere : peer.kind === 'addresses' ? peer.sure : []));
    maybe.push(...(peer.kind === 'addresses' ? peer.maybe : everywhere));
  }
  return { kind: 'addresses', sure, maybe };
}

function portsOf(ports: readonly PortText[], sets: PortSets): CompiledPorts {
  const named = ports.filter((port) => port.kind === 'named');
  if (ports.some(({ kind }) => kind === 'every')) return { sure: EVERY_PORT, maybe: EVERY_PORT, named: [] };
  const sure = sets.of(ports.filter((port) => port.kind === 'range'));
  const isOpen = ports.some(({ kind }) => kind === 'unknown');
  return { sure, maybe: isOpen ? EVERY_PORT : sure, named };
}

/** The ports of a rule on a pod that gives numbers to names. A pod's ports need not be listed, but their names must be. */
export function portsOn(
  { sure, maybe, named }: CompiledPorts,
  target: EndpointClass | undefined,
  reading: Reading,
  sets: PortSets,
): PortSet {
  const numbered = reading === 'possible' ? maybe : sure;
  if (named.length === 0 || numbered === EVERY_PORT || target === undefined) return numbered;
  if (reading === 'possible' && !target.example.portsKnown) return EVERY_PORT;
  const found: PortRange[] = target.example.ports
    .filter((port) =>
      named.some(({ name, protocol }) => name === port.name && (protocol ?? port.protocol) === port.protocol),
    )
    .map(({ protocol, port }) => ({ protocol, first: port, last: port }));
  return found.length === 0 ? numbered : sets.union(numbered, sets.of(found));
}
