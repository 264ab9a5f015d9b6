import type { Context, Subject } from '../engine/types.ts';
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
  return context.subjects.filter((subject) => {
    const { kind, type } = subject;
    if (isNetworkPolicy(subject) || isAdminPolicy(subject) || !type.includes('/')) return false;
    return KINDS.test(kind) || GROUPS.test(type) || (PLUGINS.test(type) && RULES.test(kind));
  });
}
