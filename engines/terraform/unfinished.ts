import { identityOf, keyOf, keysIn, linesOf, listOf, type ObjectKey } from '../apply/inventory.ts';
import type { Kubectl, KubernetesObject } from '../kubectl.ts';
import { LayerRecords } from '../layer-records.ts';
import { ensureSystemNamespace } from '../system-namespace.ts';

/** How the Kubernetes provider calls itself in `managedFields`: by its user agent, and for `kubernetes_manifest` by its field manager. */
const TERRAFORM = /^(?:Terraform|HashiCorp|terraform-provider-kubernetes)/;

/**
 * What an apply is about to create, written into the cluster before it begins and forgotten when it is done. Terraform writes
 * a resource into its state only when it is ready: what a killed apply has made is in the cluster and in no state.
 */
export class UnfinishedApply {
  readonly #kubectl: Kubectl;
  readonly #records: LayerRecords;
  readonly #layer: string;

  constructor(kubectl: Kubectl, site: string, layer: string) {
    this.#kubectl = kubectl;
    this.#records = recordsOf(kubectl, site);
    this.#layer = layer;
  }

  /** Those of the objects that an apply which did not end has made. What somebody else has put there is not among them. */
  async made(objects: readonly ObjectKey[]): Promise<readonly ObjectKey[]> {
    const announced = await this.#announced();
    const asked = objects.filter((key) => announced.has(identityOf(key)));
    return (await this.#present(asked)).filter(isByTerraform).map(keyOf);
  }

  /** Announces the creation of those objects that are not there. */
  async announce(objects: readonly ObjectKey[]): Promise<void> {
    if (objects.length === 0) return;
    const there = new Set((await this.#present(objects)).map((object) => identityOf(keyOf(object))));
    const absent = objects.filter((key) => !there.has(identityOf(key)));
    const all = new Map([...(await this.#announced()), ...absent.map((key) => [identityOf(key), key] as const)]);
    await ensureSystemNamespace(this.#kubectl);
    await this.#records.write({ layer: this.#layer, objects: linesOf([...all.values()]) });
  }

  /** The apply has ended: what it made is in the state. */
  async forget(): Promise<void> {
    await this.#records.delete(this.#layer);
  }

  async #announced(): Promise<ReadonlyMap<string, ObjectKey>> {
    const found = (await this.#records.read()).find(({ layer }) => layer === this.#layer);
    return new Map(keysIn(found?.objects ?? '').map((key) => [identityOf(key), key]));
  }

  async #present(objects: readonly ObjectKey[]): Promise<readonly KubernetesObject[]> {
    if (objects.length === 0) return [];
    const query = ['get', '--ignore-not-found', '--show-managed-fields', '-f', '-'];
    return this.#kubectl.objects(query, listOf(objects));
  }
}

/** Layers of a site whose apply was cut off, in this cluster. */
export async function unfinishedLayers(kubectl: Kubectl, site: string): Promise<readonly string[]> {
  return (await recordsOf(kubectl, site).read()).map(({ layer }) => layer);
}

function recordsOf(kubectl: Kubectl, site: string): LayerRecords {
  return new LayerRecords(kubectl, 'unfinished', site);
}

function isByTerraform({ metadata: { managedFields } }: KubernetesObject): boolean {
  const managers = (managedFields ?? []) as readonly { readonly manager?: string }[];
  return managers.some(({ manager = '' }) => TERRAFORM.test(manager));
}
