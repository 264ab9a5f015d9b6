import type { Fields, Path, Subject, Value } from '../../engine/types.ts';
import { fieldsOf, listOf } from './workload.ts';

const GROUP = 'postgresql.cnpg.io/';

/** Kinds of CloudNativePG by which its pods get their images. Other operators have a kind `Cluster`, too. */
export const databaseKinds: readonly string[] = ['Cluster', 'ImageCatalog', 'ClusterImageCatalog'];

/** Annotation of a Cluster: what its operator puts into the pods beside PostgreSQL. */
export const INJECTED_IMAGES = 'domicile.internal/injected-images';

/** Label that CloudNativePG gives to the pods of a Cluster; their account has the same name. */
export const CLUSTER_LABEL = 'cnpg.io/cluster';

/** Something that a Cluster says, and where. */
export interface Said {
  readonly path: Path;
  readonly value: Value | undefined;
}

/** True for a Cluster of CloudNativePG: one database with its copies. */
export function isDatabaseCluster({ kind, type }: Subject): boolean {
  return kind === 'Cluster' && type.startsWith(GROUP);
}

/**
 * Every image that CloudNativePG is told to run. A Cluster that names neither an image nor a catalogue is told nothing, and takes
 * the operator's own default.
 */
export function databaseImages(subject: Subject): readonly Said[] {
  if (!subject.type.startsWith(GROUP)) return [];
  const spec = fieldsOf(subject.body.spec);
  if (subject.kind !== 'Cluster') {
    return listOf(spec.images).flatMap((one, index) => imagesOf(fieldsOf(one), ['spec', 'images', index], true));
  }
  const injected = fieldsOf(fieldsOf(subject.body.metadata).annotations)[INJECTED_IMAGES];
  const words = typeof injected === 'string' ? injected.split(/\s+/).filter((word) => word !== '') : [];
  return [
    ...(spec.imageCatalogRef === undefined ? [{ path: ['spec', 'imageName'], value: spec.imageName }] : []),
    ...words.map((value) => ({ path: ['metadata', 'annotations', INJECTED_IMAGES], value })),
    ...imagesOf(fieldsOf(spec.postgresql), ['spec', 'postgresql'], false),
  ];
}

function imagesOf(owner: Fields, path: Path, whole: boolean): readonly Said[] {
  const extensions = listOf(owner.extensions).flatMap((one, index) => {
    const { image } = fieldsOf(one);
    if (image === undefined) return [];
    return [{ path: [...path, 'extensions', index, 'image', 'reference'], value: fieldsOf(image).reference }];
  });
  return whole ? [{ path: [...path, 'image'], value: owner.image }, ...extensions] : extensions;
}

/** The storage classes of everything that a Cluster writes to a volume; undefined where it leaves them to the cluster's default. */
export function databaseStorage({ body }: Subject): readonly Said[] {
  const { storage, walStorage, tablespaces } = fieldsOf(body.spec);
  const volumes: readonly (readonly [Path, Value | undefined])[] = [
    [['spec', 'storage'], storage],
    ...(walStorage === undefined ? [] : [[['spec', 'walStorage'], walStorage] as const]),
    ...listOf(tablespaces).map((one, index): readonly [Path, Value | undefined] => [
      ['spec', 'tablespaces', index, 'storage'],
      fieldsOf(one).storage,
    ]),
  ];
  return volumes.map(([path, volume]) => {
    const { storageClass, pvcTemplate } = fieldsOf(volume);
    const template = fieldsOf(pvcTemplate).storageClassName;
    return storageClass === undefined && template !== undefined
      ? { path: [...path, 'pvcTemplate', 'storageClassName'], value: template }
      : { path: [...path, 'storageClass'], value: storageClass };
  });
}
