import type { RenderedObject } from '../../engines/render.ts';
import { inOrder } from './tree.ts';

/** API groups of Kubernetes itself that end in `.k8s.io`: the API server serves them without a definition. v1.36 */
const OWN_GROUPS = new Set(
  [
    'admissionregistration',
    'apiextensions',
    'apiregistration',
    'authentication',
    'authorization',
    'certificates',
    'coordination',
    'discovery',
    'events',
    'flowcontrol.apiserver',
    'internal.apiserver',
    'networking',
    'node',
    'rbac.authorization',
    'resource',
    'scheduling',
    'storage',
    'storagemigration',
  ].map((name) => `${name}.k8s.io`),
);

/** Kinds that the cluster must know from a CustomResourceDefinition which is not among these objects, as `group/version Kind`. */
export function customKinds(objects: readonly RenderedObject[]): readonly string[] {
  const defined = new Set(
    objects.filter(({ kind }) => kind === 'CustomResourceDefinition').map(({ body }) => kindIn(body)),
  );
  const used = objects.filter(({ body: { apiVersion, kind } }) => isCustom(apiVersion) && !defined.has(kind));
  return [...new Set(used.map(({ body: { apiVersion, kind } }) => `${apiVersion} ${kind}`))].sort(inOrder);
}

function isCustom(apiVersion: string): boolean {
  const [group = '', version] = apiVersion.split('/');
  return version !== undefined && group.includes('.') && !OWN_GROUPS.has(group);
}

function kindIn(definition: unknown): string | undefined {
  return (definition as { readonly spec?: { readonly names?: { readonly kind?: string } } }).spec?.names?.kind;
}
