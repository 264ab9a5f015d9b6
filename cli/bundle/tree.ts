import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One entry below a folder that is no folder itself. */
export interface Entry {
  /** With forward slashes, from the folder. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other';
  /** Permission bits, with set-user, set-group and sticky. */
  readonly mode: number;
}

/** What stands below a folder: entries and folders, sorted by path in code-unit order. Links are not followed. */
export interface Tree {
  readonly entries: readonly Entry[];
  readonly folders: readonly string[];
}

/** The tree below a folder. */
export function treeOf(root: string): Tree {
  const entries: Entry[] = [];
  const folders: string[] = [];
  for (const found of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const path = found.replaceAll('\\', '/');
    const status = lstatSync(join(root, found));
    if (status.isDirectory()) folders.push(path);
    else {
      const kind = status.isFile() ? 'file' : status.isSymbolicLink() ? 'link' : 'other';
      entries.push({ path, kind, mode: status.mode & 0o7777 });
    }
  }
  return { entries: entries.sort((a, b) => inOrder(a.path, b.path)), folders: folders.sort(inOrder) };
}

/** Code-unit order, which no locale changes. */
export function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether somebody may run it. */
export function isExecutable({ mode }: Pick<Entry, 'mode'>): boolean {
  return (mode & 0o100) !== 0;
}

/** Copies one file, with nothing of its owner, its time or its rights but whether it can be run. */
export function copyFile(from: string, to: string, executable: boolean): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  settle(to, executable);
}

/** The rights and the time that every file of a bundle has. */
export function settle(file: string, executable: boolean): void {
  chmodSync(file, executable ? 0o755 : 0o644);
  utimesSync(file, FIXED_TIME, FIXED_TIME);
}

/** Seconds since 1970, as npm has it for what it packs: 26 October 1985, 08:15 UTC. */
export const FIXED_TIME = 499162500;

/** SHA-256 of a file, in hexadecimal. */
export function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
