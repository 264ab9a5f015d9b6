import { defineRule } from '../../engine/rule.ts';
import type { Context, Fields, Path, Subject, Value, Verdict } from '../../engine/types.ts';
import { noWay } from '../../reach/foreign.ts';
import { reachOf } from '../../reach/reach.ts';
import { accountOf, bindsAny, roleOfBinding } from '../shared/accounts.ts';
import { dataClassOf } from '../shared/data-class.ts';
import { namespaceOf } from '../shared/namespace.ts';
import { workloadsOf } from '../shared/roles.ts';
import { show } from '../shared/value.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

/** Whoever writes one of these decides which labels pods and namespaces have, or what the policies say of them. */
const opening = new Set<Value>(
  [
    'pods pods/* replicationcontrollers deployments statefulsets daemonsets replicasets jobs cronjobs namespaces',
    'networkpolicies adminnetworkpolicies baselineadminnetworkpolicies clusternetworkpolicies *',
    'ciliumnetworkpolicies ciliumclusterwidenetworkpolicies ciliumlocalredirectpolicies globalnetworkpolicies',
  ].flatMap((line) => line.split(' ')),
);
const writing = new Set<Value>(['create', 'update', 'patch', '*']);
const expected = 'no verb that creates or changes pods, namespaces or network policies';

/** The labels that open a way are set by the platform alone. */
export const workloadsOpenNoWay = defineRule({
  id: 'NET-014',
  title: 'No account of a workload can set the labels that open a way to data, nor the policies that read them.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'grundschutz/APP.4.4.A3', 'cis-k8s/5.1.1', 'nis2/art-21-2', 'iso-27001/A.8.22'],
  selects: ['RoleBinding', 'ClusterRoleBinding'],
  whenSilent: 'pass',
  rationale:
    'A network policy lets in whoever has the label. Whoever may create a pod chooses its labels: one line in a role makes ' +
    'every policy a suggestion.',
  remedy:
    'bind the account to a role without create, update and patch on pods, workloads, namespaces and network policies; leave ' +
    'these to whoever deploys the platform',
  *evaluate(subject, context) {
    if (!mattersToData(subject, context)) return;
    const own = namespaceOf(subject, context);
    const accounts = accountsOf(context);
    const bound = listOf(subject.body.subjects).some((one) => bindsAny(fieldsOf(one), own, accounts));
    if (bound) yield judge(subject, context);
  },
});

/**
 * Namespaces that hold data, and those whose pods a way leads from or to. A ClusterRoleBinding counts for all of them; beside
 * policies that nobody reads, a way may lead from anywhere.
 */
function mattersToData(binding: Subject, context: Context): boolean {
  const reach = reachOf(context);
  const holding = reach.classes.filter(({ example }) => dataClassOf(example.namespace, context) !== undefined);
  const isEverywhere = binding.kind === 'ClusterRoleBinding' || noWay(context).result !== 'pass';
  if (holding.length === 0 || isEverywhere) return holding.length > 0;
  const namespace = namespaceOf(binding, context);
  return holding.some((one) => {
    const near = [one, ...reach.sources(one, 'possible'), ...reach.targets(one, 'possible')];
    return near.some(({ example }) => example.namespace === namespace);
  });
}

const known = new WeakMap<Context, ReadonlySet<string>>();

/** `namespace/name` of the accounts that this input's workloads run as. Kubernetes' own controllers are not among them. */
function accountsOf(context: Context): ReadonlySet<string> {
  let accounts = known.get(context);
  if (accounts === undefined) {
    const names = workloadsOf(context).map(
      ({ subject, pod }) => `${namespaceOf(subject, context)}/${accountOf(pod.spec)}`,
    );
    accounts = new Set(names.filter((name) => !name.startsWith('kube-system/')));
    known.set(context, accounts);
  }
  return accounts;
}

function judge(binding: Subject, context: Context): Verdict {
  const ref = fieldsOf(binding.body.roleRef);
  const path: Path = ['roleRef', 'name'];
  const [name, role] = [show(ref.name), roleOfBinding(binding, ref, context)];
  if (role === undefined) return ofUnknownRole(name, path);
  const found = listOf(role.body.rules).map(fieldsOf).flatMap(writes);
  return {
    result: found.length === 0 ? 'pass' : 'fail',
    path,
    found: found.length === 0 ? name : `${name}: ${[...new Set(found)].join(', ')}`,
    because: `the role ${name} of a workload’s account may change what opens a way`,
    expected,
  };
}

function ofUnknownRole(found: string, path: Path): Verdict {
  if (['view', 'system:auth-delegator', 'system:discovery', 'system:basic-user'].includes(found)) {
    return { result: 'pass', path, found, because: `${found} changes nothing`, expected };
  }
  const isWriting = ['edit', 'admin', 'cluster-admin'].includes(found);
  const because = isWriting ? `${found} may create pods with any label` : `the role ${found} is not in this input`;
  return { result: isWriting ? 'fail' : 'indeterminate', path, found, because, expected };
}

/** `create pods`, for each verb that writes and each resource whose labels open ways. */
function writes({ verbs, resources }: Fields): readonly string[] {
  const able = listOf(verbs).filter((verb) => writing.has(verb));
  const over = listOf(resources).filter((resource) => opening.has(resource));
  return able.flatMap((verb) => over.map((resource) => `${show(verb)} ${show(resource)}`));
}
