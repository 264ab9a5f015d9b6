import type { Kubectl, KubernetesObject } from '../kubectl.ts';
import { applyOwn, SYSTEM_NAMESPACE, TOOLKIT_LABELS } from '../system-namespace.ts';

const SITE_LABEL = 'domicile.internal/inventory-of';

/** The name of an object, without its content. */
export interface ObjectKey {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** What was applied for one layer of one site. It is kept in the cluster, so that every machine sees the same. */
export interface Inventory {
  readonly layer: string;
  /** Position of the layer; a destroy goes from the highest to the lowest. */
  readonly position: number;
  readonly objects: readonly ObjectKey[];
}

/** The inventories of a site, in the order of their layers. */
export async function readInventories(kubectl: Kubectl, site: string): Promise<readonly Inventory[]> {
  const query = ['get', 'configmaps', `--namespace=${SYSTEM_NAMESPACE}`, `--selector=${SITE_LABEL}=${site}`];
  const found = await kubectl.objects(query);
  return found.map(inventoryIn).sort((a, b) => a.position - b.position);
}

/** Replaces the inventory of a layer. */
export async function writeInventory(kubectl: Kubectl, site: string, inventory: Inventory): Promise<void> {
  const objects = inventory.objects.map((key) => JSON.stringify(key)).join('\n');
  await applyOwn(kubectl, [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: nameOf(site, inventory.layer),
        namespace: SYSTEM_NAMESPACE,
        labels: { ...TOOLKIT_LABELS, [SITE_LABEL]: site },
      },
      data: { layer: inventory.layer, position: String(inventory.position), objects },
    },
  ]);
}

/** Forgets a layer whose objects are gone. */
export async function deleteInventory(kubectl: Kubectl, site: string, layer: string): Promise<void> {
  const name = nameOf(site, layer);
  await kubectl.text(['delete', 'configmap', name, `--namespace=${SYSTEM_NAMESPACE}`, '--ignore-not-found']);
}

/** Equal for two keys of the same object. A change of version alone is no other object. */
export function identityOf({ apiVersion, kind, namespace, name }: ObjectKey): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return JSON.stringify([group, kind, namespace ?? '', name]);
}

/** The key of an object as the cluster gives it. */
export function keyOf({ apiVersion, kind, metadata }: KubernetesObject): ObjectKey {
  return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name };
}

function nameOf(site: string, layer: string): string {
  return `inventory-${site}-${layer}`;
}

function inventoryIn(configMap: KubernetesObject): Inventory {
  const { layer = '', position = '0', objects = '' } = configMap.data as Readonly<Record<string, string>>;
  const keys = objects.split('\n').filter((line) => line !== '');
  return { layer, position: Number(position), objects: keys.map(keyIn) };
}

/** JSON has no undefined, so an object without a namespace is read back as it was before it was written. */
function keyIn(line: string): ObjectKey {
  const { apiVersion, kind, namespace, name } = JSON.parse(line) as Partial<ObjectKey>;
  return { apiVersion: apiVersion ?? '', kind: kind ?? '', namespace, name: name ?? '' };
}
