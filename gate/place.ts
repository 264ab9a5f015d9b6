import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DomicileError, type Problem } from '../constructs/core/errors.ts';
import { filesBelow, isLoaded, isTerraformOwn, linkedFolders } from './files.ts';
import { displayPath } from './output.ts';

/** What says that the rest is whole: the record, then the manifest, by which cdktf finds the stacks. */
const last = ['domicile.json', 'manifest.json'];

/**
 * Files in the output folder that Terraform would load beside the judged ones: someone put them there, and the judge has
 * not read them. `written` are the paths that toolkit runs have written, this one or an earlier one.
 * @throws {@link DomicileError} `app-output`
 */
export function refuseForeignFiles(outdir: string, written: ReadonlySet<string>): void {
  const loaded = filesBelow(join(outdir, 'stacks'), isTerraformOwn)
    .map((path) => `stacks/${path}`)
    .filter((path) => isLoaded(path) && !written.has(path) && !/^stacks\/[^/]+\/cdk\.tf\.json$/.test(path));
  const linked = linkedFolders(join(outdir, 'stacks')).map((name) => `stacks/${name}`);
  const [first, ...rest] = [...loaded.map(foreign), ...linked.map(link)];
  if (first !== undefined) throw new DomicileError(first, ...rest);

  function foreign(path: string): Problem {
    return {
      code: 'app-output',
      message: 'the output folder holds a file that Terraform would load and that the judge has not read',
      seen: displayPath(join(outdir, path)),
      allowed: 'what the app writes',
      mend: 'delete the file, or write it as constructs',
    };
  }

  function link(path: string): Problem {
    return {
      code: 'app-output',
      message: 'a stack of the output folder is a link: Terraform would load what lies behind it',
      seen: displayPath(join(outdir, path)),
      allowed: 'folders that the app makes',
      mend: 'delete the link',
    };
  }
}

/**
 * Moves a judged output into place: each changed file by one rename, then what earlier runs left over goes, and the
 * record and the manifest come last. Unchanged files keep their times. Terraform's own files stay.
 */
export function putInPlace(staging: string, outdir: string, leftovers: readonly string[]): void {
  const files = filesBelow(staging).filter((path) => !last.includes(path));
  for (const path of files) moveFile(staging, outdir, path);
  for (const path of leftovers) removeFile(outdir, path);
  for (const path of last) moveFile(staging, outdir, path);
}

function moveFile(from: string, to: string, path: string): void {
  const target = join(to, path);
  if (existsSync(target) && readFileSync(target).equals(readFileSync(join(from, path)))) return;
  mkdirSync(dirname(target), { recursive: true });
  renameSync(join(from, path), target);
}

function removeFile(outdir: string, path: string): void {
  rmSync(join(outdir, path), { force: true });
  for (let folder = dirname(path); folder !== '.' && folder !== 'stacks'; folder = dirname(folder)) {
    const full = join(outdir, folder);
    if (!existsSync(full) || readdirSync(full).length > 0) return;
    rmdirSync(full);
  }
}

/**
 * Makes Terraform forget which backend each stack used last. For an output folder that held another site: its state is
 * that site's and stays where it is, and Terraform would ask to move it over. A backend that changes within one site is
 * left for Terraform to ask about.
 */
export function forgetBackends(output: string): void {
  for (const stack of readdirSync(join(output, 'stacks'))) {
    rmSync(join(output, 'stacks', stack, '.terraform', 'terraform.tfstate'), { force: true });
  }
}
