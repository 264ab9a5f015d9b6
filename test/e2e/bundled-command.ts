import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const repository = join(import.meta.dirname, '..', '..');

/** The command and the app as `npm run build` bundles them, of the sources as they are. */
export interface BundledCommand {
  /** Runs the command when its arguments follow. */
  readonly program: readonly string[];
  /** The `app` of a cdktf.json. */
  readonly app: string;
  readonly remove: () => void;
}

/** Bundles into a folder under node_modules, where imported packages are found: a process starts in a third of the time. */
export function bundleCommand(): BundledCommand {
  const cache = join(repository, 'node_modules', '.cache', 'domicile');
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(join(cache, 'command-'));
  buildSync({
    entryPoints: {
      entry: join(repository, 'test', 'e2e', 'entry.ts'),
      main: join(repository, 'main.ts'),
    },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
  });
  return {
    program: [process.execPath, join(outdir, 'entry.mjs')],
    app: `node ${join(outdir, 'main.mjs')}`,
    remove: () => rmSync(outdir, { recursive: true, force: true }),
  };
}

/** Makes a project run that app in place of its own. */
export function useApp(project: string, app: string): void {
  const file = join(project, 'cdktf.json');
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), app }));
}
