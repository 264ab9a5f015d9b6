import type { Kubectl } from '../../engines/kubectl.ts';
import { type ProbeResult, runProbes } from '../../engines/probe/run.ts';
import { compared, type Outcome, type ProbeEdge } from '../../policies/reach/probes.ts';
import type { Work } from '../deploy/failure.ts';
import type { Probed } from './evidence.ts';
import { CONTROL_NAMESPACE, controlPod, outcomesIn, podsFor } from './tries.ts';

/** What a namespace and the one pod in it may take to be gone. */
const ENDING_SECONDS = 120;

/** Tries all connections, each from a pod of its source's; with `control` also from one that no policy holds. */
export async function tryAll(
  kubectl: Kubectl,
  edges: readonly ProbeEdge[],
  { image, control }: Pick<Probed, 'image' | 'control'>,
  { progress }: Work,
): Promise<Pick<Probed, 'edges' | 'failures'>> {
  progress.step('probing');
  const pods = podsFor(edges, image);
  const targets = [...new Map(edges.map(({ target }) => [`${target.address} ${target.port}`, target])).values()];
  const all = [...pods.map(({ pod }) => pod), ...(control ? [controlPod(targets, image)] : [])];
  const results = await withControl(kubectl, control, () => runProbes(kubectl, all, progress.report));
  progress.clear();
  const tried = pods.flatMap((pod, index) => {
    const outcomes = outcomesOf(results[index], pod.edges.length);
    return pod.edges.map((edge, at) => ({ ...edge, outcome: outcomes[at] ?? 'untried' }));
  });
  const free = control ? outcomesOf(results.at(-1), targets.length) : [];
  const reached = targets.filter((_, index) => free[index] === 'open');
  const failures = results.flatMap((result, index) =>
    'failure' in result ? `${all[index]?.namespace}/${all[index]?.name}: ${result.failure}` : [],
  );
  return { edges: compared(tried, reached), failures };
}

function outcomesOf(result: ProbeResult | undefined, count: number): readonly Outcome[] {
  return outcomesIn(result ?? { failure: 'it was not started' }, count);
}

async function withControl<T>(kubectl: Kubectl, control: boolean, action: () => Promise<T>): Promise<T> {
  if (!control) return action();
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: CONTROL_NAMESPACE, labels } };
  // That of a run just before is still ending: it would be there, and take no pod.
  const limit = `--timeout=${ENDING_SECONDS}s`;
  await kubectl.text(
    ['delete', 'namespace', CONTROL_NAMESPACE, '--ignore-not-found', limit],
    undefined,
    ENDING_SECONDS + 10,
  );
  try {
    await kubectl.text(['apply', '--server-side', '--field-manager=domicile', '-f', '-'], JSON.stringify(namespace));
    return await action();
  } finally {
    await kubectl.text(['delete', 'namespace', CONTROL_NAMESPACE, '--ignore-not-found', '--wait=false']);
  }
}
