import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../engine.ts';
import { DeployError } from '../errors.ts';
import type { Kubectl, KubernetesObject } from '../kubectl.ts';
import { pooled } from '../live/pooled.ts';
import { POD_PREFIX, type ProbePod, probePod, resultsIn } from './pod.ts';

const LIMIT_SECONDS = 180;

/** One pod's tries: a letter for each of its targets, or why there is none. */
export type ProbeResult =
  | { readonly letters: ReadonlyMap<number, string> }
  /** Why the pod could not try anything. */
  | { readonly failure: string };

/**
 * Refuses a cluster whose nodes run nothing.
 * @throws {@link DeployError} when a node is simulated
 */
export async function requireRealNodes(kubectl: Kubectl): Promise<void> {
  const nodes = await kubectl.objects(['get', 'nodes']);
  const simulated = nodes.filter(({ metadata: { annotations } }) => annotations?.['kwok.x-k8s.io/node'] !== undefined);
  if (nodes.length > 0 && simulated.length === 0) return;
  const seen =
    simulated.length === 0 ? 'there is no node' : `${simulated.length} of ${nodes.length} nodes are simulated by kwok`;
  throw new DeployError(
    `${seen}, where no container runs and no packet is filtered: a probe would show nothing. Run it on a real cluster: --kubeconfig FILE --context NAME`,
  );
}

/** Runs the pods, all at once, gives what each found, and removes them whatever happens. */
export async function runProbes(
  kubectl: Kubectl,
  pods: readonly ProbePod[],
  onProgress: Progress,
): Promise<readonly ProbeResult[]> {
  await removeLeft(kubectl);
  try {
    onProgress(`starting ${pods.length} pods`);
    const refused = await pooled(pods, async (pod) => {
      const { code, stderr } = await kubectl.attempt(
        ['create', '-o', 'name', '-f', '-'],
        JSON.stringify(probePod(pod)),
      );
      return code === 0 ? undefined : stderr.trim();
    });
    const ended = await waitForEnd(
      kubectl,
      pods.filter((_, index) => refused[index] === undefined),
      onProgress,
    );
    return pods.map((pod, index) => {
      const failure = refused[index];
      return failure === undefined ? resultOf(ended.get(`${pod.namespace}/${pod.name}`)) : { failure };
    });
  } finally {
    await removeLeft(kubectl);
  }
}

async function waitForEnd(
  kubectl: Kubectl,
  pods: readonly ProbePod[],
  onProgress: Progress,
): Promise<ReadonlyMap<string, KubernetesObject>> {
  for (const deadline = Date.now() + LIMIT_SECONDS * 1000; ; await sleep(500, null, { signal: kubectl.signal })) {
    const found = new Map((await probePods(kubectl)).map((pod) => [keyOf(pod), pod]));
    const open = pods.filter(({ namespace, name }) => !isEnded(found.get(`${namespace}/${name}`)));
    if (open.length === 0 || Date.now() > deadline) return found;
    onProgress(`waiting for ${open.length} of ${pods.length} pods`);
  }
}

function resultOf(pod: KubernetesObject | undefined): ProbeResult {
  const { containerStatuses = [], phase, message, reason } = (pod?.status ?? {}) as PodStatus;
  const [container] = containerStatuses;
  const said = container?.state?.terminated?.message;
  if (said !== undefined) return { letters: resultsIn(said) };
  const waiting = container?.state?.waiting;
  const why = [waiting?.reason, waiting?.message, reason, message].filter((text) => text !== undefined).join(': ');
  return { failure: `the pod did not try anything (${phase ?? 'it is gone'}${why === '' ? '' : `; ${why}`})` };
}

interface PodStatus {
  readonly phase?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly containerStatuses?: readonly {
    readonly state?: {
      readonly terminated?: { readonly message?: string };
      readonly waiting?: { readonly reason?: string; readonly message?: string };
    };
  }[];
}

function isEnded(pod: KubernetesObject | undefined): boolean {
  const { phase } = (pod?.status ?? {}) as PodStatus;
  return phase === 'Succeeded' || phase === 'Failed';
}

async function removeLeft(kubectl: Kubectl): Promise<void> {
  await pooled(await probePods(kubectl), ({ metadata: { namespace, name } }) =>
    kubectl.text([
      'delete',
      'pod',
      name,
      `--namespace=${namespace}`,
      '--ignore-not-found',
      '--wait=false',
      '-o',
      'name',
    ]),
  );
}

async function probePods(kubectl: Kubectl): Promise<readonly KubernetesObject[]> {
  return (await kubectl.objects(['get', 'pods', '-A'])).filter(({ metadata }) => metadata.name.startsWith(POD_PREFIX));
}

function keyOf({ metadata: { namespace, name } }: KubernetesObject): string {
  return `${namespace}/${name}`;
}
