/** A third-party app as the rules about apps see it. */

export const digest = `sha256:${'a'.repeat(64)}`;

/** A namespace with these annotations, which says that it is one of an app. */
export function appNamespace(annotations: Readonly<Record<string, string>>, role = 'third-party-app'): string {
  const lines = Object.entries(annotations).map(
    ([key, value]) => `    domicile.internal/${key}: ${JSON.stringify(value)}\n`,
  );
  return `apiVersion: v1
kind: Namespace
metadata:
  name: app
  labels: {domicile.internal/role: ${role}}
  annotations:${lines.length === 0 ? ' {}' : `\n${lines.join('')}`}
`;
}

/** A pod of a role, in a namespace. */
export function member(
  name: string,
  role: string,
  namespace: string,
  image = `registry.example/app@${digest}`,
): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: {app: ${name}, k8s-app: ${name}, domicile.internal/role: ${role}}
spec:
  containers:
    - {name: main, image: "${image}"}
`;
}

/** A policy that lets one pod send to others, and take from others, each as `namespace/name`; nothing else. */
export function flows(name: string, namespace: string, to: readonly string[], from: readonly string[]): string {
  const peer = (one: string) => {
    const [there = '', pod = ''] = one.split('/');
    return `{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${there}}}, podSelector: {matchLabels: {app: ${pod}}}}`;
  };
  const rules = (key: string, names: readonly string[]) =>
    names.length === 0 ? '[]' : `[{${key}: [${names.map(peer).join(', ')}]}]`;
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  podSelector: {matchLabels: {app: ${name}}}
  policyTypes: [Ingress, Egress]
  egress: ${rules('to', to)}
  ingress: ${rules('from', from)}
`;
}
