import { defineRule } from '../../engine/rule.ts';
import type { Context, Path, Verdict } from '../../engine/types.ts';
import { isNetworkPolicy, readNetworkPolicy } from '../../reach/network-policy.ts';
import type { Peer, PodSelection, Policy, PortText, Rule } from '../../reach/policy.ts';
import { dataClassOf } from '../shared/data-class.ts';
import { nameLabel } from '../shared/named-namespaces.ts';
import { show, valueAt } from '../shared/value.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

const DNS = 53;
/** Kubernetes' own DNS, by the label that every distribution gives it, and the cache that some put on each node. */
const resolvers: readonly unknown[] = ['kube-dns', 'node-local-dns'];
const expected = `pods of kube-system with k8s-app: kube-dns, or networks that the site claims`;

/** Pods with data ask for names where the site says. */
export const namesAskedOfResolvers = defineRule({
  id: 'NET-013',
  title:
    "Where data is, names are asked of the cluster's own resolver, or of networks that the site claims, and of nobody else.",
  severity: 'medium',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'nis2/art-21-2', 'grundschutz/APP.4.4.A18'],
  selects: ['NetworkPolicy'],
  whenSilent: 'pass',
  rationale:
    'A question for a name can carry data in the name. A resolver that somebody else runs hears all of it, and port 53 is ' +
    'the one that is left open most easily.',
  remedy: `send port ${DNS} to namespaceSelector ${nameLabel}: kube-system with podSelector k8s-app: kube-dns, and to nobody else`,
  *evaluate(subject, context) {
    const policy = isNetworkPolicy(subject) ? readNetworkPolicy(subject, context) : undefined;
    if (policy === undefined || !holdsData(policy, context)) return;
    for (const rule of policy.rules) {
      if (rule.direction !== 'Egress' || !rule.ports.some(isDns)) continue;
      for (const [index, peer] of rule.peers.entries()) {
        const path = pathOf(rule, peer, index);
        yield judge(peer, path, show(valueAt(subject.body, path)), context);
      }
    }
  },
});

function holdsData({ applies: { namespaces } }: Policy, context: Context): boolean {
  return 'name' in namespaces && dataClassOf(namespaces.name, context) !== undefined;
}

/** A rule without ports is about more than names, and judged elsewhere. */
function isDns(port: PortText): boolean {
  return (
    port.kind === 'range' &&
    port.protocol !== 'SCTP' &&
    port.first <= DNS &&
    DNS <= port.last &&
    port.last - port.first < 1024
  );
}

function pathOf({ path }: Rule, peer: Peer, index: number): Path {
  return peer.kind === 'anybody' ? [...path, 'to'] : [...path, 'to', index];
}

function judge(peer: Peer, path: Path, found: string, context: Context): Verdict {
  if (peer.kind === 'unknown') {
    return { result: 'indeterminate', path, found, because: 'who is asked is not known', expected };
  }
  if (peer.kind === 'anybody') return { result: 'fail', path, found, because: 'everybody may be asked', expected };
  if (peer.kind === 'pods') {
    const because = 'whoever may put such a pod there hears every name that is asked for';
    return { result: isResolver(peer) ? 'pass' : 'fail', path, found, because, expected };
  }
  const cidr = /"cidr":"([^"]*)"/.exec(found)?.[1];
  const place = cidr === undefined ? undefined : context.place(cidr, 'cidr');
  const result = place?.verdict === 'inside' ? 'pass' : place?.verdict === 'outside' ? 'fail' : 'indeterminate';
  return { result, path, found, because: place?.reason ?? 'who is asked is not known', expected };
}

function isResolver({ namespaces, pods }: PodSelection): boolean {
  const app = fieldsOf(fieldsOf(pods).matchLabels)['k8s-app'];
  if (!resolvers.includes(app)) return false;
  if ('name' in namespaces) return namespaces.name === 'kube-system';
  const { matchLabels, matchExpressions } = fieldsOf(namespaces.selector);
  if (fieldsOf(matchLabels)[nameLabel] === 'kube-system') return true;
  return listOf(matchExpressions).some((term) => {
    const { key, operator, values } = fieldsOf(term);
    return (
      key === nameLabel &&
      operator === 'In' &&
      listOf(values).every((value) => value === 'kube-system') &&
      listOf(values).length > 0
    );
  });
}
