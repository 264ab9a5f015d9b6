import { createHash } from 'node:crypto';
import { POD_PREFIX, type ProbePod } from '../../engines/probe/pod.ts';
import type { ProbeResult } from '../../engines/probe/run.ts';
import type { Outcome, ProbeEdge, ProbeTarget } from '../../policies/reach/probes.ts';

/** The namespace of the pod that no policy holds; made for one run and removed after it. */
export const CONTROL_NAMESPACE = 'domicile-probe-control';
/** The result has to fit into a termination message: 4096 bytes. */
const TARGETS_OF_A_POD = 500;
const OUTCOMES: Readonly<Record<string, Outcome>> = { o: 'open', r: 'refused', s: 'silent', u: 'untried' };

/** The pods that try these edges, with the edges of each. */
export function podsFor(
  edges: readonly ProbeEdge[],
  image: string,
): readonly { readonly pod: ProbePod; readonly edges: readonly ProbeEdge[] }[] {
  const groups = new Map<ProbeEdge['source'], ProbeEdge[]>();
  for (const edge of edges) groups.set(edge.source, [...(groups.get(edge.source) ?? []), edge]);
  return [...groups].flatMap(([{ namespace, labels }, all]) =>
    chunks(all).map((part) => ({
      pod: podFor(
        namespace,
        labels,
        image,
        part.map(({ target }) => target),
      ),
      edges: part,
    })),
  );
}

/** The pod that tries all targets from where no policy holds it. */
export function controlPod(targets: readonly ProbeTarget[], image: string): ProbePod {
  return podFor(CONTROL_NAMESPACE, {}, image, targets.slice(0, TARGETS_OF_A_POD));
}

function podFor(
  namespace: string,
  labels: Readonly<Record<string, string>>,
  image: string,
  targets: readonly ProbeTarget[],
): ProbePod {
  const written = targets.map(({ address, port }) => `${address},${port}`);
  const mark = createHash('sha256')
    .update(JSON.stringify([namespace, labels, written]))
    .digest('hex')
    .slice(0, 10);
  return { name: `${POD_PREFIX}${mark}`, namespace, labels, image, targets: written };
}

function chunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / TARGETS_OF_A_POD);
  return Array.from({ length: count }, (_, at) => items.slice(at * TARGETS_OF_A_POD, (at + 1) * TARGETS_OF_A_POD));
}

/** What a pod found, target by target. */
export function outcomesIn(result: ProbeResult, count: number): readonly Outcome[] {
  const letters = 'letters' in result ? result.letters : new Map<number, string>();
  return Array.from({ length: count }, (_, index) => OUTCOMES[letters.get(index) ?? 'u'] ?? 'untried');
}
