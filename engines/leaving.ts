import type { Progress } from './engine.ts';
import type { Kubectl } from './kubectl.ts';

const LIMIT_SECONDS = 300;

/**
 * Waits until namespaces of the platform that are being removed are gone: a `down` that was killed leaves them on their way,
 * and the API server takes nothing new into them.
 */
export async function awaitRemovals(kubectl: Kubectl, onProgress: Progress): Promise<void> {
  const ours = ['get', 'namespaces', '--selector=app.kubernetes.io/managed-by=domicile'];
  const leaving = (await kubectl.objects(ours)).filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
  if (leaving.length === 0) return;
  const names = leaving.map(({ metadata }) => `namespace/${metadata.name}`);
  onProgress(`waiting until an earlier removal has ended: ${names.join(', ')}`);
  const limit = `--timeout=${LIMIT_SECONDS}s`;
  await kubectl.text(['wait', '--for=delete', limit, ...names], undefined, LIMIT_SECONDS + 30);
}
