import { isDeepStrictEqual } from 'node:util';
import type { Engine, LayerResult, Progress } from '../engine.ts';
import { DeployError } from '../errors.ts';
import type { Kubectl, KubernetesObject } from '../kubectl.ts';
import { pooled } from '../live/pooled.ts';
import { asInput, LAYER_LABEL, type RenderedLayer, type RenderedObject } from '../render.ts';
import { ensureSystemNamespace } from '../system-namespace.ts';
import { removalWaves } from '../waves.ts';
import { isChanged } from './difference.ts';
import {
  deleteInventory,
  type Inventory,
  identityOf,
  keyOf,
  keyOfRendered,
  type ObjectKey,
  readInventories,
  writeInventory,
} from './inventory.ts';
import { deleteObjects, isGivenAccount } from './remove.ts';
import { waitForRollout } from './rollout.ts';

/** What server-side apply is given. */
export interface ApplyOptions {
  readonly kubectl: Kubectl;
  /** Name of the site: keeps its inventories apart from those of another site in the same cluster. */
  readonly site: string;
  /** In the order in which they are deployed. Empty for a destroy only. */
  readonly layers: readonly RenderedLayer[];
  /** How long a layer may take to become ready. */
  readonly rolloutLimitSeconds: number;
  readonly onProgress: Progress;
}

/** Deploys rendered manifests by server-side apply: no Terraform, no state file; the inventory is in the cluster. */
export class ApplyEngine implements Engine {
  readonly name = 'apply';
  readonly #options: ApplyOptions;
  #inventories: Map<string, Inventory> | undefined;

  constructor(options: ApplyOptions) {
    this.#options = options;
  }

  get layers(): readonly string[] {
    return this.#options.layers.map(({ name }) => name);
  }

  async deploy(layer: string): Promise<LayerResult> {
    const { kubectl, onProgress, rolloutLimitSeconds } = this.#options;
    const { objects } = this.#layer(layer);
    const recorded = (await this.#recorded()).get(layer)?.objects ?? [];
    const before = await existing(kubectl, objects);
    refuseForeign(before.values(), layer);
    // Before the apply: an interruption must not lose track of what was made.
    await this.#record(layer, [...recorded, ...objects.map(keyOfRendered)]);
    onProgress(`applying ${objects.length} objects`);
    const after = await apply(kubectl, objects);
    await waitForRollout(kubectl, objects, rolloutLimitSeconds, onProgress);
    return { layer, deleted: 0, ...countChanges(before, after) };
  }

  async finish(): Promise<readonly LayerResult[]> {
    const { kubectl, site, onProgress } = this.#options;
    const results: LayerResult[] = [];
    for (const { layer, objects } of [...(await this.#recorded()).values()].toReversed()) {
      const wanted = this.layers.includes(layer) ? this.#layer(layer).objects.map(keyOfRendered) : [];
      const keep = new Set(wanted.map(identityOf));
      const gone = objects.filter((key) => !keep.has(identityOf(key)));
      if (gone.length > 0) onProgress(`removing ${gone.length} objects that ${layer} no longer has`);
      const deleted = await deleteObjects(kubectl, gone, layer);
      if (wanted.length === 0) await deleteInventory(kubectl, site, layer);
      else await this.#record(layer, wanted);
      if (deleted > 0) results.push({ layer, created: 0, changed: 0, unchanged: 0, deleted });
    }
    return results;
  }

  async destroy(): Promise<readonly LayerResult[]> {
    const { kubectl, site, onProgress } = this.#options;
    const results: LayerResult[] = [];
    for (const wave of removalWaves(await readInventories(kubectl, site))) {
      onProgress(`removing ${wave.map(({ layer }) => layer).join(', ')}`);
      const removed = await pooled(wave, async ({ layer, objects }) => {
        const deleted = await deleteObjects(kubectl, objects, layer);
        await deleteInventory(kubectl, site, layer);
        return { layer, created: 0, changed: 0, unchanged: 0, deleted };
      });
      results.push(...removed);
    }
    return results;
  }

  #layer(name: string): RenderedLayer {
    const layer = this.#options.layers.find((candidate) => candidate.name === name);
    if (layer === undefined) throw new RangeError(`there is no layer ${name}; there are ${this.layers.join(', ')}`);
    return layer;
  }

  /** What earlier runs have recorded, read once. */
  async #recorded(): Promise<Map<string, Inventory>> {
    const { kubectl, site } = this.#options;
    if (this.#inventories === undefined) {
      await ensureSystemNamespace(kubectl);
      const inventories = await readInventories(kubectl, site);
      this.#inventories = new Map(inventories.map((inventory) => [inventory.layer, inventory]));
    }
    return this.#inventories;
  }

  async #record(layer: string, objects: readonly ObjectKey[]): Promise<void> {
    const inventories = await this.#recorded();
    const unique = [...new Map(objects.map((key) => [identityOf(key), key])).values()];
    const position = this.layers.indexOf(layer);
    const dependencies = this.#options.layers[position]?.dependencies ?? [];
    const inventory: Inventory = { layer, position, dependencies, objects: unique };
    if (isDeepStrictEqual(inventories.get(layer), inventory)) return;
    await writeInventory(this.#options.kubectl, this.#options.site, inventory);
    inventories.set(layer, inventory);
  }
}

const APPLY = ['apply', '--server-side', '--field-manager=domicile', '--warnings-as-errors', '-f', '-'] as const;

type ByIdentity = ReadonlyMap<string, KubernetesObject>;

async function existing(kubectl: Kubectl, objects: readonly RenderedObject[]): Promise<ByIdentity> {
  if (objects.length === 0) return new Map();
  return byIdentity(await kubectl.objects(['get', '--ignore-not-found', '-f', '-'], asInput(objects)));
}

async function apply(kubectl: Kubectl, objects: readonly RenderedObject[]): Promise<ByIdentity> {
  if (objects.length === 0) return new Map();
  return byIdentity(await kubectl.objects(APPLY, asInput(objects), 300));
}

/** Server-side apply would merge into an object that somebody else made, and a destroy would then delete it. */
function refuseForeign(objects: Iterable<KubernetesObject>, layer: string): void {
  const foreign = [...objects].filter(
    (object) => object.metadata.labels?.[LAYER_LABEL] !== layer && !isGivenAccount(object),
  );
  if (foreign.length === 0) return;
  const names = foreign.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
  throw new DeployError(
    `the cluster already has what the layer ${layer} is to create, and this engine did not make it:\n  ${names.join('\n  ')}\n` +
      `Delete them, or hand them over with: kubectl label KIND NAME ${LAYER_LABEL}=${layer}. ` +
      'If Terraform made them, deploy with --engine terraform.',
  );
}

function countChanges(before: ByIdentity, after: ByIdentity) {
  let [created, changed, unchanged] = [0, 0, 0];
  for (const [identity, object] of after) {
    const earlier = before.get(identity);
    if (earlier === undefined) created++;
    else if (isChanged(earlier, object)) changed++;
    else unchanged++;
  }
  return { created, changed, unchanged };
}

function byIdentity(objects: readonly KubernetesObject[]): ByIdentity {
  return new Map(objects.map((object) => [identityOf(keyOf(object)), object]));
}
