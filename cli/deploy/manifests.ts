import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../command.ts';

/** Marks a folder as ours to replace, and lists nothing: the folder is replaced as a whole. */
const MARKER = '.domicile-manifests';
const MARKER_TEXT =
  'Written by domicile render, which replaces this folder as a whole. Keep nothing of your own in it.\n';

/**
 * Puts the files into the folder, which appears whole or not at all.
 * @param programs paths of those that people start
 * @throws {@link UsageError} when the folder holds something that an earlier call did not write
 */
export function replaceManifests(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  programs: ReadonlySet<string> = new Set(),
): void {
  requireOurs(folder);
  const partial = `${folder}.${process.pid}.partial`;
  try {
    for (const [path, text] of [...files, [MARKER, MARKER_TEXT] as const]) {
      mkdirSync(dirname(join(partial, path)), { recursive: true });
      writeFileSync(join(partial, path), text, { mode: programs.has(path) ? 0o755 : 0o644 });
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function requireOurs(folder: string): void {
  if (!existsSync(folder)) return;
  const marker = join(folder, MARKER);
  if (readdirSync(folder).length === 0 || (existsSync(marker) && readFileSync(marker, 'utf8') === MARKER_TEXT)) return;
  throw new UsageError(`${folder} holds files that domicile render did not write; name an empty or a new folder`);
}
