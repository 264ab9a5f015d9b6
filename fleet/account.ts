import { DomicileError } from '../constructs/core/errors.ts';
import type { JsonObject } from '../engines/output.ts';
import type { RenderedLayer, RenderedObject } from '../engines/render.ts';

/** Plural of each kind, as a role names it; source: the API reference of Kubernetes 1.36, as of 2026-11-23. */
const PLURALS: Readonly<Record<string, string>> = {
  Ingress: 'ingresses',
  IngressClass: 'ingressclasses',
  NetworkPolicy: 'networkpolicies',
  PriorityClass: 'priorityclasses',
  RuntimeClass: 'runtimeclasses',
  StorageClass: 'storageclasses',
  ValidatingAdmissionPolicy: 'validatingadmissionpolicies',
};

const CHANGE = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] as const;
const READ = ['get', 'list', 'watch'] as const;

/** Read, and never written: the health of a workload is that of what it makes. */
const HEALTH = [
  { apiGroups: [''], resources: ['pods'], verbs: READ },
  { apiGroups: ['apps'], resources: ['replicasets'], verbs: READ },
] as const;

/** The account that a site is rolled out as, in its own cluster. */
export interface Account {
  readonly name: string;
  readonly namespace: string;
}

/** The account of a fleet, where the platform lets nobody else change it: `system:serviceaccount:NAMESPACE:NAME`. */
export function userOf({ namespace, name }: Account): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/**
 * The account and its rights: the kinds that the artefact holds, and no other. It reads no Secret.
 * @throws {@link DomicileError} for a Secret among the objects
 */
export function accountObjects(account: Account, layers: readonly RenderedLayer[]): readonly JsonObject[] {
  const { name, namespace } = account;
  const objects = layers.flatMap((layer) => layer.objects);
  const rbac = 'rbac.authorization.k8s.io';
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata: { name: `${namespace}-${name}` },
      rules: [...rulesOf(objects), ...handing(objects), ...HEALTH] as unknown as JsonObject[],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: `${namespace}-${name}` },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: `${namespace}-${name}` },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}

function rulesOf(objects: readonly RenderedObject[]) {
  const byGroup = new Map<string, Set<string>>();
  for (const object of objects) {
    refuseSecret(object);
    const group = groupOf(object);
    byGroup.set(group, (byGroup.get(group) ?? new Set()).add(pluralOf(object.kind)));
  }
  return [...byGroup]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, resources]) => ({ apiGroups: [group], resources: [...resources].sort(), verbs: CHANGE }));
}

// Whoever makes a role must hold its rights, or be allowed to hand out rights: these roles by name, and no other.
function handing(objects: readonly RenderedObject[]) {
  return ['Role', 'ClusterRole'].flatMap((kind) => {
    const resourceNames = [...new Set(objects.filter((object) => object.kind === kind).map(({ name }) => name))].sort();
    if (resourceNames.length === 0) return [];
    const resources = [pluralOf(kind)];
    return [{ apiGroups: ['rbac.authorization.k8s.io'], resources, resourceNames, verbs: ['bind', 'escalate'] }];
  });
}

function refuseSecret({ kind, name, namespace }: RenderedObject): void {
  if (kind !== 'Secret') return;
  throw new DomicileError({
    code: 'fleet-rule',
    message: 'an artefact holds no Secret, whatever is in it',
    seen: `Secret ${namespace ?? ''}/${name}`,
    mend: 'create it with domicile secrets, or have the secret store of the site create it',
  });
}

function groupOf({ body: { apiVersion } }: RenderedObject): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function pluralOf(kind: string): string {
  return PLURALS[kind] ?? (kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`).toLowerCase();
}
