// Bundles the command and the library into dist/. Runs on `npm ci` (prepare), so that `npx domicile` starts fast:
// one small chunk per command, loaded only when that command runs.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { cli: 'cli/main.ts', index: 'index.ts', vitest: 'testing/vitest.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'warning',
});
declareTypes();

/** Types for those who import the library. Without the compiler, a development dependency, there are none to be had. */
function declareTypes() {
  const compiler = compilerPath();
  if (compiler === undefined) return console.warn('no types were written: typescript is not installed');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  for (const entry of readdirSync('dist/types', { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) rename(join(entry.parentPath, entry.name));
  }
}

function compilerPath() {
  try {
    const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
    return join(dirname(manifest), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

/** The compiler keeps the extensions of the sources, which nobody has who installs the package. */
function rename(file) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/((?:from|import\(|import) ?['"]\.{1,2}\/[^'"\n]+)\.ts(['"])/g, '$1.js$2'));
}
