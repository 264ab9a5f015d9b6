import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow, isLoaded, isTerraformOwn } from './files.ts';
import { displayPath } from './output.ts';

/** What the judge passed of one output folder: paths from it to bytes, and every file that Terraform would load. */
interface Seal {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly loaded: ReadonlySet<string>;
}

/** By output folder. */
const sealed = new Map<string, Seal>();

/**
 * Watches over judged files until the process ends. Another app of the same program could still write into the same
 * folder; what it wrote is then put back or removed, and the process fails, so that nothing unjudged is deployed.
 */
export function seal(outdir: string, files: ReadonlyMap<string, Uint8Array>): void {
  if (sealed.size === 0) process.once('exit', breakSeals);
  sealed.set(outdir, { files, loaded: new Set(loadedIn(outdir)) });
}

function breakSeals(): void {
  for (const [outdir, { files, loaded }] of sealed) {
    // Who removes the whole folder leaves nothing that could be deployed.
    if (!existsSync(outdir)) continue;
    const changed = [...files].filter(([path, bytes]) => !isSame(join(outdir, path), bytes));
    const added = loadedIn(outdir).filter((path) => !loaded.has(path));
    if (changed.length + added.length === 0) continue;
    for (const [path, bytes] of changed) restore(join(outdir, path), bytes);
    for (const path of added) rmSync(join(outdir, path));
    const seen = [...changed.map(([path]) => path), ...added];
    process.stderr.write(message(seen.map((path) => displayPath(join(outdir, path)))));
    process.exitCode = 3;
  }
}

function loadedIn(outdir: string): readonly string[] {
  return filesBelow(outdir, isTerraformOwn).filter(isLoaded);
}

function isSame(file: string, bytes: Uint8Array): boolean {
  return existsSync(file) && readFileSync(file).equals(bytes);
}

function restore(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.judged`, bytes);
  renameSync(`${file}.judged`, file);
}

function message(files: readonly string[]): string {
  return [
    'the program has changed files after the judge had passed them; they are as they were judged again',
    `  seen:    ${files.join(', ')}`,
    '  allowed: one SovereignApp for each output folder, and nothing else that writes there',
    '  mend:    create every stack in the SovereignApp, and call synth last',
    '',
  ].join('\n');
}
