import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type OutputFile, type Plugin } from 'esbuild';
import { originalStack } from '../../constructs/core/source-map.ts';
import { type Command, type ExitCode, UsageError } from '../command.ts';
import { programOptions } from '../program.ts';

/** `domicile run`: what `app` in cdktf.json calls. One bundle starts in half the time of a loader that goes file by file. */
export const command: Command = {
  summary: 'Run a TypeScript app that synthesizes, such as main.ts',
  usage: `Usage: domicile run FILE

Bundles FILE with the project's own code, leaves packages where they are, and runs it in this process. Made for "app" in
cdktf.json. Types are not checked: that is what your editor and tsc do.

Exit code: the app's own; 3 when FILE cannot be read or does not compile.
`,
  run: async (args, { cwd }) => {
    const [file, ...rest] = args;
    if (file === undefined || rest.length > 0) throw new UsageError('give the one file to run, such as main.ts');
    await runBundle(await bundle(resolve(cwd, file)));
    return ownExitCode();
  },
};

/** Writes the bundle and its map under node_modules, where the packages that it imports are found. */
async function bundle(entry: string): Promise<string> {
  if (!existsSync(entry)) throw new UsageError(`there is no file ${entry}`);
  const folder = join(nearestPackages(dirname(entry)), '.cache', 'domicile');
  const { outputFiles } = await build({
    entryPoints: [entry],
    ...programOptions,
    outfile: join(folder, 'app.mjs'),
    plugins: [ownPackage(entry)],
  }).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  return keep(folder, basename(entry).replace(/\.\w+$/, ''), outputFiles);
}

/**
 * A project may import itself by its own name (`exports` of its package.json). The bundle stands under node_modules, where
 * Node.js knows no such name, so that it has to name the file.
 */
function ownPackage(entry: string): Plugin {
  return {
    name: 'own-package',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^[^./]/ }, ({ path }) => {
        const file = ownFile(path, entry);
        return file === undefined ? undefined : { path: pathToFileURL(file).href, external: true };
      }),
  };
}

/** The file behind a name that the package around `entry` has given itself; undefined for any other name. */
function ownFile(specifier: string, entry: string): string | undefined {
  const manifest = findPackageJSON(dirname(entry));
  const name = manifest === undefined ? undefined : JSON.parse(readFileSync(manifest, 'utf8')).name;
  if (typeof name !== 'string' || (specifier !== name && !specifier.startsWith(`${name}/`))) return undefined;
  return createRequire(entry).resolve(specifier);
}

function findPackageJSON(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return join(at, 'package.json');
    if (at === dirname(at)) return undefined;
  }
}

/** The `node_modules` that an import from `folder` would find first. */
function nearestPackages(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, 'node_modules');
    if (existsSync(found)) return found;
    if (at === dirname(at)) throw new UsageError(`no node_modules in ${folder} or above it; run: npm ci`);
  }
}

/** Named by content and put there by rename: two runs at once, or one that is killed, leave nothing half-written. */
function keep(folder: string, name: string, files: readonly OutputFile[]): string {
  const digest = createHash('sha256');
  for (const { contents } of files) digest.update(contents);
  const target = join(folder, `${name}-${digest.digest('hex').slice(0, 16)}.mjs`);
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of files) {
    const final = path.endsWith('.map') ? `${target}.map` : target;
    writeFileSync(`${final}.${process.pid}`, contents);
    renameSync(`${final}.${process.pid}`, final);
  }
  return target;
}

async function runBundle(file: string): Promise<void> {
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? originalStack(error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** What the app set, since the command's exit code replaces it. */
function ownExitCode(): ExitCode {
  const code = Number(process.exitCode ?? 0);
  return code === 0 || code === 1 || code === 2 || code === 3 ? code : 1;
}
