import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { compare, median, type Run, run } from './measure.ts';
import type { Row } from './report.ts';

/** Synthesis of the reference hospital, judged, against bare cdktf synthesis of the same resources. */
export function benchSynth(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-bench-'));
  const ours = join(folder, 'ours');
  const bare = join(folder, 'bare');
  const { subject, reference, ratio } = compare(
    () => succeeded(run(['node', 'bin/domicile.js', 'run', 'main.ts'], { CDKTF_OUTDIR: ours })),
    () => succeeded(run(['node', '--import', 'tsx', 'bench/bare.ts', ours, bare])),
  );
  requireSameResources(ours, bare);
  rmSync(folder, { recursive: true });
  return [
    {
      name: 'synth and judge the reference hospital',
      seconds: median(subject.map((r) => r.seconds)),
      against: 'cdktf: the same resources, unjudged',
      referenceSeconds: median(reference.map((r) => r.seconds)),
      ratio,
      goal: 1.2,
    },
  ];
}

function succeeded(result: Run): Run {
  if (result.exitCode !== 0) throw new Error(`synth failed (exit ${result.exitCode}): ${result.output.slice(0, 2000)}`);
  return result;
}

/** A reference that makes something else would be no reference. */
function requireSameResources(ours: string, bare: string): void {
  for (const stack of readdirSync(join(ours, 'stacks'))) {
    if (!isDeepStrictEqual(resources(ours, stack), resources(bare, stack))) {
      throw new Error(`the reference synthesizes other resources than the toolkit for stack ${stack}`);
    }
  }
}

function resources(folder: string, stack: string): unknown {
  const { resource } = JSON.parse(readFileSync(join(folder, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
  return JSON.parse(JSON.stringify(resource, (key, value) => (key === '//' ? undefined : value)));
}
