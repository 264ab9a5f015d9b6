import { regionOf } from '../../constructs/core/site/location.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import type { Furniture, StorageNeed, Topology } from '../../controlplane/launcher/furniture.ts';
import type { RenderedLayer, RenderedObject } from '../../engines/render.ts';

const ZONES = ['a', 'b', 'c'] as const;
/** More than any workload asks for, on each node. */
const EXTENDED_COUNT = '8';

/** What the local control plane must offer so that these manifests become ready: volumes, devices, and a place. */
export function furnitureFor(site: Site, layers: readonly RenderedLayer[]): Furniture {
  const objects = layers.flatMap((layer) => layer.objects);
  const brought = new Set(objects.filter(({ kind }) => kind === 'StorageClass').map(({ name }) => name));
  const named = new Set([site.storage.class, ...objects.flatMap(storageClassesIn)]);
  const storageClasses = [...named].sort().map((name): StorageNeed => ({ name, create: !brought.has(name) }));
  const resources = Object.fromEntries(
    objects.flatMap(({ body }) => extendedIn(body)).map((name) => [name, EXTENDED_COUNT]),
  );
  return { topology: topologyOf(site), resources, storageClasses };
}

function topologyOf({ location }: Site): Topology {
  const region = regionOf(location);
  return { region, zones: ZONES.map((zone) => `${region}-${zone}`) };
}

function storageClassesIn({ kind, body }: RenderedObject): readonly string[] {
  if (kind !== 'PersistentVolumeClaim' && kind !== 'StatefulSet') return [];
  return valuesOf(body, 'storageClassName').filter((value) => typeof value === 'string');
}

/** Countable resources of a vendor, such as `nvidia.com/gpu`. */
function extendedIn(body: unknown): readonly string[] {
  return valuesOf(body, 'limits')
    .flatMap((limits) => (typeof limits === 'object' && limits !== null ? Object.keys(limits) : []))
    .filter((name) => name.includes('/'));
}

/** Every value under that key, at any depth. */
function valuesOf(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [...(name === key ? [inner] : []), ...valuesOf(inner, key)]);
}
