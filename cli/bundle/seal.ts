import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../command.ts';
import { layout } from './layout.ts';
import { sumsText } from './sums.ts';
import { isExecutable, settle, sha256Of, treeOf } from './tree.ts';

const PROGRAMS: ReadonlySet<string> = new Set([layout.launcher, layout.mirrorScript]);

/** Writes one file of a bundle. */
export function put(root: string, path: string, content: string | Uint8Array, executable = PROGRAMS.has(path)): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  settle(file, executable);
}

/** The files below a folder that somebody may run. */
export function executablesIn(root: string): readonly string[] {
  return treeOf(root)
    .entries.filter(isExecutable)
    .map(({ path }) => path);
}

/** Lists every file by its digest, last of all. @throws {@link UsageError} for a name that such a list cannot hold */
export function seal(root: string): void {
  const paths = treeOf(root).entries.map(({ path }) => path);
  const odd = paths.find((path) => /[\\\n\r]|^\s/.test(path));
  if (odd !== undefined)
    throw new UsageError(`the file name ${JSON.stringify(odd)} cannot stand in a list of checksums`);
  put(root, layout.sums, sumsText(new Map(paths.map((path) => [path, sha256Of(join(root, path))]))));
}
