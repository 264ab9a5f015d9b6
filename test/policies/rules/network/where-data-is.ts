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
