import type { Context, Subject, Value } from '../../engine/types.ts';
import { indexed } from './indexed.ts';
import { show } from './value.ts';
import { fieldsOf } from './workload.ts';

const reference = /^\$\{(kubernetes_namespace(?:_v1)?\.[\w-]+)\.(?:metadata(?:\[0\]|\.0)\.name|id)\}$/;
const indexes = new WeakMap<Context, ReadonlyMap<string, string>>();

/** The namespaces of the input that have a name. */
export const namespacesNamed = indexed('Namespace', ({ name }) => name);

/**
 * The namespace that a subject stands in: its name. A Terraform reference to a namespace of the input is followed; one that
 * leads elsewhere stands for itself, so that two objects with the same reference share it. None is `default`.
 */
export function namespaceOf(subject: Subject, context: Context): string {
  return namespaceNamed(subject.namespace ?? fieldsOf(subject.body.metadata).namespace, context);
}

/** The namespace that a text names: see {@link namespaceOf}. */
export function namespaceNamed(written: Value | undefined, context: Context): string {
  if (written === undefined || written === null) return 'default';
  const text = show(written);
  const [, address] = reference.exec(text) ?? [];
  return (address === undefined ? undefined : namesByAddress(context).get(address)) ?? text;
}

function namesByAddress(context: Context): ReadonlyMap<string, string> {
  let index = indexes.get(context);
  if (index === undefined) {
    index = new Map(context.ofKind('Namespace').map(({ address, name }) => [address, name]));
    indexes.set(context, index);
  }
  return index;
}
