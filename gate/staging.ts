import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const suffix = /\.(\d+)-\d+\.staging$/;
const open = new Set<string>();
let hooked = false;
let serial = 0;

/**
 * A new, empty folder beside `outdir`, on the same file system, so that a rename moves a file from one to the other.
 * It goes when it is discarded, when the process ends, or, after a kill, when the next one starts.
 */
export function openStaging(outdir: string): string {
  const target = existsSync(outdir) ? realpathSync(outdir) : resolve(outdir);
  mkdirSync(dirname(target), { recursive: true });
  removeAbandoned(target);
  serial += 1;
  const folder = join(dirname(target), `${basename(target)}.${process.pid}-${serial}.staging`);
  mkdirSync(folder);
  open.add(folder);
  if (!hooked) process.once('exit', () => open.forEach(closeStaging));
  hooked = true;
  return folder;
}

/** Removes a staging folder. Does nothing when it is already gone. */
export function closeStaging(folder: string): void {
  open.delete(folder);
  rmSync(folder, { recursive: true, force: true });
}

function removeAbandoned(target: string): void {
  for (const name of readdirSync(dirname(target))) {
    const owner = name.startsWith(`${basename(target)}.`) ? suffix.exec(name)?.[1] : undefined;
    if (owner !== undefined && !isAlive(Number(owner))) closeStaging(join(dirname(target), name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
