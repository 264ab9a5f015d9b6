import type { Kubectl, KubernetesObject } from '../kubectl.ts';
import { type LayerRecord, LayerRecords } from '../layer-records.ts';
import type { RenderedObject } from '../render.ts';

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
  /** Position of the layer in the order of deployment. */
  readonly position: number;
  /** Layers that must be there before it; a destroy removes those after it. */
  readonly dependencies: readonly string[];
  readonly objects: readonly ObjectKey[];
}

/** The inventories of a site, in the order of their layers. */
export async function readInventories(kubectl: Kubectl, site: string): Promise<readonly Inventory[]> {
  const found = await recordsOf(kubectl, site).read();
  const inventories = found.map(inventoryIn).sort((a, b) => a.position - b.position);
  return inventories.map((one, index) => ({ ...one, dependencies: one.dependencies ?? namesOf(inventories, index) }));
}

/** Replaces the inventory of a layer. */
export async function writeInventory(kubectl: Kubectl, site: string, inventory: Inventory): Promise<void> {
  const { layer, position, dependencies, objects } = inventory;
  await recordsOf(kubectl, site).write({
    layer,
    position: String(position),
    dependencies: dependencies.join('\n'),
    objects: linesOf(objects),
  });
}

/** Forgets a layer whose objects are gone. */
export async function deleteInventory(kubectl: Kubectl, site: string, layer: string): Promise<void> {
  await recordsOf(kubectl, site).delete(layer);
}

/** Equal for two keys of the same object. A change of version alone is no other object. */
export function identityOf({ apiVersion, kind, namespace, name }: ObjectKey): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return JSON.stringify([group, kind, namespace ?? '', name]);
}

/** The key of an object that is to be. */
export function keyOfRendered({ body: { apiVersion }, kind, namespace, name }: RenderedObject): ObjectKey {
  return { apiVersion, kind, namespace, name };
}

/** Keys as text, one in a line. */
export function linesOf(keys: readonly ObjectKey[]): string {
  return keys.map((key) => JSON.stringify(key)).join('\n');
}

/** The keys in a text of {@link linesOf}. */
export function keysIn(text: string): readonly ObjectKey[] {
  return linesIn(text).map(keyIn);
}

/** What kubectl reads from its standard input to find these objects. */
export function listOf(keys: readonly ObjectKey[]): string {
  const items = keys.map(({ apiVersion, kind, namespace, name }) => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
  }));
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

/** The key of an object as the cluster gives it. */
export function keyOf({ apiVersion, kind, metadata }: KubernetesObject): ObjectKey {
  return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name };
}

function recordsOf(kubectl: Kubectl, site: string): LayerRecords {
  return new LayerRecords(kubectl, 'inventory', site);
}

/** An inventory as it was written; earlier versions did not write the dependencies. */
type Written = Omit<Inventory, 'dependencies'> & { readonly dependencies: readonly string[] | undefined };

function inventoryIn({ layer, position = '0', dependencies, objects = '' }: LayerRecord): Written {
  return {
    layer,
    position: Number(position),
    dependencies: dependencies === undefined ? undefined : linesIn(dependencies),
    objects: keysIn(objects),
  };
}

/** Where nobody wrote down what a layer needs, it may need every one before it. */
function namesOf(inventories: readonly Written[], before: number): readonly string[] {
  return inventories.slice(0, before).map(({ layer }) => layer);
}

function linesIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** JSON has no undefined, so an object without a namespace is read back as it was before it was written. */
function keyIn(line: string): ObjectKey {
  const { apiVersion, kind, namespace, name } = JSON.parse(line) as Partial<ObjectKey>;
  return { apiVersion: apiVersion ?? '', kind: kind ?? '', namespace, name: name ?? '' };
}
