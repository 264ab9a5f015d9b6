import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BinaryName } from './binaries.ts';
import { cacheFolder, moduleFolder } from './cache.ts';
import { RECIPES } from './recipes.ts';

const LIMIT_MINUTES = 60;

/** Told while a long step runs; `text` is one line. */
export type Progress = (text: string) => void;

/** What a build is given. */
export interface BuildOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onProgress: Progress;
  readonly signal: AbortSignal;
}

/** True when Go is on PATH. */
export function canBuild(environment: BuildOptions['environment']): boolean {
  return (environment.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, 'go')));
}

/** Builds the programs with Go into the cache. An interrupted build leaves nothing that looks whole. */
export async function buildBinaries(names: readonly BinaryName[], options: BuildOptions): Promise<void> {
  const folder = cacheFolder(options.environment);
  mkdirSync(folder, { recursive: true });
  removeAbandoned(folder);
  for (const [index, name] of names.entries()) {
    const label = `building ${name} (${index + 1} of ${names.length})`;
    options.onProgress(label);
    const partial = join(folder, `.${name}.${process.pid}.partial`);
    try {
      await goBuild(name, partial, { ...options, onProgress: (text) => options.onProgress(`${label}: ${text}`) });
      renameSync(partial, join(folder, name));
    } finally {
      rmSync(partial, { force: true });
    }
  }
}

/** What a build that was killed has left. One that runs right now keeps its own file: it is younger than any limit. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.partial'))) {
    const file = join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > LIMIT_MINUTES * 60_000) rmSync(file, { force: true });
  }
}

function goBuild(name: BinaryName, output: string, { environment, onProgress, signal }: BuildOptions): Promise<void> {
  const { module, package: target, ldflags } = RECIPES[name];
  const child = spawn('go', ['build', '-v', '-trimpath', '-ldflags', ldflags, '-o', output, target], {
    cwd: join(moduleFolder(), module),
    env: { ...environment, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false' },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    timeout: LIMIT_MINUTES * 60_000,
  });
  const lines: string[] = [];
  let compiled = 0;
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line);
    // -v names each package as it is compiled; downloads and errors carry spaces
    onProgress(line.includes(' ') ? line : `${++compiled} packages compiled`);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else if (code === null) reject(new Error(`go build of ${name} did not end within ${LIMIT_MINUTES} minutes`));
      else
        reject(
          new Error(
            `go build of ${name} failed:\n${lines
              .filter((line) => line.includes(' '))
              .slice(-12)
              .join('\n')}`,
          ),
        );
    });
  });
}
