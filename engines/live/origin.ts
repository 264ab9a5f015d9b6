import { typeOfKind } from '../../policies/subjects/kubernetes/schema.ts';
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
  readonly controller?: boolean;
}

/**
 * Whose controller makes what. It also takes back what does not fit: a pod that only names a ReplicaSet as its owner is let
 * go or ended. So an owner that somebody writes into an object of his own hides nothing, but for kinds of operators.
 */
const MADE_FOR: Readonly<Record<string, ReadonlySet<string>>> = {
  ControllerRevision: new Set(['StatefulSet', 'DaemonSet']),
  Job: new Set(['CronJob']),
  PersistentVolumeClaim: new Set(['StatefulSet', 'Pod']),
  Pod: new Set(['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'ReplicationController']),
  ReplicaSet: new Set(['Deployment']),
  ResourceClaim: new Set(['Pod']),
};
/** Slices with these marks are their controllers' to write and to delete; any other slice is somebody's. */
const SLICES = /^endpointslice(?:mirroring)?-controller\.k8s\.io$/;

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
    const { namespace, ownerReferences = [] } = object.metadata;
    const owners = (ownerReferences as readonly OwnerReference[])
      .filter(({ controller }) => controller === true)
      .map(({ uid }) => byUid.get(uid))
      .filter((owner) => owner !== undefined && mayMake(owner, object));
    const service = serviceOf(object);
    const key = { apiVersion: 'v1', kind: 'Service', namespace, name: service ?? '' };
    const makers = [...owners, service === undefined ? undefined : byIdentity.get(identityOf(key))];
    const sets = object.kind === 'PersistentVolumeClaim' ? statefulSetsOf(object, objects) : [];
    return [...makers.filter((maker) => maker !== undefined), ...sets];
  };
  const origin = (object: KubernetesObject, depth: number): Origin => {
    if (isOurs(object)) return 'toolkit';
    if (isOfKubernetes(object)) return 'kubernetes';
    const makers = depth > 8 ? [] : makersOf(object).map((maker) => origin(maker, depth + 1));
    return makers.find((made) => made === 'toolkit') ?? makers.find((made) => made === 'kubernetes') ?? 'others';
  };
  return (object) => origin(object, 0);
}

function mayMake(owner: KubernetesObject, object: KubernetesObject): boolean {
  const isOperators = typeOfKind(owner.apiVersion, owner.kind) === undefined;
  return isOperators || (MADE_FOR[object.kind]?.has(owner.kind) ?? false);
}

/** The Service whose endpoints these are. */
function serviceOf({ kind, metadata: { name, labels } }: KubernetesObject): string | undefined {
  if (kind === 'Endpoints') return name;
  const isControlled = SLICES.test(labels?.['endpointslice.kubernetes.io/managed-by'] ?? '');
  return kind === 'EndpointSlice' && isControlled ? labels?.['kubernetes.io/service-name'] : undefined;
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
