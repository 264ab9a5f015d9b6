import type { BuildOptions } from 'esbuild';

/** How a program of a project becomes one file, which leaves packages where they are. For esbuild. */
export const programOptions = {
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: 'external',
  sourcesContent: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;
