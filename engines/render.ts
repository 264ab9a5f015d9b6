import { stringify } from 'yaml';
import type { Fields } from '../policies/engine/types.ts';
import { toKubernetes } from '../policies/subjects/index.ts';
import { DeployError } from './errors.ts';
import { inApplyOrder } from './order.ts';
import type { Json, JsonObject, StackOutput } from './output.ts';
import { References } from './references.ts';

/** Names the layer that an object belongs to, so that a prune can tell its own from everybody else's. */
export const LAYER_LABEL = 'domicile.internal/layer';

/** One Kubernetes object, ready for server-side apply. */
export interface RenderedObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly body: Fields & { readonly apiVersion: string; readonly kind: string };
}

/** The objects of one stack, in the order in which they can be applied. */
export interface RenderedLayer {
  readonly name: string;
  /** Names of the layers that must be there before it. */
  readonly dependencies: readonly string[];
  readonly objects: readonly RenderedObject[];
}

/**
 * Turns the judged Terraform output into plain Kubernetes objects, one layer per stack.
 * @throws {@link DeployError} for a resource that is no Kubernetes object, or a value that only Terraform can know
 */
export function renderLayers(stacks: readonly StackOutput[]): readonly RenderedLayer[] {
  return stacks.map((stack) => ({
    name: stack.name,
    dependencies: stack.dependencies,
    objects: inApplyOrder([...objectsByAddress(stack, stacks).values()]),
  }));
}

/** The objects of one stack by the address of the resource that makes each: `kubernetes_namespace_v1.clinical`. */
export function objectsByAddress(
  stack: StackOutput,
  stacks: readonly StackOutput[],
): ReadonlyMap<string, RenderedObject> {
  const references = new References(stacks);
  const entries = Object.entries(stack.configuration.resource ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName).map(
      ([name, attributes]) => [`${type}.${name}`, renderOne(type, name, attributes, stack, references)] as const,
    ),
  );
  return new Map(entries);
}

/** One folder per layer, one file per object. The same input gives the same bytes. */
export function manifestFiles(layers: readonly RenderedLayer[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [index, { name: layer, objects }] of layers.entries()) {
    const folder = layerFolder(index, layer);
    const width = Math.max(2, String(objects.length).length);
    for (const [position, object] of objects.entries()) {
      const number = String(position + 1).padStart(width, '0');
      const where = object.namespace === undefined ? '' : `${object.namespace}.`;
      const name = object.name.replaceAll(':', '_'); // some file systems refuse a colon
      files.set(`${folder}/${number}-${object.kind.toLowerCase()}-${where}${name}.yaml`, yamlOf(object));
    }
  }
  return files;
}

/** The folder of a layer among the manifests, by its place in the order: `02-data`. */
export function layerFolder(index: number, layer: string): string {
  return `${String(index + 1).padStart(2, '0')}-${layer}`;
}

function yamlOf({ body }: RenderedObject): string {
  return stringify(body, { aliasDuplicateObjects: false, lineWidth: 0 });
}

function renderOne(
  type: string,
  name: string,
  attributes: JsonObject,
  stack: StackOutput,
  references: References,
): RenderedObject {
  const address = `${stack.name}: ${type}.${name}`;
  const resolved = references.resolve(attributes, stack, address) as Fields;
  const object = toKubernetes(type, resolved);
  if (object === undefined) {
    throw new DeployError(
      `${address} makes no Kubernetes object, so it cannot be rendered. Remove it, or deploy with --engine terraform.`,
    );
  }
  return labelled(object, stack.name, address);
}

function labelled(object: Fields, layer: string, address: string): RenderedObject {
  const { apiVersion, kind, metadata } = object as {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata?: JsonObject;
  };
  const name = metadata?.name;
  if (metadata === undefined || typeof name !== 'string') {
    throw new DeployError(`${address} has no metadata.name; server-side apply needs one. Give it a name.`);
  }
  const labels = { ...(metadata.labels as JsonObject | undefined), [LAYER_LABEL]: layer };
  const namespace = typeof metadata.namespace === 'string' ? metadata.namespace : undefined;
  return { kind, name, namespace, body: { ...object, apiVersion, kind, metadata: { ...metadata, labels } as Fields } };
}

/** The text of one or more objects as kubectl reads it from its standard input. */
export function asInput(objects: readonly RenderedObject[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects.map(({ body }): Json => body as JsonObject) });
}
