import type { Kubectl, KubernetesObject } from '../kubectl.ts';
import { LAYER_LABEL } from '../render.ts';
import { keyOf, type ObjectKey } from './inventory.ts';

const LIMIT_SECONDS = 240;

/**
 * Deletes those of the named objects that still carry the layer's label, the last made first, and waits until they are
 * gone. An object that somebody else has put in the place of ours is left alone. Returns how many were deleted.
 */
export async function deleteObjects(kubectl: Kubectl, keys: readonly ObjectKey[], layer: string): Promise<number> {
  if (keys.length === 0) return 0;
  const there = await kubectl.objects(['get', '--ignore-not-found', '-f', '-'], listOf(keys));
  const ours = there.filter((object) => object.metadata.labels?.[LAYER_LABEL] === layer && !isGivenAccount(object));
  if (ours.length === 0) return 0;
  const inReverse = ours.map(keyOf).toReversed();
  // In the foreground: a namespace that still holds pods when it is deleted waits out half their grace period.
  const args = ['delete', '--ignore-not-found', '--cascade=foreground', `--timeout=${LIMIT_SECONDS}s`, '-f', '-'];
  await kubectl.text(args, listOf(inReverse), LIMIT_SECONDS + 30);
  return ours.length;
}

/** The cluster makes it again at once; it goes with its namespace. */
function isGivenAccount({ kind, metadata }: KubernetesObject): boolean {
  return kind === 'ServiceAccount' && metadata.name === 'default';
}

function listOf(keys: readonly ObjectKey[]): string {
  const items = keys.map(({ apiVersion, kind, namespace, name }) => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
  }));
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}
