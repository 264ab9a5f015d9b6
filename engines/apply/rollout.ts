import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../engine.ts';
import { DeployError } from '../errors.ts';
import type { Kubectl, KubernetesObject } from '../kubectl.ts';
import { asInput, type RenderedObject } from '../render.ts';
import { AWAITED_KINDS, readinessOf } from './readiness.ts';

/**
 * Waits until every workload of a layer is ready: as long as `limitSeconds`, or longer where a Deployment gives itself longer.
 * @throws {@link DeployError} when one can never become ready, or the limit passes; with its name and the reason
 */
export async function waitForRollout(
  kubectl: Kubectl,
  objects: readonly RenderedObject[],
  limitSeconds: number,
  onProgress: Progress,
): Promise<void> {
  const awaited = objects.filter(({ kind }) => AWAITED_KINDS.has(kind));
  if (awaited.length === 0) return;
  const input = asInput(awaited);
  const seconds = Math.max(limitSeconds, ...awaited.map(ownLimit));
  for (const deadline = Date.now() + seconds * 1000; ; await sleep(500, null, { signal: kubectl.signal })) {
    const pending = pendingOf(await kubectl.objects(['get', '-f', '-'], input));
    if (pending.length === 0) return;
    onProgress(`waiting for ${pending.length} of ${awaited.length}: ${pending[0]}`);
    if (Date.now() > deadline) {
      throw new DeployError(
        `these are not ready after ${seconds} s:\n  ${pending.join('\n  ')}\n` +
          'Look at the events: kubectl get events -A. Run the same command again to go on waiting.',
      );
    }
  }
}

/** What the controller of a Deployment waits itself, and a little more: so the message names the pod and not the clock. */
function ownLimit({ body }: RenderedObject): number {
  const { progressDeadlineSeconds } = (body.spec ?? {}) as { readonly progressDeadlineSeconds?: number };
  return progressDeadlineSeconds === undefined ? 0 : progressDeadlineSeconds + 30;
}

function pendingOf(objects: readonly KubernetesObject[]): readonly string[] {
  return objects.flatMap((object) => {
    const readiness = readinessOf(object);
    if (readiness.state === 'ready') return [];
    const line = `${nameOf(object)}: ${readiness.reason}`;
    if (readiness.state === 'failed')
      throw new DeployError(`${line}\nWaiting cannot mend this; change what it asks for.`);
    return [line];
  });
}

function nameOf({ kind, metadata: { namespace, name } }: KubernetesObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
