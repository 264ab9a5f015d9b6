import type { Difference, Unlisted } from '../../policies/subjects/index.ts';
import { identityOf, keyOf } from '../apply/inventory.ts';
import type { KubernetesObject } from '../kubectl.ts';
import type { RenderedLayer, RenderedObject } from '../render.ts';
import { SYSTEM_NAMESPACE } from '../system-namespace.ts';
import { compare } from './compare.ts';
import { nameOf } from './discovery.ts';
import { isMarked, originsIn, writersOf } from './origin.ts';
import type { ClusterReading } from './read.ts';

/** What the site says, ready to be compared with a cluster. */
export interface Wanted {
  readonly layers: readonly RenderedLayer[];
  /** Secrets that the toolkit creates, or asks people to create. */
  readonly secrets: readonly { readonly namespace: string; readonly name: string }[];
}

/** Whether the site, or the toolkit for it, has made an object: by what the site's own output says, not by labels. */
export function isWanted({ layers, secrets }: Wanted): (object: KubernetesObject) => boolean {
  const names = new Set(layers.flatMap(({ objects }) => objects.map(identityOfRendered)));
  const named = new Set(secrets.map(({ namespace, name }) => `${namespace}/${name}`));
  return (object) => {
    const { kind, metadata } = object;
    if (names.has(identityOf(keyOf(object)))) return true;
    if (kind === 'Secret' && named.has(`${metadata.namespace}/${metadata.name}`)) return true;
    const { namespace, name, labels } = metadata;
    // What the toolkit keeps for itself has its own namespace; what the local control plane brings has none.
    const isKept = namespace === SYSTEM_NAMESPACE || (kind === 'Namespace' && name === SYSTEM_NAMESPACE);
    const isBrought = namespace === undefined && labels?.['domicile.internal/rehearsal'] !== undefined;
    return (isKept && isMarked(object)) || isBrought;
  };
}

/**
 * How the cluster differs from the site: what is missing, what was changed and by whom, and what stands in the site's
 * namespaces without being the site's. Needs no right but to read.
 */
export function differencesOf(wanted: Wanted, reading: ClusterReading): readonly Difference[] {
  const live = new Map(reading.objects.map((object) => [identityOf(keyOf(object)), object]));
  const stated = wanted.layers.flatMap(({ objects }) => objects);
  const unread = kindsLeftOut(reading);
  return [
    ...stated.filter(({ kind }) => !unread.has(kind)).flatMap((object) => differencesAt(object, live)),
    ...additions(wanted, stated, reading),
  ];
}

function differencesAt(object: RenderedObject, live: ReadonlyMap<string, KubernetesObject>): readonly Difference[] {
  const { kind, name, namespace = null } = object;
  const found = live.get(identityOfRendered(object));
  if (found !== undefined) {
    // What differs in a Secret is said, and neither of the two values.
    const hidden = kind === 'Secret' ? { found: '(not shown)', expected: '(not shown)' } : {};
    return compare(object, found).map((one) => ({ kind, namespace, name, ...one, ...hidden }));
  }
  const expected = `the ${kind} that the site states`;
  return [{ change: 'missing', kind, namespace, name, path: [], found: '(nothing)', expected, by: null }];
}

/** A kind that nobody could list is named as such; that all its objects are missing would be a second, false alarm. */
function kindsLeftOut({ kinds, unlisted }: ClusterReading): ReadonlySet<string> {
  const names = new Set(unlisted.map(({ what }: Unlisted) => what));
  const left = kinds.filter((kind) => names.has(nameOf(kind)) || names.has(kind.apiVersion));
  return new Set(left.map(({ kind }) => kind));
}

function additions(wanted: Wanted, stated: readonly RenderedObject[], reading: ClusterReading): readonly Difference[] {
  const namespaces = new Set(stated.map(({ kind, name, namespace }) => (kind === 'Namespace' ? name : namespace)));
  const originOf = originsIn(reading.objects, isWanted(wanted));
  return reading.objects
    .filter(({ metadata: { namespace } }) => namespace !== undefined && namespaces.has(namespace))
    .filter((object) => originOf(object) === 'others')
    .map((object) => ({
      change: 'added',
      kind: object.kind,
      namespace: object.metadata.namespace ?? null,
      name: object.metadata.name,
      path: [],
      found: `a ${object.kind}`,
      expected: '(nothing of that name)',
      by: writersOf(object),
    }));
}

function identityOfRendered({ body: { apiVersion }, kind, namespace, name }: RenderedObject): string {
  return identityOf({ apiVersion, kind, namespace, name });
}
