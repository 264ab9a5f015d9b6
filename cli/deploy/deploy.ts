import { waitForRollout } from '../../engines/apply/rollout.ts';
import type { Engine, LayerResult } from '../../engines/engine.ts';
import type { Kubectl } from '../../engines/kubectl.ts';
import type { RenderedLayer } from '../../engines/render.ts';
import { ensureSecrets, type SecretOutcome } from '../../engines/secrets/ensure.ts';
import type { SynthRecord } from '../../gate/record.ts';
import type { Work } from './failure.ts';

const ROLLOUT_LIMIT_SECONDS = 600;

/** What a deployment did. */
export interface Deployment {
  readonly layers: readonly LayerResult[];
  readonly secrets: readonly SecretOutcome[];
}

/** What a deployment is given. */
export interface DeployOptions {
  readonly engine: Engine;
  readonly kubectl: Kubectl;
  readonly record: SynthRecord;
  readonly layers: readonly RenderedLayer[];
  readonly work: Work;
}

/** Deploys layer by layer. Secrets come right after the foundation: it makes their namespaces, and workloads wait for them. */
export async function deploy({ engine, kubectl, record, layers, work }: DeployOptions): Promise<Deployment> {
  const { progress } = work;
  const results: LayerResult[] = [];
  let secrets: readonly SecretOutcome[] = [];
  for (const [index, layer] of engine.layers.entries()) {
    progress.step(`${layer} (${index + 1} of ${engine.layers.length}, ${engine.name})`);
    results.push(await engine.deploy(layer));
    if (layer !== lastOfFoundation(record)) continue;
    progress.step('secrets');
    secrets = await ensureSecrets({
      kubectl,
      site: record.site.name,
      requirements: record.secrets,
      onProgress: progress.report,
    });
  }
  progress.step('removing what is gone');
  const removed = await engine.finish();
  progress.step('rollouts');
  const all = layers.flatMap(({ objects }) => objects);
  await waitForRollout(kubectl, all, ROLLOUT_LIMIT_SECONDS, progress.report);
  progress.clear();
  return { layers: merged(results, removed), secrets };
}

/** The last stack that makes namespaces; the first of all when no stack says that it is the foundation. */
function lastOfFoundation({ stacks }: SynthRecord): string | undefined {
  return (stacks.findLast(({ layer }) => layer === 'foundation') ?? stacks[0])?.id;
}

function merged(results: readonly LayerResult[], removed: readonly LayerResult[]): readonly LayerResult[] {
  const gone = new Map(removed.map(({ layer, deleted }) => [layer, deleted]));
  const known = results.map((result) => ({ ...result, deleted: result.deleted + (gone.get(result.layer) ?? 0) }));
  const names = new Set(results.map(({ layer }) => layer));
  return [...known, ...removed.filter(({ layer }) => !names.has(layer))];
}
