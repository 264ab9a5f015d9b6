import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** What a program left behind when it ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a TypeScript file in a process of its own, with these variables added and the ones of the cdktf command left out. */
export function runProgram(file: string, env: Readonly<Record<string, string>>, preload?: string): Ended {
  const preloaded = preload === undefined ? [] : ['--import', pathToFileURL(preload).href];
  const { CDKTF_OUTDIR: _outdir, CDKTF_CONTEXT_JSON: _context, ...inherited } = process.env;
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...preloaded, '--import', 'tsx', file], {
    encoding: 'utf8',
    env: { ...inherited, ...env },
    timeout: 60_000,
  });
  return { exitCode: status, signal, stdout, stderr };
}
