import type { Context, Subject } from '../../engine/types.ts';

/** The API server makes these when it starts, and makes them again when they are deleted. */
const NAMESPACES = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Whether a namespace is one that Kubernetes brings, on a running cluster, and holds no pod: nobody has configured it,
 * and in it there is nothing yet to isolate or to harden. With its first pod it is judged like any other.
 */
export function isUnusedOwnNamespace({ live, name }: Subject, context: Context): boolean {
  return live === true && NAMESPACES.has(name) && !context.ofKind('Pod').some((pod) => pod.namespace === name);
}

/**
 * Whether a Service is the API server's own: it makes the Service without a selector and writes its endpoints itself,
 * so a stranger's are overwritten. A cluster whose API server listens on loopback alone has none.
 */
export function isApiServerService({ live, name, namespace }: Subject): boolean {
  return live === true && namespace === 'default' && name === 'kubernetes';
}
