import type { RenderedObject } from '../engines/render.ts';

/** Tells kustomize-controller to leave an object alone that is no longer in the artefact. */
export const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';

/** Kinds whose removal takes patients' data along, or lets in what was kept out. */
const KEPT = new Set([
  ...['Namespace', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass', 'CustomResourceDefinition'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
]);

/**
 * The object, marked where only a person may remove it. Flux removes kinds it does not know before workloads, so that a
 * default deny would go while pods still run; a policy that opens a way is removed as anything else.
 */
export function withPruning(object: RenderedObject): RenderedObject {
  if (!KEPT.has(object.kind) && !closesAll(object)) return object;
  const { metadata } = object.body as unknown as { readonly metadata: { readonly annotations?: object } };
  const annotations = { ...metadata.annotations, [PRUNE]: 'disabled' };
  return { ...object, body: { ...object.body, metadata: { ...metadata, annotations } } as RenderedObject['body'] };
}

function closesAll({ kind, body }: RenderedObject): boolean {
  if (kind !== 'NetworkPolicy') return false;
  const { spec } = body as {
    readonly spec?: { readonly ingress?: readonly unknown[]; readonly egress?: readonly unknown[] };
  };
  return (spec?.ingress ?? []).length === 0 && (spec?.egress ?? []).length === 0;
}
