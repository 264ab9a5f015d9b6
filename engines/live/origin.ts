import { identityOf, keyOf } from '../apply/inventory.ts';
import type { KubernetesObject } from '../kubectl.ts';
import { TOOLKIT_LABELS } from '../system-namespace.ts';
import { isOfKubernetes } from './kubernetes-own.ts';
import { ownersOf } from './ownership.ts';

/** Who an object comes from. */
export type Origin = 'toolkit' | 'kubernetes' | 'others';

/** Tells the origin of an object of one reading. */
export type OriginOf = (object: KubernetesObject) => Origin;

interface OwnerReference {
  readonly uid: string;
}

/** Whether an object has a label by which the toolkit marks what it makes, keeps, or brings for a rehearsal. */
export function isMarked({ metadata: { labels = {} } }: KubernetesObject): boolean {
  const isOurs = ([key, value]: readonly [string, string]) =>
    key.startsWith('domicile.internal/') || TOOLKIT_LABELS[key as keyof typeof TOOLKIT_LABELS] === value;
  return Object.entries(labels).some(isOurs);
}

/**
 * Tells by marks whether the toolkit made an object: by its own, or, where Terraform wrote it, by those of its namespace.
 * Marks are anybody's to write: where the site's own output is at hand, that decides.
 */
export function markedIn(objects: readonly KubernetesObject[]): (object: KubernetesObject) => boolean {
  const marked = objects.filter((object) => object.kind === 'Namespace' && isMarked(object));
  const namespaces = new Set(marked.map(({ metadata }) => metadata.name));
  return (object) => {
    if (isMarked(object)) return true;
    const { namespace } = object.metadata;
    return namespace !== undefined && namespaces.has(namespace) && ownersOf(object)[0]?.deploys === true;
  };
}

/**
 * Tells who the objects of a reading come from. What a controller made for an object (a pod for its Deployment, a slice
 * for its Service) comes from where that object comes from.
 */
export function originsIn(
  objects: readonly KubernetesObject[],
  isOurs: (object: KubernetesObject) => boolean,
): OriginOf {
  const byUid = new Map(objects.map((object) => [object.metadata.uid, object]));
  const byIdentity = new Map(objects.map((object) => [identityOf(keyOf(object)), object]));
  const makersOf = (object: KubernetesObject): readonly KubernetesObject[] => {
    const { namespace, name } = object.metadata;
    const owners = (object.metadata.ownerReferences ?? []) as readonly OwnerReference[];
    const at = (apiVersion: string, kind: string, called: string) =>
      byIdentity.get(identityOf({ apiVersion, kind, namespace, name: called }));
    const service =
      object.kind === 'Endpoints' ? name : object.kind === 'EndpointSlice' ? serviceOf(object) : undefined;
    const makers = [
      ...owners.map(({ uid }) => byUid.get(uid)),
      ...(service === undefined ? [] : [at('v1', 'Service', service)]),
      ...(object.kind === 'PersistentVolumeClaim' ? statefulSetsOf(object, objects) : []),
    ];
    return makers.filter((maker) => maker !== undefined);
  };
  const origin = (object: KubernetesObject, depth: number): Origin => {
    if (isOurs(object)) return 'toolkit';
    if (isOfKubernetes(object)) return 'kubernetes';
    const makers = depth > 8 ? [] : makersOf(object).map((maker) => origin(maker, depth + 1));
    return makers.find((made) => made === 'toolkit') ?? makers.find((made) => made === 'kubernetes') ?? 'others';
  };
  return (object) => origin(object, 0);
}

function serviceOf({ metadata: { labels } }: KubernetesObject): string | undefined {
  return labels?.['kubernetes.io/service-name'];
}

interface SetSpec {
  readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
}

/** A StatefulSet's claims outlive it, and name it only by theirs: `<template>-<set>-<number>`. */
function statefulSetsOf(
  { metadata }: KubernetesObject,
  objects: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  return objects.filter(({ kind, metadata: set, spec }) => {
    if (kind !== 'StatefulSet' || set.namespace !== metadata.namespace) return false;
    const templates = (spec as SetSpec).volumeClaimTemplates ?? [];
    return templates.some((template) => {
      const start = `${template.metadata.name}-${set.name}-`;
      return metadata.name.startsWith(start) && /^\d+$/.test(metadata.name.slice(start.length));
    });
  });
}

/** Who wrote an object, as the API server recorded it: `kubectl-create, 2026-11-22T10:00:00Z`. */
export function writersOf({ metadata }: KubernetesObject): string {
  const entries = (metadata.managedFields ?? []) as readonly {
    manager?: string;
    time?: string;
    subresource?: string;
  }[];
  const first = entries.find(({ subresource }) => subresource === undefined);
  return first === undefined ? 'nobody on record' : [first.manager, first.time].filter(Boolean).join(', ');
}
