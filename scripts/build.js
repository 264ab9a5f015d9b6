// Bundles the command and the library into dist/. Runs on `npm ci` (prepare), so that `npx domicile` starts fast:
// one small chunk per command, loaded only when that command runs.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { cli: 'cli/main.ts', index: 'index.ts' },
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
