import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { intentsOf, type NetworkFlow } from '../constructs/core/network-intent.ts';
import type { SecretRequirement } from '../constructs/core/secret-contents.ts';
import { secretRequirementsOf } from '../constructs/core/secrets.ts';
import { type Layer, SovereignStack } from '../constructs/core/stack.ts';
import type { Judgement } from '../policies/judge.ts';
import type { Output } from './output.ts';
import type { SovereignApp } from './sovereign-app.ts';

/** Name of the record in the output folder. */
export const recordFile = 'domicile.json';

/** One stack of a judged output. */
export interface JudgedStack {
  readonly id: string;
  /** Layer of the platform; null for a stack that is not a SovereignStack. */
  readonly layer: Layer | null;
  /** Path in the output folder. */
  readonly file: string;
  /** SHA-256 of the file as it was judged, in hexadecimal. */
  readonly sha256: string;
  /** Ids of the stacks that must be there first. */
  readonly dependencies: readonly string[];
}

/**
 * What stands beside the manifest in `cdktf.out` after a synth: what was judged, and what a deploy needs to know that
 * Terraform does not. Without a time, so that the same input gives the same bytes.
 */
export interface SynthRecord {
  readonly schema: 'domicile/synth/v1';
  readonly site: { readonly name: string; readonly sha256: string };
  readonly boundary: string;
  readonly verdict: Judgement['verdict'];
  readonly counts: Judgement['counts'];
  readonly coverage: Judgement['coverage'];
  /** In the order in which they are applied. */
  readonly stacks: readonly JudgedStack[];
  /** Secrets that must be in the cluster before the workloads start: names, never values. */
  readonly secrets: readonly SecretRequirement[];
  /** Every connection that a network policy permits, sorted. */
  readonly flows: readonly NetworkFlow[];
  /** Every file that was written, as paths from the output folder, this record and the manifest aside. */
  readonly files: readonly string[];
}

/** The record of one judged output. */
export function recordOf(app: SovereignApp, output: Output, boundary: string, judgement: Judgement): SynthRecord {
  const layers = new Map(
    app.stacks.map((stack) => [stack.node.id, stack instanceof SovereignStack ? stack.layer : null] as const),
  );
  return {
    schema: 'domicile/synth/v1',
    site: { name: app.site.name, sha256: sha256(app.site.source.text) },
    boundary,
    verdict: judgement.verdict,
    counts: judgement.counts,
    coverage: judgement.coverage,
    stacks: output.stacks.map(({ id, file, bytes, dependencies }) => ({
      id,
      layer: layers.get(id) ?? null,
      file,
      sha256: sha256(bytes),
      dependencies: output.stacks.filter(({ path }) => dependencies.includes(path)).map((needed) => needed.id),
    })),
    secrets: secretRequirementsOf(app),
    flows: intentsOf(app),
    files: output.files,
  };
}

/** The record in an output folder; undefined when there is none that this version can read. */
export function readRecord(outdir: string): SynthRecord | undefined {
  const file = join(outdir, recordFile);
  if (!existsSync(file)) return undefined;
  try {
    const record: SynthRecord = JSON.parse(readFileSync(file, 'utf8'));
    return record.schema === 'domicile/synth/v1' ? record : undefined;
  } catch {
    return undefined;
  }
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
