import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../command.ts';
import { type BundleRecord, layout } from './layout.ts';
import { terraformConfiguration } from './mirror.ts';
import { put } from './seal.ts';
import { readSums } from './sums.ts';

/** Marks a folder as an installed bundle, which the next one may replace. */
const MARKER = 'bundle.json';

/**
 * Copies the project of a bundle that was found whole into a folder, and tells Terraform where the providers are now. What
 * stands there besides an earlier bundle's files (state, output, kubeconfig) stays. Every byte is compared once more.
 * @throws {@link UsageError} when the folder holds something else, or the bundle has changed since it was examined
 */
export function installBundle(root: string, folder: string): void {
  requireOurs(folder);
  const partial = join(folder, `.${process.pid}.partial`);
  try {
    const programs = programsIn(root);
    for (const [path, digest] of listed(root)) {
      const to = path === layout.record ? MARKER : path.slice(layout.project.length + 1);
      put(partial, to, unchanged(root, path, digest), programs.has(path));
    }
    if (existsSync(join(partial, 'terraform')))
      put(partial, 'terraform/terraform.tfrc', terraformConfiguration(folder));
    for (const name of readdirSync(partial)) {
      rmSync(join(folder, name), { recursive: true, force: true });
      renameSync(join(partial, name), join(folder, name));
    }
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function requireOurs(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length === 0 || existsSync(join(folder, MARKER))) return;
  throw new UsageError(
    `${folder} holds files, and no earlier bundle was installed there; name a new or an empty folder`,
  );
}

function listed(root: string): readonly (readonly [string, string])[] {
  const sums = readSums(readFileSync(join(root, layout.sums), 'utf8'));
  if (typeof sums === 'string') throw new UsageError(`${layout.sums}: ${sums}`);
  return [...sums].filter(([path]) => path === layout.record || path.startsWith(`${layout.project}/`));
}

function unchanged(root: string, path: string, digest: string): Uint8Array {
  const bytes = readFileSync(join(root, path));
  if (createHash('sha256').update(bytes).digest('hex') === digest) return bytes;
  throw new UsageError(`${path} has changed since the bundle was examined; nothing more was installed`);
}

function programsIn(root: string): ReadonlySet<string> {
  const record = JSON.parse(readFileSync(join(root, layout.record), 'utf8')) as BundleRecord;
  return new Set(record.executables);
}
