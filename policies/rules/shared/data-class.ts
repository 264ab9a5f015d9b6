import type { Context } from '../../engine/types.ts';
import { namespacesNamed } from './namespace.ts';
import { fieldsOf, type PodView, textOf } from './workload.ts';

/** The label by which a namespace or a pod says how sensitive the data is that it holds. */
export const dataClassLabel = 'domicile.internal/data-class';

/** What a namespace of the run says that it holds; undefined when it says nothing, or nobody wrote it down. */
export function dataClassOf(namespace: string, context: Context): string | undefined {
  const [object] = namespacesNamed(namespace, context);
  return textOf(fieldsOf(fieldsOf(object?.body.metadata).labels)[dataClassLabel]);
}

/** What a pod says that it holds, or else its namespace. */
export function dataClassOfPod(pod: PodView, namespace: string, context: Context): string | undefined {
  return textOf(pod.labels[dataClassLabel]) ?? dataClassOf(namespace, context);
}
