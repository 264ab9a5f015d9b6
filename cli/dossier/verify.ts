import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Flaw, layout as sealedLayout } from '../bundle/layout.ts';
import { treeOf } from '../bundle/tree.ts';
import { listedFiles } from '../bundle/verify.ts';
import { UsageError } from '../command.ts';
import { DOSSIER_SCHEMA, DOSSIER_SIGNATURE, type DossierRecord, layout } from './layout.ts';

/** What a dossier turned out to be. */
export type VerifiedDossier =
  | { readonly whole: true; readonly record: DossierRecord; readonly files: number; readonly signed: boolean }
  | { readonly whole: false; readonly flaws: readonly Flaw[] };

/**
 * Examines a dossier as it lies in a folder, with nothing but the folder and, where given, the public key of who should have
 * signed it.
 * @throws {@link UsageError} when there is no dossier
 */
export function verifyDossier(root: string, key?: KeyObject): VerifiedDossier {
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new UsageError(`there is no folder ${root}`);
  if (!existsSync(join(root, sealedLayout.sums)) && !existsSync(join(root, layout.record))) {
    throw new UsageError(`${root} holds no dossier: neither ${sealedLayout.sums} nor ${layout.record} is in it`);
  }
  const listed = listedFiles(root, treeOf(root), key, DOSSIER_SIGNATURE);
  if ('flaws' in listed) return { whole: false, flaws: listed.flaws };
  const record = readRecord(root);
  if (typeof record === 'string') return { whole: false, flaws: [{ file: layout.record, reason: record }] };
  return { whole: true, record, files: listed.sums.size, signed: existsSync(join(root, DOSSIER_SIGNATURE.file)) };
}

function readRecord(root: string): DossierRecord | string {
  try {
    const record = JSON.parse(readFileSync(join(root, layout.record), 'utf8')) as DossierRecord;
    return record.schema === DOSSIER_SCHEMA
      ? record
      : `its schema is ${record.schema}; this version reads ${DOSSIER_SCHEMA}`;
  } catch (error) {
    return `it cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
