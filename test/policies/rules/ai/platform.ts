/** A small platform for the rules about AI: pods by role, and the policies between them. */

/** A pod of a role, told by its variables what it needs. */
export function member(name: string, role: string, env: Readonly<Record<string, string>> = {}, account = name): string {
  const variables = Object.entries(env).map(([key, value]) => `{name: ${key}, value: "${value}"}`);
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: clinical
  labels: {app: ${name}, domicile.internal/role: ${role}}
spec:
  serviceAccountName: ${account}
  containers:
    - name: main
      env: [${variables.join(', ')}]
`;
}

/** A Service for the pods of one member. */
export function service(name: string): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: clinical}
spec: {selector: {app: ${name}}, ports: [{port: 443}]}
`;
}

/** Ports of the rules, in YAML. */
export interface FlowPorts {
  readonly out: string;
  readonly in: string;
}

/** A policy that lets one member send to others, and take from others; nothing else. */
export function flows(name: string, to: readonly string[], from: readonly string[], ports?: FlowPorts): string {
  const peers = (names: readonly string[]) =>
    names.map((peer) => `{podSelector: {matchLabels: {app: ${peer}}}}`).join(', ');
  const rule = (key: string, names: readonly string[], port: string | undefined) =>
    names.length === 0 ? '[]' : `[{${key}: [${peers(names)}]${port === undefined ? '' : `, ports: [${port}]`}}]`;
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: clinical}
spec:
  podSelector: {matchLabels: {app: ${name}}}
  policyTypes: [Ingress, Egress]
  egress: ${rule('to', to, ports?.out)}
  ingress: ${rule('from', from, ports?.in)}
`;
}
