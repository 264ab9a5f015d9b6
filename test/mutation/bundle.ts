import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import * as inProcess from './vitest-in-process.ts';

/** Evaluates code and tests afresh and gives the tests. Throws what the code throws as it loads. */
export type Evaluate = () => readonly inProcess.CollectedTest[];

/** What is evaluated for each mutant. The types that the readers share with the rules are one class in both. */
const fresh =
  /^(?:policies\/(?!(?:subjects|places|controls)\/|engine\/types\.ts|boundary\.ts)|gate\/|test\/(?:policies|gate|support\/(?:folder|small-app)\.ts)\/?)/;

/** These test files, and what they test, as one script. Everything else is required once. */
export async function bundleOf(testFiles: readonly string[]): Promise<Evaluate> {
  const contents = testFiles.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n');
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    outfile: resolve('tests.cjs'),
    bundle: true,
    write: false,
    sourcemap: 'external',
    sourcesContent: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    plugins: [requiredOnce, placedFiles],
    logOverride: { 'empty-import-meta': 'silent' },
  });
  const require = createRequire(resolve('package.json'));
  const { expect } = await import('vitest');
  const vitest = { ...inProcess, expect };
  const [map, code] = outputFiles;
  if (map === undefined || code === undefined) throw new Error('esbuild gave no bundle');
  // Tests of the gate expect the line of a TypeScript file, which is looked up in a map beside the running one.
  writeFileSync(map.path, map.contents);
  const script = new Script(`(function (require) {${code.text}\n})`, { filename: code.path });
  const load = script.runInThisContext();
  return () => inProcess.collect(() => load((id: string) => (id === 'vitest' ? vitest : require(id))));
}

const requiredOnce: Plugin = {
  name: 'what is not mutated is required once',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const file = resolve(resolveDir, path);
      return fresh.test(relative(process.cwd(), file)) ? { path: file } : { path: file, external: true };
    });
  },
};

const placedFiles: Plugin = {
  name: 'a module of a bundle still knows its own place',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/test\/.*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
    }));
  },
};
