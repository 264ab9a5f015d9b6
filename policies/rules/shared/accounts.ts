import type { Context, Fields, Subject, Value } from '../../engine/types.ts';
import { namespaceOf } from './namespace.ts';
import { show } from './value.ts';
import { fieldsOf, listOf } from './workload.ts';

/** The service account that a pod runs as. */
export function accountOf(spec: Fields): string {
  const name = spec.serviceAccountName ?? spec.serviceAccount;
  return name === undefined || name === null ? 'default' : show(name);
}

const readVerbs = new Set<Value>(['get', 'list', 'watch']);

/** The verbs of a Role's rules that change something. */
export function changingVerbs(rules: readonly Fields[]): readonly Value[] {
  return rules.flatMap(({ verbs }) => listOf(verbs)).filter((verb) => !readVerbs.has(verb));
}

/** Whether a Role or ClusterRole only reads. */
export function onlyReads(role: Fields): boolean {
  return changingVerbs(listOf(role.rules).map(fieldsOf)).length === 0;
}

/**
 * Whether a subject of a binding is one of these accounts (`namespace/name`), or a group that holds one:
 * `system:serviceaccounts` is every account of the cluster.
 *
 * @param own the namespace of the binding, which an account without one stands in
 */
export function bindsAny(bound: Fields, own: string, accounts: ReadonlySet<string>): boolean {
  if (bound.kind === 'ServiceAccount') {
    const namespace = bound.namespace === undefined ? own : show(bound.namespace);
    return accounts.has(`${namespace}/${show(bound.name)}`);
  }
  if (bound.kind === 'User') {
    return [...accounts].some((account) => bound.name === `system:serviceaccount:${account.replace('/', ':')}`);
  }
  if (bound.name === 'system:serviceaccounts' || bound.name === 'system:authenticated') return accounts.size > 0;
  return [...accounts].some((account) => bound.name === `system:serviceaccounts:${account.split('/')[0]}`);
}

/** The Role or ClusterRole of a binding, when this input has it. */
export function roleOfBinding(binding: Subject, ref: Fields, context: Context): Subject | undefined {
  const ofKind = context.ofKind(ref.kind === 'ClusterRole' ? 'ClusterRole' : 'Role');
  const inScope = (role: Subject) =>
    ref.kind === 'ClusterRole' || namespaceOf(role, context) === namespaceOf(binding, context);
  return ofKind.find((role) => role.name === ref.name && inScope(role));
}
