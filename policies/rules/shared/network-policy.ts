import { groupBy } from '../../engine/group.ts';
import type { Context, Fields, Subject } from '../../engine/types.ts';
import { isFields } from '../../subjects/fields.ts';
import { namespaceOf } from './namespace.ts';
import { selects } from './selector.ts';
import { fieldsOf, listOf, type PodView } from './workload.ts';

/** `Ingress` or `Egress`: the two directions of a NetworkPolicy. */
export type Direction = 'Ingress' | 'Egress';

const indexes = new WeakMap<Context, ReadonlyMap<string, readonly Subject[]>>();

/** The NetworkPolicies of a namespace. Indexed once a run. */
export function policiesIn(namespace: string, context: Context): readonly Subject[] {
  let index = indexes.get(context);
  if (index === undefined) {
    index = groupBy(context.ofKind('NetworkPolicy'), (policy) => namespaceOf(policy, context));
    indexes.set(context, index);
  }
  return index.get(namespace) ?? [];
}

/**
 * Whether a policy isolates its pods in a direction. Without `policyTypes` the API server assumes Ingress, and Egress only
 * when there is an egress rule: an empty `egress: []` alone isolates nothing.
 */
export function isolates(policy: Subject, direction: Direction): boolean {
  const spec = fieldsOf(policy.body.spec);
  const types = listOf(spec.policyTypes);
  if (types.length > 0) return types.includes(direction);
  return direction === 'Ingress' || listOf(spec.egress).length > 0;
}

/** The policies that isolate these pods in a direction; `undecided` when an unresolved selector may be one more. */
export function policiesFor(
  pod: PodView,
  namespace: string,
  direction: Direction,
  context: Context,
): { readonly policies: readonly Subject[]; readonly undecided: boolean } {
  const policies: Subject[] = [];
  let undecided = false;
  for (const policy of policiesIn(namespace, context)) {
    if (!isolates(policy, direction)) continue;
    const selected = selects(fieldsOf(policy.body.spec).podSelector, pod.labels);
    if (selected === undefined) undecided = true;
    else if (selected) policies.push(policy);
  }
  return { policies, undecided };
}

/** The rules of one direction with the key of their peers. */
export function rulesOf(policy: Subject, direction: Direction): readonly Fields[] {
  const rules = fieldsOf(policy.body.spec)[direction === 'Egress' ? 'egress' : 'ingress'];
  return listOf(rules).map((rule) => (isFields(rule) ? rule : {}));
}
