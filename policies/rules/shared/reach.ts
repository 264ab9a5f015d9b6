import { groupBy } from '../../engine/group.ts';
import type { Context, Fields, Subject, Value } from '../../engine/types.ts';
import { isFields } from '../../subjects/fields.ts';
import { namespaceOf } from './namespace.ts';
import { type Direction, policiesFor, rulesOf } from './network-policy.ts';
import { everyPort, overlap, type PortRange, portsOf } from './ports.ts';
import { type Workload, workloadsOf } from './roles.ts';
import { selects } from './selector.ts';
import { fieldsOf, listOf } from './workload.ts';

const nameLabel = 'kubernetes.io/metadata.name';

/**
 * Whether the policies of this input let one workload open a connection to another. Both ends must allow it; a pod that
 * no policy isolates allows everything. Both must mean one port: who may leave to 443 does not reach a pod that takes 8443.
 * What cannot be told counts as allowed: a path that may exist is a path.
 */
export function canReach(from: Workload, to: Workload, context: Context): boolean {
  return meet(from, to, context, true);
}

/**
 * As {@link canReach}, but of a block of addresses nobody says that the other pod is in it: a path that must exist has to
 * be written down.
 */
export function surelyReaches(from: Workload, to: Workload, context: Context): boolean {
  return meet(from, to, context, false);
}

function meet(from: Workload, to: Workload, context: Context, generous: boolean): boolean {
  const out = allowed(from, to, 'Egress', context, generous);
  return out.length > 0 && overlap(out, allowed(to, from, 'Ingress', context, generous), generous);
}

/** Every workload that `from` may open a connection to. */
export function reachable(from: Workload, context: Context): readonly Workload[] {
  const candidates = namespacesOpenTo(from, context);
  const pool =
    candidates === undefined
      ? workloadsOf(context)
      : [...candidates].flatMap((namespace) => byNamespace(context).get(namespace) ?? []);
  return pool.filter((to) => to !== from && canReach(from, to, context));
}

/** The ports on which a workload's policies of one direction admit the other. */
function allowed(
  own: Workload,
  peer: Workload,
  direction: Direction,
  context: Context,
  blocks: boolean,
): readonly PortRange[] {
  const namespace = namespaceOf(own.subject, context);
  const { policies, undecided } = policiesFor(own.pod, namespace, direction, context);
  if (policies.length === 0 || undecided) return everyPort;
  return policies.flatMap((policy) => admitted(policy, peer, direction, context, blocks));
}

function admitted(
  policy: Subject,
  peer: Workload,
  direction: Direction,
  context: Context,
  blocks: boolean,
): readonly PortRange[] {
  const key = direction === 'Egress' ? 'to' : 'from';
  return rulesOf(policy, direction).flatMap((rule) => {
    const peers = listOf(rule[key]);
    const missing = !Array.isArray(rule[key]) || peers.length === 0;
    return missing || peers.some((one) => isPeer(one, policy, peer, context, blocks)) ? portsOf(rule) : [];
  });
}

/** An ipBlock may hold the pod network, which nobody wrote down here: `blocks` says whether it admits every pod. */
function isPeer(value: Value, policy: Subject, peer: Workload, context: Context, blocks: boolean): boolean {
  if (!isFields(value)) return true;
  if (value.ipBlock !== undefined && value.ipBlock !== null) return blocks;
  const namespaces = value.namespaceSelector;
  const inNamespace =
    namespaces === undefined || namespaces === null
      ? namespaceOf(peer.subject, context) === namespaceOf(policy, context)
      : selects(namespaces, labelsOfNamespace(namespaceOf(peer.subject, context), context)) !== false;
  const pods = value.podSelector;
  return inNamespace && (pods === undefined || pods === null || selects(pods, peer.pod.labels) !== false);
}

function labelsOfNamespace(name: string, context: Context): Fields {
  const namespace = context.ofKind('Namespace').find((one) => one.name === name);
  return { ...fieldsOf(fieldsOf(namespace?.body.metadata).labels), [nameLabel]: name };
}

const spaces = new WeakMap<Context, ReadonlyMap<string, readonly Workload[]>>();

function byNamespace(context: Context): ReadonlyMap<string, readonly Workload[]> {
  let index = spaces.get(context);
  if (index === undefined) {
    index = groupBy(workloadsOf(context), ({ subject }) => namespaceOf(subject, context));
    spaces.set(context, index);
  }
  return index;
}

/** The namespaces that a workload's egress rules can lead to; undefined when that is all of them. */
function namespacesOpenTo(from: Workload, context: Context): ReadonlySet<string> | undefined {
  const own = namespaceOf(from.subject, context);
  const { policies, undecided } = policiesFor(from.pod, own, 'Egress', context);
  if (policies.length === 0 || undecided) return undefined;
  const names = new Set<string>();
  for (const peer of policies.flatMap((policy) => rulesOf(policy, 'Egress')).flatMap((rule) => peersOf(rule))) {
    const name = namespaceNamed(peer, own);
    if (name === undefined) return undefined;
    names.add(name);
  }
  return names;
}

function peersOf(rule: Fields): readonly Value[] {
  const peers = listOf(rule.to);
  return peers.length === 0 ? [null] : peers;
}

function namespaceNamed(peer: Value, own: string): string | undefined {
  if (!isFields(peer) || (peer.ipBlock !== undefined && peer.ipBlock !== null)) return undefined;
  if (peer.namespaceSelector === undefined || peer.namespaceSelector === null) return own;
  const name = fieldsOf(fieldsOf(peer.namespaceSelector).matchLabels)[nameLabel];
  return typeof name === 'string' ? name : undefined;
}
