import type { Context, Subject, Verdict } from '../engine/types.ts';
import { isAdminPolicy } from './admin-policy.ts';
import { isNetworkPolicy } from './network-policy.ts';

/**
 * Kinds by which network plugins and service meshes open or close connections: Cilium, Calico, Antrea, OVN-Kubernetes, Istio,
 * Linkerd, Kuma, and whatever a later version of the cluster-wide policies of SIG Network is called.
 */
const KINDS =
  /(?:Network|Authorization|TrafficControl|LocalRedirect|EgressGateway|EgressService)Policy$|^(?:Egress(?:Firewall|Service|IP)|ServerAuthorization|PeerAuthentication|MeshTrafficPermission|Sidecar|ServiceEntry)$|^(?:Network|GlobalNetwork)Set$/;
/** Groups that hold nothing but such kinds, known to us or not. */
const GROUPS = /^(?:policy\.networking\.k8s\.io|security\.istio\.io|policy\.linkerd\.io)\//;
/** Groups in which whatever calls itself a policy, rule or firewall is one. */
const PLUGINS =
  /(?:^|\.)(?:cilium\.io|projectcalico\.org|antrea\.io|ovn\.org|kuma\.io|istio\.io|linkerd\.io|tigera\.io|kubeovn\.io|submariner\.io)\//;
const RULES = /(?:Policy|Rule|Firewall|Authorization|Permission)$/;

/** Policies of a network plugin or a service mesh: they may open or close what is said here, and are not read. */
export function foreignPolicies(context: Context): readonly Subject[] {
  return context.subjects.filter(isForeignPolicy);
}

function isForeignPolicy(subject: Subject): boolean {
  const { kind, type } = subject;
  if (isNetworkPolicy(subject) || isAdminPolicy(subject) || !type.includes('/')) return false;
  return KINDS.test(kind) || GROUPS.test(type) || (PLUGINS.test(type) && RULES.test(kind));
}

/**
 * Kinds by which network plugins add to the policies of Kubernetes and open what these close (Cilium, Calico, Antrea). A mesh
 * is not among them: it closes what the network opens, and opens nothing.
 */
export const addingKinds: readonly string[] = [
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'CiliumLocalRedirectPolicy',
  'GlobalNetworkPolicy',
  'ClusterNetworkPolicy',
  'NetworkPolicy',
];

/** Whether a subject is a policy of a network plugin, which may open a way and is not read. */
export function mayOpen(subject: Subject): boolean {
  return addingKinds.includes(subject.kind) && isForeignPolicy(subject);
}

/** What a rule that found no way may say: that there is none, or, beside a policy of a network plugin, that nobody knows. */
export function noWay(context: Context): Pick<Verdict, 'result'> & Partial<Pick<Verdict, 'found' | 'because'>> {
  const [beside] = addingKinds.flatMap((kind) => context.ofKind(kind).filter(mayOpen));
  if (beside === undefined) return { result: 'pass' };
  return {
    result: 'indeterminate',
    found: beside.address,
    because:
      'the policies of a network plugin add to those of Kubernetes and are not read here: this one may open a way',
  };
}
