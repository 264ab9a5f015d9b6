import { defineRule } from '../../engine/rule.ts';
import type { Context, Path, Subject, Value, Verdict } from '../../engine/types.ts';
import { adminKinds, isAdminPolicy, readAdminPolicy } from '../../reach/admin-policy.ts';
import { has } from '../../reach/bits.ts';
import { addingKinds, mayOpen } from '../../reach/foreign.ts';
import { isNetworkPolicy, readNetworkPolicy } from '../../reach/network-policy.ts';
import type { Peer, PodSelection, Policy, Rule } from '../../reach/policy.ts';
import { reachOf } from '../../reach/reach.ts';
import { publicPart } from '../shared/cidr.ts';
import { dataClassLabel, dataClassOf, dataClassOfPod } from '../shared/data-class.ts';
import { selectsEverything } from '../shared/selector.ts';
import { show, valueAt } from '../shared/value.ts';

const expected =
  'peers that name workloads of a namespace, or networks that are not public, and the ports that they need';

/** Where data is, policies open ways by name alone. */
export const dataTakesNamedClients = defineRule({
  id: 'NET-010',
  title: `Into and out of a namespace with a ${dataClassLabel} lead only ways that name both the workload and the port.`,
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'gdpr/art-32', 'grundschutz/APP.4.4.A18', 'nis2/art-21-2', 'iso-27001/A.8.22'],
  selects: [...new Set([...adminKinds, ...addingKinds])],
  whenSilent: 'pass',
  rationale:
    'A way that says "everybody", "every pod of that namespace" or "every port" opens by itself for whatever comes later: ' +
    'nobody declares it again, and nobody sees it. An AdminNetworkPolicy that allows overrules every namespace.',
  remedy:
    'name the pods by a label, the namespace by kubernetes.io/metadata.name, and list the ports; one rule for each need',
  *evaluate(subject, context) {
    if (mayOpen(subject)) yield* judgeUnread(subject, context);
    const policy = policyWhereDataIs(subject, context);
    for (const rule of policy?.rules ?? []) {
      if (rule.action === 'Deny' || rule.action === 'Pass') continue;
      const written = (path: Path) => show(valueAt(subject.body, path));
      for (const [index, peer] of rule.peers.entries()) yield* judgePeer(rule, peer, index, written);
      yield* judgePorts(rule, written);
    }
  },
});

/** What a policy of a network plugin opens is not read here. One for the whole cluster is about every namespace. */
function* judgeUnread(subject: Subject, context: Context): Generator<Verdict> {
  const holding = context.ofKind('Namespace').filter(({ name }) => dataClassOf(name, context) !== undefined);
  const { namespace } = subject;
  if (holding.length === 0 || !(namespace === undefined || holding.some(({ name }) => name === namespace))) return;
  const because = 'the policies of a network plugin add to those of Kubernetes and are not read here';
  yield { result: 'indeterminate', path: ['kind'], found: subject.kind, because, expected };
}

/** The policy, when it is about pods that hold data. */
function policyWhereDataIs(subject: Subject, context: Context): Policy | undefined {
  if (isNetworkPolicy(subject)) {
    const policy = readNetworkPolicy(subject, context);
    const { namespaces } = policy.applies;
    return 'name' in namespaces && dataClassOf(namespaces.name, context) !== undefined ? policy : undefined;
  }
  if (!isAdminPolicy(subject)) return undefined;
  const reach = reachOf(context);
  const compiled = reach.policies.find(({ policy }) => policy.subject === subject);
  const holdsData = reach.classes.some(({ index, example: { pod, namespace } }) => {
    const isHere = compiled !== undefined && has(compiled.applies.maybe, index);
    return isHere && dataClassOfPod(pod, namespace, context) !== undefined;
  });
  return holdsData ? readAdminPolicy(subject) : undefined;
}

type Written = (path: Path) => string;

function* judgePeer(rule: Rule, peer: Peer, index: number, written: Written): Generator<Verdict> {
  const list = [...rule.path, rule.direction === 'Ingress' ? 'from' : 'to'];
  if (peer.kind === 'anybody') {
    yield { result: 'fail', path: list, found: written(list), because: 'no peers means everybody', expected };
    return;
  }
  const path = [...list, index];
  const found = written(path);
  if (peer.kind === 'unknown') {
    const because = 'whom it is about is not known, or is more than the API takes';
    yield { result: 'indeterminate', path, found, because, expected };
  } else if (peer.kind === 'pods') {
    const because = 'it is about every pod of the namespace, whoever puts one there';
    yield { result: namesPods(peer) ? 'pass' : 'fail', path, found, because, expected };
  } else if (rule.direction === 'Ingress') {
    const open = publicPart(peer.maybe).length > 0;
    const isKnown = publicPart(peer.sure).length > 0 || !open;
    const because = 'it lets public addresses in';
    yield { result: open ? (isKnown ? 'fail' : 'indeterminate') : 'pass', path, found, because, expected };
  }
}

function namesPods({ pods }: PodSelection): boolean {
  const selector: Value | undefined = pods;
  return selector !== undefined && !selectsEverything(selector);
}

function* judgePorts({ ports, path }: Rule, written: Written): Generator<Verdict> {
  const list = [...path, 'ports'];
  const kind = ports.find((port) => port.kind === 'every' || port.kind === 'unknown')?.kind;
  if (kind === undefined) return;
  const result = kind === 'every' ? 'fail' : 'indeterminate';
  const because = kind === 'every' ? 'no ports means every port' : 'which ports it opens is not known';
  yield { result, path: list, found: written(list), because, expected };
}
