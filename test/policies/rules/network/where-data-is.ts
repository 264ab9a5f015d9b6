import { documents, type Refused } from '../../../support/rule-cases.ts';

/** A namespace that holds data, for the rules about what leads into and out of one. */
export const clinical = `apiVersion: v1
kind: Namespace
metadata: {name: clinical, labels: {domicile.internal/data-class: health}}
`;

/** A NetworkPolicy of that namespace for all of its pods, with rules in YAML. */
export function policy(rules: string, namespace = 'clinical'): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: fhir, namespace: ${namespace}}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ${rules}
`;
}

/** A pod of the namespace. */
export function pod(name: string, role: string, spec = 'containers: [{name: main}]'): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: clinical, labels: {app: ${name}, domicile.internal/role: ${role}}}
spec:
  ${spec}
`;
}

/** Policies of network plugins, which add to those of Kubernetes: of each a name, where a finding says that it stands, and the text. */
export const besidePolicies: readonly (readonly [name: string, address: string, text: string])[] = [
  [
    'a policy of Cilium',
    'CiliumNetworkPolicy/clinical/more',
    'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: more, namespace: clinical}\nspec: {endpointSelector: {}}\n',
  ],
  [
    'one of Cilium for the whole cluster',
    'CiliumClusterwideNetworkPolicy/more',
    'apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {name: more}\nspec: {endpointSelector: {}}\n',
  ],
  [
    'one of Calico, called like that of Kubernetes',
    'NetworkPolicy/clinical/more',
    'apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: more, namespace: clinical}\nspec: {selector: all()}\n',
  ],
  [
    'one of Antrea, called like that of SIG Network',
    'ClusterNetworkPolicy/more',
    'apiVersion: crd.antrea.io/v1beta1\nkind: ClusterNetworkPolicy\nmetadata: {name: more}\nspec: {priority: 1}\n',
  ],
];

/** What no policy opens certainly is not closed beside those of a network plugin: the cases, for an input that passes without. */
export function beside(path: string, ...closed: readonly string[]): readonly [Refused, ...Refused[]] {
  const [first, ...rest] = besidePolicies.map(([name, found, text]) => {
    return { name: `no way, but ${name} beside it`, input: documents(...closed, text), path, found };
  });
  if (first === undefined) throw new Error('there is no policy of a network plugin here');
  return [first, ...rest];
}
