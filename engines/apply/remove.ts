import { setTimeout as sleep } from 'node:timers/promises';
import { DeployError } from '../errors.ts';
import type { Kubectl, KubernetesObject } from '../kubectl.ts';
import { LAYER_LABEL } from '../render.ts';
import { keyOf, listOf, type ObjectKey } from './inventory.ts';

const LIMIT_SECONDS = 240;

/** What makes pods. It goes with its pods, before anything that guards them. */
const MAKES_PODS: ReadonlySet<string> = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Pod',
  'ReplicaSet',
  'StatefulSet',
]);

/**
 * Deletes those of the named objects that still carry the layer's label, the last made first, and waits until they are
 * gone. An object that somebody else has put in the place of ours is left alone. Returns how many were deleted.
 */
export async function deleteObjects(kubectl: Kubectl, keys: readonly ObjectKey[], layer: string): Promise<number> {
  if (keys.length === 0) return 0;
  const there = await kubectl.objects(['get', '--ignore-not-found', '-f', '-'], listOf(keys));
  const ours = there.filter((object) => object.metadata.labels?.[LAYER_LABEL] === layer && !isGivenAccount(object));
  if (ours.length === 0) return 0;
  const inReverse = ours.toReversed();
  // In the foreground: a namespace that still holds pods when it is deleted waits out half their grace period.
  await remove(
    kubectl,
    inReverse.filter(({ kind }) => MAKES_PODS.has(kind)),
    'foreground',
  );
  await remove(
    kubectl,
    inReverse.filter(({ kind }) => !MAKES_PODS.has(kind)),
    'background',
  );
  return ours.length;
}

/** kubectl's own waiting asks for one object after the other, five in a second; here each question is about all of them. */
async function remove(
  kubectl: Kubectl,
  objects: readonly KubernetesObject[],
  cascade: 'foreground' | 'background',
): Promise<void> {
  if (objects.length === 0) return;
  const list = listOf(objects.map(keyOf));
  await kubectl.text(['delete', '--ignore-not-found', '--wait=false', `--cascade=${cascade}`, '-f', '-'], list);
  const uids = new Set(objects.map(({ metadata }) => metadata.uid));
  for (const deadline = Date.now() + LIMIT_SECONDS * 1000; ; await sleep(200, null, { signal: kubectl.signal })) {
    const there = await kubectl.objects(['get', '--ignore-not-found', '-f', '-'], list);
    const left = there.filter(({ metadata }) => uids.has(metadata.uid));
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new DeployError(stuck(left));
  }
}

function stuck(left: readonly KubernetesObject[]): string {
  const lines = left.map(({ kind, metadata: { namespace, name, finalizers } }) => {
    const held = Array.isArray(finalizers) && finalizers.length > 0 ? ` (held by ${finalizers.join(', ')})` : '';
    return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${held}`;
  });
  return (
    `these are deleted and not gone after ${LIMIT_SECONDS} s:\n  ${lines.join('\n  ')}\n` +
    'What holds them must let go; then run the same command again.'
  );
}

/** Whether the object is the account that the cluster gives every namespace: stating it changes it, and never creates or deletes it. */
export function isGivenAccount({ kind, metadata }: KubernetesObject): boolean {
  return kind === 'ServiceAccount' && metadata.name === 'default';
}
