import type { Context, Subject } from '../../engine/types.ts';

/** The API server makes these when it starts, and makes them again when they are deleted. */
const NAMESPACES = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Whether a namespace is one that Kubernetes brings, on a running cluster, and holds no pod: nobody has configured it,
 * and in it there is nothing yet to isolate or to harden. With its first pod it is judged like any other.
 */
export function isUnusedOwnNamespace(subject: Subject, context: Context): boolean {
  // Of what comes from a file not even the name is asked: all namespaces of one pattern then have one answer.
  if (subject.live !== true || !NAMESPACES.has(subject.name)) return false;
  return !context.ofKind('Pod').some((pod) => pod.namespace === subject.name);
}

/**
 * Whether a Service is the API server's own: it makes the Service without a selector and writes its endpoints itself,
 * so a stranger's are overwritten. A cluster whose API server listens on loopback alone has none.
 */
export function isApiServerService(subject: Subject): boolean {
  return subject.live === true && subject.namespace === 'default' && subject.name === 'kubernetes';
}
