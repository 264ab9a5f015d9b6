import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../command.ts';
import { contradictionsIn } from './contradictions.ts';
import { BUNDLE_SCHEMA, type BundleRecord, type Flaw, layout } from './layout.ts';
import { BUNDLE_SIGNATURE, type SignatureForm, signatureFlaw } from './signature.ts';
import { readSums, type Sums } from './sums.ts';
import { type Entry, sha256Of, type Tree, treeOf } from './tree.ts';

/** What a bundle turned out to be. */
export type Verified =
  | { readonly whole: true; readonly record: BundleRecord; readonly files: number; readonly signed: boolean }
  | { readonly whole: false; readonly flaws: readonly Flaw[] };

/**
 * Examines a bundle as it lies in a folder, with nothing but the folder and, where given, the public key of who should have
 * signed it.
 * @throws {@link UsageError} when there is no bundle
 */
export function verifyBundle(root: string, key?: KeyObject): Verified {
  const tree = bundleTree(root);
  const listed = listedFiles(root, tree, key, BUNDLE_SIGNATURE);
  if ('flaws' in listed) return refused(listed.flaws);
  const { sums } = listed;
  const record = readRecord(root);
  if (typeof record === 'string') return refused([{ file: layout.record, reason: record }]);
  const contradictions = contradictionsIn({ root, tree, sums, record });
  if (contradictions.length > 0) return refused(contradictions);
  return { whole: true, record, files: sums.size, signed: existsSync(join(root, layout.signature)) };
}

/**
 * The files of a folder by the list of checksums in it; or what is not as listed, or not as signed. A folder that is sealed
 * so holds regular files alone.
 */
export function listedFiles(
  root: string,
  tree: Tree,
  key: KeyObject | undefined,
  form: SignatureForm,
): { readonly sums: Sums } | { readonly flaws: readonly Flaw[] } {
  if (!existsSync(join(root, layout.sums))) return { flaws: [{ file: layout.sums, reason: 'it is missing' }] };
  const strange = tree.entries.filter(({ kind }) => kind !== 'file').map((entry) => strangeness(entry, form));
  if (strange.length > 0) return { flaws: strange };
  const sums = readSums(readFileSync(join(root, layout.sums), 'utf8'));
  if (typeof sums === 'string') return { flaws: [{ file: layout.sums, reason: sums }] };
  const forged = signatureFlaw(root, key, form);
  const flaws = [...(forged === undefined ? [] : [forged]), ...flawsIn(root, tree, sums, form)];
  return flaws.length > 0 ? { flaws } : { sums };
}

function refused(flaws: readonly Flaw[]): Verified {
  return { whole: false, flaws };
}

function bundleTree(root: string): Tree {
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new UsageError(`there is no folder ${root}`);
  if (existsSync(join(root, layout.sums)) || existsSync(join(root, layout.record))) return treeOf(root);
  throw new UsageError(`${root} holds no bundle: neither ${layout.sums} nor ${layout.record} is in it`);
}

function strangeness({ path, kind }: Entry, { noun }: SignatureForm): Flaw {
  return { file: path, reason: kind === 'link' ? `it is a link; a ${noun} holds none` : 'it is no regular file' };
}

function flawsIn(root: string, { entries, folders }: Tree, sums: Sums, form: SignatureForm): readonly Flaw[] {
  // The one file that cannot list itself, and the one that is made from the list.
  const unlisted = new Set<string>([layout.sums, form.file]);
  const there = new Set(entries.map(({ path }) => path));
  const parents = new Set([...there].flatMap(foldersAbove));
  return [
    ...[...sums.keys()].filter((path) => !there.has(path)).map((file) => ({ file, reason: 'it is missing' })),
    ...[...there]
      .filter((path) => !sums.has(path) && !unlisted.has(path))
      .map((file) => ({ file, reason: `${layout.sums} does not list it` })),
    ...folders
      .filter((path) => !parents.has(path))
      .map((file) => ({ file, reason: `it is an empty folder; a ${form.noun} holds none` })),
    ...[...sums].filter(([path]) => there.has(path)).flatMap(([path, digest]) => wrongDigest(root, path, digest)),
  ];
}

function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function wrongDigest(root: string, file: string, listed: string): readonly Flaw[] {
  const seen = sha256Of(join(root, file));
  return seen === listed ? [] : [{ file, reason: `its SHA-256 is ${seen}, ${layout.sums} says ${listed}` }];
}

function readRecord(root: string): BundleRecord | string {
  try {
    const record = JSON.parse(readFileSync(join(root, layout.record), 'utf8')) as BundleRecord;
    if (record.schema !== BUNDLE_SCHEMA) return `its schema is ${record.schema}; this version reads ${BUNDLE_SCHEMA}`;
    if (!Array.isArray(record.executables)) return 'it does not say which files are executable';
    return Array.isArray(record.definitions) ? record : 'it does not say which definitions come first';
  } catch (error) {
    return `it is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
