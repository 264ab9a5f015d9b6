import type { Fields } from '../engine/types.ts';
import { isFields, isList } from './fields.ts';
import type { Document } from './input.ts';

/** `apiVersion` of the files of RKE2, which state none themselves. */
export const RKE2_TYPE = 'configuration.rke2.io/v1';

/** `apiVersion` of a machine configuration of Talos Linux, which states only `version: v1alpha1`. */
export const TALOS_TYPE = 'machine.talos.dev/v1alpha1';

/** `apiVersion` given to a kubeconfig: its own, `v1`, is that of the objects of the API server, and it is none. */
export const KUBECONFIG_TYPE = 'kubeconfig.kubernetes.io/v1';

/** Files of RKE2, by where they lie: the distribution finds them by the name, and asks for no kind. */
const byPath: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\\/])rke2[\\/]config\.yaml$/, 'Rke2Configuration'],
  // Adds to the whole, or replaces keys of it.
  [/(?:^|[\\/])rke2[\\/]config\.yaml\.d[\\/][^\\/]+\.yaml$/, 'Rke2Part'],
  [/(?:^|[\\/])rke2[\\/]registries\.yaml$/, 'Rke2Registries'],
];

/** A document with its kind, when it is a file of a machine that states none; else the document as it is. */
export function withMachineKind(document: Document): Document {
  const { file, value } = document;
  if (!isFields(value)) return document;
  if (isKubeconfig(value)) return { ...document, value: { ...value, apiVersion: KUBECONFIG_TYPE, kind: 'Kubeconfig' } };
  // The documents of Talos beside the configuration name no group.
  if (value.apiVersion === 'v1alpha1') return { ...document, value: { ...value, apiVersion: TALOS_TYPE } };
  if (value.kind !== undefined) return document;
  const kind = byPath.find(([pattern]) => pattern.test(file))?.[1];
  if (kind !== undefined) return { ...document, value: { apiVersion: RKE2_TYPE, kind, ...value } };
  if (!isTalos(value, file)) return document;
  return { ...document, value: { apiVersion: TALOS_TYPE, kind: 'TalosConfiguration', ...value } };
}

function isKubeconfig({ apiVersion, kind, clusters }: Fields): boolean {
  return apiVersion === 'v1' && kind === 'Config' && isList(clusters);
}

/** A whole configuration states its version; a patch of one is told by the parts that it has. */
function isTalos({ version, machine, cluster }: Fields, file: string): boolean {
  if (!isFields(machine) && !isFields(cluster)) return false;
  return version === 'v1alpha1' || (version === undefined && /\.patch\.ya?ml$/.test(file));
}
