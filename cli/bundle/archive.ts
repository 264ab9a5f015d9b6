import { renameSync, rmSync } from 'node:fs';
import { DeployError } from '../../engines/errors.ts';
import { run } from '../../engines/run.ts';
import type { Terminal } from '../command.ts';
import type { Work } from '../deploy/failure.ts';
import { FIXED_TIME, sha256Of } from './tree.ts';

const LIMIT_SECONDS = 600;
/** GNU tar's words for: nothing of this machine, this user or this hour. */
const REPRODUCIBLE = [
  '--sort=name',
  `--mtime=@${FIXED_TIME}`,
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u+rwX,go+rX,go-w',
  '--format=gnu',
] as const;

/** Writes `FOLDER.tar`, whole or not at all; its SHA-256 in hexadecimal. @throws DeployError with what tar says */
export async function archive(folder: string, terminal: Terminal, { progress, signal }: Work): Promise<string> {
  progress.step('writing the archive');
  const partial = `${folder}.tar.${process.pid}.partial`;
  try {
    const args = ['--create', `--file=${partial}`, `--directory=${folder}`, ...REPRODUCIBLE, '.'];
    const { code, stderr } = await run('tar', args, {
      cwd: folder,
      env: terminal.env,
      limitSeconds: LIMIT_SECONDS,
      signal,
    });
    if (code !== 0)
      throw new DeployError(`tar failed; GNU tar is needed for --archive, the folder is whole:\n${stderr.trim()}`);
    renameSync(partial, `${folder}.tar`);
    return sha256Of(`${folder}.tar`);
  } finally {
    rmSync(partial, { force: true });
  }
}
