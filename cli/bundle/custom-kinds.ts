import { servedBy } from './definitions.ts';
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

/** An object, as far as it says what it is. */
interface Kinded {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
}

/** Kinds that the cluster must know from a CustomResourceDefinition which is not among these objects, as `group/version Kind`. */
export function customKinds(bodies: readonly Kinded[]): readonly string[] {
  const defined = new Set(bodies.flatMap(servedBy));
  const used = bodies.filter(({ apiVersion }) => isCustom(String(apiVersion)));
  const kinds = new Set(used.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
  return [...kinds].filter((kind) => !defined.has(kind)).sort(inOrder);
}

function isCustom(apiVersion: string): boolean {
  const [group = '', version] = apiVersion.split('/');
  return version !== undefined && group.includes('.') && !OWN_GROUPS.has(group);
}
