import type { Context, Subject } from '../engine/types.ts';
import type { Range } from '../rules/shared/cidr.ts';
import { AddressBook } from './address-book.ts';
import { EVERYWHERE, merged, pieces } from './addresses.ts';
import { adminKinds, isAdminPolicy, readAdminPolicy } from './admin-policy.ts';
import { add, forEach, has, type Known, none } from './bits.ts';
import { classesOf, type EndpointClass } from './classes.ts';
import { type CompiledPolicy, type CompiledRule, compile, type Ground, type Reading } from './compiled.ts';
import { asFarAs, decide, type Line, type Lines } from './decide.ts';
import { type Endpoint, endpointsOf } from './endpoint.ts';
import { LabelIndex } from './labels.ts';
import { namespacesOf } from './namespaces.ts';
import { isNetworkPolicy, readNetworkPolicy } from './network-policy.ts';
import type { Direction, Policy, Tier } from './policy.ts';
import { EVERY_PORT, NO_PORT, type PortSet, PortSets } from './ports.ts';

/** Addresses outside of the cluster, and the ports on which they and a pod may meet. */
export interface Outside {
  readonly addresses: readonly Range[];
  readonly ports: PortSet;
}

/** A class, and the ports on which its pods take a connection. */
export interface Connection {
  readonly to: EndpointClass;
  readonly ports: PortSet;
}

/** What the caller knows besides the configuration. */
export interface ReachOptions {
  /** Where pods have their addresses. @default - not known: any block may hold them */
  readonly podNetworks?: readonly Range[] | undefined;
}

/** What was worked out before, by reading, direction and class. */
type Remembered<T> = Readonly<Record<Reading, Readonly<Record<Direction, (T | undefined)[]>>>>;

function forEachReading<T>(): Remembered<T> {
  return { possible: { Ingress: [], Egress: [] }, certain: { Ingress: [], Egress: [] } };
}

interface Applied {
  readonly compiled: CompiledPolicy;
  readonly sure: boolean;
}

/**
 * Who may open a connection to whom, by the network policies of a run. Every answer has two readings: `possible` takes what
 * cannot be told as allowed, `certain` as refused.
 */
export class Reach {
  readonly endpoints: readonly Endpoint[];
  readonly classes: readonly EndpointClass[];
  readonly policies: readonly CompiledPolicy[];
  readonly portSets = new PortSets();
  private readonly endpointBySubject: ReadonlyMap<Subject, Endpoint>;
  private readonly classByEndpoint = new Map<Endpoint, EndpointClass>();
  private readonly applied: readonly Applied[][];
  private readonly hosts: readonly EndpointClass[];
  private readonly rows = forEachReading<Uint32Array>();
  private readonly ways = forEachReading<readonly Outside[]>();

  constructor(context: Context, { podNetworks }: ReachOptions = {}) {
    const policies = policiesOf(context);
    this.endpoints = endpointsOf(context);
    this.endpointBySubject = new Map(this.endpoints.map((endpoint) => [endpoint.subject, endpoint]));
    this.classes = classesOf(this.endpoints, policies);
    for (const one of this.classes) for (const endpoint of one.endpoints) this.classByEndpoint.set(endpoint, one);
    this.hosts = this.classes.filter(({ example }) => example.onHost !== 'no');
    const ground: Ground = {
      classes: this.classes,
      labels: new LabelIndex(this.classes.map(({ example }) => example.labels)),
      inNamespaces: namespacesOf(this.classes, context),
      addressBook: new AddressBook(this.classes),
      notOnHosts: notOnHosts(this.classes),
      portSets: this.portSets,
      everywhere: EVERYWHERE,
      podNetworks,
    };
    this.policies = policies.map((policy) => compile(policy, ground));
    this.applied = appliedTo(this.policies, this.classes.length);
  }

  /** The endpoint that a subject describes; undefined for what makes no pods. */
  endpointOf(subject: Subject): Endpoint | undefined {
    return this.endpointBySubject.get(subject);
  }

  /** The class of an endpoint of this run. */
  classOf(endpoint: Endpoint): EndpointClass {
    const found = this.classByEndpoint.get(endpoint);
    if (found === undefined) throw new Error(`${endpoint.subject.address} is no endpoint of this run`);
    return found;
  }

  /** The ports of `to` on which pods of `from` may open a connection. */
  ports(from: EndpointClass, to: EndpointClass, reading: Reading): PortSet {
    const out = this.row(from, 'Egress', reading)[to.index] ?? NO_PORT;
    if (out === NO_PORT) return NO_PORT;
    return this.portSets.intersection(out, this.row(to, 'Ingress', reading)[from.index] ?? NO_PORT);
  }

  /** Every class that pods of `from` may open a connection to, its own among them where the policies say so. */
  targets(from: EndpointClass, reading: Reading): readonly EndpointClass[] {
    return this.connections(from, reading).map(({ to }) => to);
  }

  /** The same, with the ports. */
  connections(from: EndpointClass, reading: Reading): readonly Connection[] {
    const out = this.row(from, 'Egress', reading);
    const found: Connection[] = [];
    for (const to of this.classes) {
      const open = out[to.index] ?? NO_PORT;
      if (open === NO_PORT) continue;
      const ports = this.portSets.intersection(open, this.row(to, 'Ingress', reading)[from.index] ?? NO_PORT);
      if (ports !== NO_PORT) found.push({ to, ports });
    }
    return found;
  }

  /** Every class whose pods may open a connection to `to`. */
  sources(to: EndpointClass, reading: Reading): readonly EndpointClass[] {
    const taken = this.row(to, 'Ingress', reading);
    return this.classes.filter((from) => taken[from.index] !== NO_PORT && this.ports(from, to, reading) !== NO_PORT);
  }

  /** The addresses that pods of a class may send to, or, with `Ingress`, that may send to them. */
  outside(one: EndpointClass, direction: Direction, reading: Reading): readonly Outside[] {
    const known = this.ways[reading][direction];
    let ways = known[one.index];
    if (ways === undefined) {
      ways = this.waysOutside(one, direction, reading);
      known[one.index] = ways;
    }
    return ways;
  }

  private waysOutside(one: EndpointClass, direction: Direction, reading: Reading): readonly Outside[] {
    const rules = this.applied[one.index]?.flatMap(({ compiled }) => compiled.rules[direction]) ?? [];
    const parts = pieces(
      rules.map(({ addresses }) => addresses.maybe).concat(rules.map(({ addresses }) => addresses.sure)),
    );
    const lines = this.linesOf(one, direction, reading, ({ addresses }) => ({
      sure: within(parts, addresses.sure),
      maybe: within(parts, addresses.maybe),
    }));
    const open = decide(lines, {
      size: parts.length,
      listener: direction === 'Ingress' ? one : undefined,
      peer: () => undefined,
      reading,
      sets: this.portSets,
    });
    const alone = onNode(one, reading);
    return grouped(parts, alone === undefined ? open : open.fill(alone));
  }

  /** The rules that are asked about a class in one direction, in no order. */
  rulesFor(one: EndpointClass, direction: Direction): readonly CompiledRule[] {
    return this.applied[one.index]?.flatMap(({ compiled }) => compiled.rules[direction]) ?? [];
  }

  private row(one: EndpointClass, direction: Direction, reading: Reading): Uint32Array {
    const rows = this.rows[reading][direction];
    let row = rows[one.index];
    if (row === undefined) {
      row = this.decided(one, direction, reading);
      rows[one.index] = row;
    }
    return row;
  }

  private decided(one: EndpointClass, direction: Direction, reading: Reading): Uint32Array {
    const size = this.classes.length;
    const alone = onNode(one, reading);
    if (alone !== undefined) return new Uint32Array(size).fill(alone);
    const row = decide(
      this.linesOf(one, direction, reading, ({ peers }) => peers),
      {
        size,
        listener: direction === 'Ingress' ? one : undefined,
        peer: (index) => this.classes[index],
        reading,
        sets: this.portSets,
      },
    );
    // A pod's own node comes in and is reached whatever the policies say; which node that is, nobody knows here.
    if (reading === 'possible') for (const other of this.hosts) row[other.index] = EVERY_PORT;
    return row;
  }

  private linesOf(
    one: EndpointClass,
    direction: Direction,
    reading: Reading,
    peersOf: (rule: CompiledRule) => Known,
  ): Lines {
    const applied = this.applied[one.index] ?? [];
    const ordered = (tier: Tier): readonly Line[] =>
      applied
        .filter(({ compiled }) => compiled.policy.tier === tier)
        .sort((a, b) => byPriority(a.compiled.policy, b.compiled.policy))
        .flatMap(({ compiled, sure }) =>
          compiled.rules[direction].map((rule) => ({ rule, peers: asFarAs(sure, peersOf(rule)) })),
        );
    const isolating = applied.filter(({ compiled }) => compiled.policy.isolates[direction] !== 'no');
    const sure = isolating.filter((one) => one.sure && one.compiled.policy.isolates[direction] === 'yes');
    const counted = reading === 'possible' ? isolating : sure;
    return {
      admin: ordered('admin'),
      baseline: ordered('baseline'),
      isolated: sure.length > 0 ? 'yes' : isolating.length > 0 ? 'unknown' : 'no',
      network: counted.flatMap(({ compiled }) =>
        compiled.rules[direction].map((rule) => ({ rule, peers: peersOf(rule) })),
      ),
    };
  }
}

function byPriority(a: Policy, b: Policy): number {
  return a.priority === b.priority ? 0 : a.priority < b.priority ? -1 : 1;
}

const known = new WeakMap<Context, Reach>();

/** The reach of a run, worked out once. */
export function reachOf(context: Context): Reach {
  let reach = known.get(context);
  if (reach === undefined) {
    reach = new Reach(context);
    known.set(context, reach);
  }
  return reach;
}

/** What pods on their nodes' networks may do in every direction; undefined for others. */
function onNode({ example }: EndpointClass, reading: Reading): PortSet | undefined {
  if (example.onHost === 'no') return undefined;
  return example.onHost === 'yes' || reading === 'possible' ? EVERY_PORT : NO_PORT;
}

function notOnHosts(classes: readonly EndpointClass[]): Known | undefined {
  if (classes.every(({ example }) => example.onHost === 'no')) return undefined;
  const [sure, maybe] = [none(classes.length), none(classes.length)];
  for (const { index, example } of classes) {
    if (example.onHost === 'no') add(sure, index);
    if (example.onHost !== 'yes') add(maybe, index);
  }
  return { sure, maybe };
}

function policiesOf(context: Context): readonly Policy[] {
  return [
    ...context
      .ofKind('NetworkPolicy')
      .filter(isNetworkPolicy)
      .map((subject) => readNetworkPolicy(subject, context)),
    ...adminKinds.flatMap((kind) => context.ofKind(kind).filter(isAdminPolicy).map(readAdminPolicy)),
  ];
}

function appliedTo(policies: readonly CompiledPolicy[], size: number): readonly Applied[][] {
  const applied: Applied[][] = Array.from({ length: size }, () => []);
  for (const compiled of policies) {
    const { sure, maybe } = compiled.applies;
    forEach(maybe, (index) => applied[index]?.push({ compiled, sure: has(sure, index) }));
  }
  return applied;
}

function within(parts: readonly Range[], set: readonly Range[]): Known['sure'] {
  const found = none(parts.length);
  for (const [index, part] of parts.entries()) {
    if (set.some(({ family, first, last }) => family === part.family && first <= part.first && part.last <= last)) {
      add(found, index);
    }
  }
  return found;
}

function grouped(parts: readonly Range[], open: Uint32Array): readonly Outside[] {
  const groups = new Map<PortSet, Range[]>();
  for (const [index, part] of parts.entries()) {
    const ports = open[index] ?? NO_PORT;
    if (ports === NO_PORT) continue;
    const group = groups.get(ports);
    if (group === undefined) groups.set(ports, [part]);
    else group.push(part);
  }
  return [...groups].map(([ports, group]) => ({ ports, addresses: merged(group) }));
}
