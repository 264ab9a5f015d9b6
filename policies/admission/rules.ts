import { listRules, type Rule } from '../engine/rule.ts';
import { namespaceCheck, objectTargets } from './objects.ts';
import { podChecks, podTargets } from './pods.ts';
import { rows, written } from './rows.ts';
import { scopeOf } from './scope.ts';
import type { Check, ResourceRule } from './types.ts';

const nothing = scopeOf({ site: 'none', subjects: [], deployers: { users: [], groups: [] } });

interface Asked {
  readonly resources: readonly ResourceRule[];
  readonly checks: readonly Check[];
}

const asked: readonly Asked[] = [
  ...podTargets.map(({ resources }) => ({ resources, checks: podChecks(nothing) })),
  { resources: [rows(written, '', 'namespaces')], checks: [namespaceCheck] },
  ...objectTargets(nothing),
];

/** The rules that the API server checks too, by identifier. */
export const compiledRules: readonly Rule[] = listRules([
  ...new Set(asked.flatMap(({ checks }) => checks.map(({ rule }) => rule))),
]);

const kinds: Readonly<Record<string, string>> = {
  pods: 'Pod',
  replicationcontrollers: 'ReplicationController',
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
  replicasets: 'ReplicaSet',
  jobs: 'Job',
  cronjobs: 'CronJob',
  podtemplates: 'PodTemplate',
  services: 'Service',
  networkpolicies: 'NetworkPolicy',
  persistentvolumeclaims: 'PersistentVolumeClaim',
  ingresses: 'Ingress',
  rolebindings: 'RoleBinding',
  clusterrolebindings: 'ClusterRoleBinding',
  namespaces: 'Namespace',
};

/** Kinds of objects that the API server asks a rule about. @throws Error when a policy names a resource without a kind here */
export function kindsAsked(rule: Rule): readonly string[] {
  const own = asked.filter(({ checks }) => checks.some((check) => check.rule === rule));
  const resources = own.flatMap((one) => one.resources.flatMap((row) => row.resources));
  return [...new Set(resources.filter((name) => !name.includes('/')).map(kindOf))];
}

function kindOf(resource: string): string {
  const kind = kinds[resource];
  if (kind === undefined) throw new Error(`no kind is known for the resource ${resource}; add it to kinds`);
  return kind;
}

/** Kinds that a compiled rule judges and the API server does not: a cluster need not have them. */
export function kindsLeft(rule: Rule): readonly string[] {
  const own = new Set([...kindsAsked(rule), '*']);
  return rule.selects.filter((kind) => !own.has(kind));
}
