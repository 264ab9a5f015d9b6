import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RECIPES } from './recipes.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder that holds go.mod: beside this file in the sources, beside dist/ in the package. */
export function moduleFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'controlplane', 'go.mod'))) return join(folder, 'controlplane');
    if (folder === dirname(folder)) throw new Error('controlplane/go.mod is missing from this installation');
  }
}

/** Where built programs are kept: one folder per locked module versions, flags and platform, outside any project. */
export function cacheFolder(environment: Environment): string {
  const base = environment.XDG_CACHE_HOME ?? join(environment.HOME ?? homedir(), '.cache');
  return join(base, 'domicile', 'controlplane', cacheKey());
}

function cacheKey(): string {
  const hash = createHash('sha256');
  const modules = moduleFolder();
  for (const file of ['go.mod', 'go.sum', join('kwok', 'go.mod'), join('kwok', 'go.sum')]) {
    hash.update(readFileSync(join(modules, file)));
  }
  hash.update(JSON.stringify([RECIPES, process.platform, process.arch]));
  return hash.digest('hex').slice(0, 16);
}
