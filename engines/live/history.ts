import type { KubernetesObject } from '../kubectl.ts';

interface Owner {
  readonly kind: string;
  readonly uid: string;
  readonly controller?: boolean;
}

/**
 * Tells the earlier revisions that Kubernetes keeps of a workload for a roll-back: a ReplicaSet of a Deployment that is to
 * have, and has, no pod; a ControllerRevision that is not its set's last. What they hold is not in force. A roll-back
 * writes it into the workload, which is judged; until then a mended workload must not fail for what it once was.
 */
export function earlierRevisions(objects: readonly KubernetesObject[]): ReadonlySet<KubernetesObject> {
  const last = new Map<string, number>();
  for (const object of objects) {
    const owner = controllerOf(object);
    if (object.kind === 'ControllerRevision' && owner !== undefined)
      last.set(owner.uid, Math.max(revisionOf(object), last.get(owner.uid) ?? 0));
  }
  const alive = new Set(objects.map(({ metadata }) => metadata.uid));
  return new Set(
    objects.filter((object) => {
      const owner = controllerOf(object);
      // An owner that does not exist rolls nothing back, and hides nothing.
      if (owner === undefined || !alive.has(owner.uid)) return false;
      if (object.kind === 'ControllerRevision') return revisionOf(object) < (last.get(owner.uid) ?? 0);
      return object.kind === 'ReplicaSet' && owner.kind === 'Deployment' && hasNoPod(object);
    }),
  );
}

function controllerOf({ metadata }: KubernetesObject): Owner | undefined {
  return ((metadata.ownerReferences ?? []) as readonly Owner[]).find(({ controller }) => controller === true);
}

function revisionOf({ revision }: KubernetesObject): number {
  return typeof revision === 'number' ? revision : 0;
}

function hasNoPod({ spec, status }: KubernetesObject): boolean {
  const count = (part: unknown) => (part as { readonly replicas?: number } | undefined)?.replicas ?? 0;
  return (spec as { readonly replicas?: number } | undefined)?.replicas === 0 && count(status) === 0;
}
