import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { put, seal } from '../bundle/seal.ts';
import { signSums } from '../bundle/signature.ts';
import { UsageError } from '../command.ts';
import { DOSSIER_SIGNATURE, type DossierRecord, layout } from './layout.ts';

/**
 * Writes a dossier into a folder, which appears whole or not at all; with a key, signed.
 * @throws {@link UsageError} when the folder holds something already
 */
export function writeDossier(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  key: KeyObject | undefined,
): void {
  refuseFull(folder);
  const partial = `${folder}.${process.pid}.partial`;
  try {
    mkdirSync(partial, { recursive: true });
    for (const [path, content] of files) put(partial, path, content);
    seal(partial);
    if (key !== undefined) signSums(partial, recordIn(files), key, DOSSIER_SIGNATURE);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** A dossier replaces nothing. @throws {@link UsageError} */
export function refuseFull(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new UsageError(`${folder} is not empty; name a new folder, or remove that one first`);
}

function recordIn(files: ReadonlyMap<string, string | Uint8Array>): DossierRecord {
  return JSON.parse(String(files.get(layout.record))) as DossierRecord;
}
