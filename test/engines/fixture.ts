import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Blocks = Readonly<Record<string, unknown>>;

/** A stack as a test writes it: its resources, and what it takes from other stacks. */
export interface FixtureStack {
  readonly dependencies?: readonly string[];
  readonly resource: Readonly<Record<string, Readonly<Record<string, Blocks>>>>;
  readonly output?: Readonly<Record<string, Blocks>>;
  readonly data?: Blocks;
  readonly terraform?: Blocks;
  readonly provider?: Blocks;
}

/** Writes a folder as a judged synth leaves it, and returns its path. */
export function outputFolder(stacks: Readonly<Record<string, FixtureStack>>, secrets: readonly unknown[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-out-'));
  writeOutput(folder, stacks, secrets);
  return folder;
}

/** As {@link outputFolder}, over a folder that is there. */
export function writeOutput(
  folder: string,
  stacks: Readonly<Record<string, FixtureStack>>,
  secrets: readonly unknown[] = [],
): void {
  const record = { schema: 'domicile/synth/v1', verdict: 'pass', secrets, stacks: [] as unknown[] };
  const manifest: { version: string; stacks: Record<string, unknown> } = { version: '0.21.0', stacks: {} };
  for (const [name, { dependencies = [], ...configuration }] of Object.entries(stacks)) {
    const file = `stacks/${name}/cdk.tf.json`;
    const text = JSON.stringify(configuration, null, 2);
    mkdirSync(join(folder, 'stacks', name), { recursive: true });
    writeFileSync(join(folder, file), text);
    manifest.stacks[name] = { name, constructPath: name, dependencies, synthesizedStackPath: file, annotations: [] };
    record.stacks.push({ id: name, file, sha256: createHash('sha256').update(text).digest('hex'), dependencies });
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'domicile.json'), JSON.stringify(record));
}

const restricted = {
  run_as_non_root: true,
  allow_privilege_escalation: false,
  privileged: false,
  read_only_root_filesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** A container that Pod Security "restricted" admits. */
export const container = {
  name: 'main',
  image: `registry.example/app@sha256:${'0'.repeat(64)}`,
  security_context: restricted,
  resources: { requests: { cpu: '10m', memory: '16Mi' } },
} as const;

/** A pod's own security context that Pod Security "restricted" admits. */
export const podSecurity = {
  run_as_non_root: true,
  seccomp_profile: { type: 'RuntimeDefault' },
} as const;
