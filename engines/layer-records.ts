import type { Kubectl } from './kubectl.ts';
import { applyOwn, SYSTEM_NAMESPACE, TOOLKIT_LABELS } from './system-namespace.ts';

/** Whatever is recorded, as lines of text under names; `layer` names the layer. */
export type LayerRecord = Readonly<Record<string, string>> & { readonly layer: string };

/** What the toolkit keeps in a cluster about each layer of one site: one ConfigMap for each, in its own namespace. */
export class LayerRecords {
  readonly #kubectl: Kubectl;
  readonly #subject: 'inventory' | 'unfinished';
  readonly #site: string;

  constructor(kubectl: Kubectl, subject: 'inventory' | 'unfinished', site: string) {
    this.#kubectl = kubectl;
    this.#subject = subject;
    this.#site = site;
  }

  /** All of them, in no order. */
  async read(): Promise<readonly LayerRecord[]> {
    const selector = `--selector=${this.#label}=${this.#site}`;
    const found = await this.#kubectl.objects(['get', 'configmaps', `--namespace=${SYSTEM_NAMESPACE}`, selector]);
    return found.map(({ data }) => ({ layer: '', ...(data as Readonly<Record<string, string>>) }));
  }

  /** Replaces the record of its layer. */
  async write(record: LayerRecord): Promise<void> {
    const labels = { ...TOOLKIT_LABELS, [this.#label]: this.#site };
    const metadata = { name: this.#nameOf(record.layer), namespace: SYSTEM_NAMESPACE, labels };
    await applyOwn(this.#kubectl, [{ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: record }]);
  }

  async delete(layer: string): Promise<void> {
    const where = [this.#nameOf(layer), `--namespace=${SYSTEM_NAMESPACE}`, '--ignore-not-found'];
    await this.#kubectl.text(['delete', 'configmap', ...where]);
  }

  get #label(): string {
    return `domicile.internal/${this.#subject}-of`;
  }

  #nameOf(layer: string): string {
    return `${this.#subject}-${this.#site}-${layer}`;
  }
}
