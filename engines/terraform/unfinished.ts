import { identityOf, keyOf, keysIn, linesOf, listOf, type ObjectKey } from '../apply/inventory.ts';
import type { Kubectl, KubernetesObject } from '../kubectl.ts';
import { applyOwn, ensureSystemNamespace, SYSTEM_NAMESPACE, TOOLKIT_LABELS } from '../system-namespace.ts';

const SITE_LABEL = 'domicile.internal/unfinished-of';
/** How the Kubernetes provider calls itself in `managedFields`: by its user agent, and for `kubernetes_manifest` by its field manager. */
const TERRAFORM = /^(?:Terraform|HashiCorp|terraform-provider-kubernetes)/;

/**
 * What an apply is about to create, written into the cluster before it begins and forgotten when it is done. Terraform writes
 * a resource into its state only when it is ready: what a killed apply has made is in the cluster and in no state.
 */
export class UnfinishedApply {
  readonly #kubectl: Kubectl;
  readonly #site: string;
  readonly #layer: string;

  constructor(kubectl: Kubectl, site: string, layer: string) {
    this.#kubectl = kubectl;
    this.#site = site;
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
    await applyOwn(this.#kubectl, [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: this.#name,
          namespace: SYSTEM_NAMESPACE,
          labels: { ...TOOLKIT_LABELS, [SITE_LABEL]: this.#site },
        },
        data: { layer: this.#layer, objects: linesOf([...all.values()]) },
      },
    ]);
  }

  /** The apply has ended: what it made is in the state. */
  async forget(): Promise<void> {
    const where = [this.#name, `--namespace=${SYSTEM_NAMESPACE}`, '--ignore-not-found'];
    await this.#kubectl.text(['delete', 'configmap', ...where]);
  }

  async #announced(): Promise<ReadonlyMap<string, ObjectKey>> {
    const where = [this.#name, `--namespace=${SYSTEM_NAMESPACE}`, '--ignore-not-found'];
    const [found] = await this.#kubectl.objects(['get', 'configmap', ...where]);
    const { objects = '' } = (found?.data ?? {}) as Readonly<Record<string, string>>;
    return new Map(keysIn(objects).map((key) => [identityOf(key), key]));
  }

  async #present(objects: readonly ObjectKey[]): Promise<readonly KubernetesObject[]> {
    if (objects.length === 0) return [];
    const query = ['get', '--ignore-not-found', '--show-managed-fields', '-f', '-'];
    return this.#kubectl.objects(query, listOf(objects));
  }

  get #name(): string {
    return `unfinished-${this.#site}-${this.#layer}`;
  }
}

/** Layers of a site whose apply was cut off, in this cluster. */
export async function unfinishedLayers(kubectl: Kubectl, site: string): Promise<readonly string[]> {
  const query = ['get', 'configmaps', `--namespace=${SYSTEM_NAMESPACE}`, `--selector=${SITE_LABEL}=${site}`];
  return (await kubectl.objects(query)).map(({ data }) => (data as Readonly<Record<string, string>>).layer ?? '');
}

function isByTerraform({ metadata: { managedFields } }: KubernetesObject): boolean {
  const managers = (managedFields ?? []) as readonly { readonly manager?: string }[];
  return managers.some(({ manager = '' }) => TERRAFORM.test(manager));
}
