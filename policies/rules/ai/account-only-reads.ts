import { defineRule } from '../../engine/rule.ts';
import type { Context, Fields, Path, Subject, Value, Verdict } from '../../engine/types.ts';
import { accountOf, bindsAny, changingVerbs, roleOfBinding } from '../shared/accounts.ts';
import { namespaceOf } from '../shared/namespace.ts';
import { isAi, roleOf, workloadsOf } from '../shared/roles.ts';
import { show } from '../shared/value.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

const expected = 'the verbs get, list and watch at most';

/** The service account of an AI workload can change nothing in the cluster. */
export const accountOnlyReads = defineRule({
  id: 'AI-003',
  title: 'The service account of an AI workload can change nothing in the cluster.',
  severity: 'critical',
  enforcement: 'deny',
  controls: ['ai-act/art-14', 'ai-act/art-15', 'c5-2026/IAM-07', 'grundschutz/APP.4.4.A3', 'cis-k8s/5.1.1'],
  selects: ['RoleBinding', 'ClusterRoleBinding'],
  whenSilent: 'pass',
  rationale:
    'A network policy holds as long as the pod cannot rewrite it. An account that may create pods or change policies ' +
    'opens its own way around the approval.',
  remedy: 'bind the account to a Role with get, list and watch only, or to none: a model needs no access to the API',
  *evaluate(subject, context) {
    const accounts = aiAccounts(context);
    const bound = listOf(subject.body.subjects).find((one) =>
      bindsAny(fieldsOf(one), namespaceOf(subject, context), accounts),
    );
    if (bound === undefined) return;
    const ref = fieldsOf(subject.body.roleRef);
    const role = roleOfBinding(subject, ref, context);
    if (role === undefined) yield withoutRole(ref);
    else yield* verbs(role, show(ref.name));
  },
});

type Accounts = ReadonlySet<string>;
const known = new WeakMap<Context, Accounts>();

/** `namespace/name` of the service accounts under which AI workloads run. */
function aiAccounts(context: Context): Accounts {
  let accounts = known.get(context);
  if (accounts === undefined) {
    const ai = workloadsOf(context).filter(({ pod }) => isAi(roleOf(pod)));
    accounts = new Set(ai.map(({ subject, pod }) => `${namespaceOf(subject, context)}/${accountOf(pod.spec)}`));
    known.set(context, accounts);
  }
  return accounts;
}

/** Kubernetes brings `view`, which only reads; of any other role that is not here nobody can tell. */
function withoutRole(ref: Fields): Verdict {
  const path: Path = ['roleRef', 'name'];
  const found = show(ref.name);
  if (found === 'view') return { result: 'pass', path, found, because: 'view only reads', expected };
  const writes = ['edit', 'admin', 'cluster-admin'].includes(found);
  const because = writes ? `${found} may change things` : `the role ${found} is not in this input`;
  return { result: writes ? 'fail' : 'indeterminate', path, found, because, expected };
}

/** Questions about oneself are created, answered and not kept: every account may ask them (`system:basic-user`). */
const questions = new Set<Value>(['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews']);
const questionGroups = new Set<Value>(['authorization.k8s.io', 'authentication.k8s.io']);

function asksOnly(rule: Fields): boolean {
  const [resources, groups] = [listOf(rule.resources), listOf(rule.apiGroups)];
  const known = resources.every((one) => questions.has(one)) && groups.every((one) => questionGroups.has(one));
  return known && resources.length > 0 && groups.length > 0;
}

function* verbs(role: Subject, name: string): Generator<Verdict> {
  const rules = listOf(role.body.rules).map(fieldsOf);
  const writing = changingVerbs(rules.filter((rule) => !asksOnly(rule)));
  yield {
    result: writing.length === 0 ? 'pass' : 'fail',
    path: ['roleRef', 'name'],
    found: writing.length === 0 ? name : `${name}: ${writing.map(show).join(', ')}`,
    because: `the role ${name} of an AI workload's account allows more than reading`,
    expected,
  };
}
