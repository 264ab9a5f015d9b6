import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** The state files of a site in the folder of its local backend: one for each stack that was ever applied. */
export function stateFiles(folder: string, site: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.startsWith(`${site}.`) && name.endsWith('.tfstate'));
  return names.sort().map((name) => join(folder, name));
}

/** True when the state names a resource. One that was cut off names none: see {@link mendState}. */
export function hasResources(file: string): boolean {
  return (read(file)?.resources?.length ?? 0) > 0;
}

/**
 * Terraform empties a local state before it writes it anew: killed between the two, it leaves a file that no later run can
 * read. The state of before that run lies beside it and takes its place; what the run made since is announced in the
 * cluster. Without one, Terraform begins anew. The damaged file is kept as `.damaged`. Returns what was done, in words.
 */
export function mendState(file: string): string | undefined {
  if (read(file) !== undefined) return undefined;
  const [damaged, before] = [`${file}.damaged`, `${file}.backup`];
  copyFileSync(file, damaged);
  if (!existsSync(before) || read(before) === undefined) {
    renameSync(file, damaged);
    return `${file} was cut off and nothing was before it: begun anew, the rest is kept in ${damaged}`;
  }
  const partial = `${file}.${process.pid}.partial`;
  copyFileSync(before, partial);
  renameSync(partial, file);
  return `${file} was cut off: taken from ${before}, the rest is kept in ${damaged}`;
}

function read(file: string): { readonly resources?: readonly unknown[] } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { readonly resources?: readonly unknown[] };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
