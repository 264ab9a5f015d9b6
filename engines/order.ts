/** What must exist before what. A kind that is not named comes in between. */
const FIRST = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'PersistentVolume',
  'ResourceQuota',
  'LimitRange',
  'NetworkPolicy',
  'ServiceAccount',
  'ClusterRole',
  'Role',
  'ClusterRoleBinding',
  'RoleBinding',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'Service',
] as const;
const LAST = [
  'PodDisruptionBudget',
  'StatefulSet',
  'Deployment',
  'DaemonSet',
  'Job',
  'CronJob',
  'HorizontalPodAutoscaler',
  'Ingress',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
] as const;

/** What {@link inApplyOrder} looks at. */
export interface Ordered {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** Sorts so that what others need comes first: by kind, then namespace, then name. The same input in any order gives the same output. */
export function inApplyOrder<T extends Ordered>(objects: readonly T[]): readonly T[] {
  return [...objects].sort(
    (a, b) =>
      rank(a.kind) - rank(b.kind) ||
      compare(a.kind, b.kind) ||
      compare(a.namespace ?? '', b.namespace ?? '') ||
      compare(a.name, b.name),
  );
}

function rank(kind: string): number {
  const first = (FIRST as readonly string[]).indexOf(kind);
  if (first >= 0) return first;
  const last = (LAST as readonly string[]).indexOf(kind);
  return last < 0 ? FIRST.length : FIRST.length + 1 + last;
}

/** By code unit: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
