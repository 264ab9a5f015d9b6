import { stringify } from 'yaml';
import { type ListableKind, nameOf } from './discovery.ts';

/** Name of the role. */
export const READER = 'domicile-live-reader';

interface RoleChoice {
  /** False: the role may not read Secrets, and a reading with it names them as left out. */
  readonly secrets: boolean;
}

/**
 * The least that a live check of this cluster needs, as a ClusterRole in YAML: to list each kind that the cluster offers,
 * by name, and to get the one namespace by which it is recognised. No write, no watch, no subresource: no log, no exec,
 * no token. A kind that comes later is not in it; the check then names that kind as not listed.
 */
export function readerRole(kinds: readonly ListableKind[], { secrets }: RoleChoice): string {
  const readable = kinds.filter((kind) => secrets || nameOf(kind) !== 'secrets');
  const groups = [...new Set(readable.map(({ group }) => group))].sort();
  const rules = groups.map((group) => ({
    apiGroups: [group],
    resources: readable.filter((kind) => kind.group === group).map(({ resource }) => resource),
    verbs: ['list'],
  }));
  const recognise = { apiGroups: [''], resources: ['namespaces'], resourceNames: ['kube-system'], verbs: ['get'] };
  return stringify(
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: READER },
      rules: [...rules, recognise],
    },
    { lineWidth: 0 },
  );
}
