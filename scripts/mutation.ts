/**
 * Mutation testing of the judge: `npm run test:mutation [-- <area>…]`, by default every area. Fails when a mutant survives
 * that `test/mutation/survivors.tsv` does not list, and when one is listed that is killed. `--write` renews the list.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LogLevel, MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { type Area, areas } from '../test/mutation/areas.ts';
import { compare, keyOf, readSurvivors, writeSurvivors } from '../test/mutation/survivors.ts';

const list = 'test/mutation/survivors.tsv';
const names = process.argv.slice(2).filter((argument) => argument !== '--write');
const unknown = names.filter((name) => !Object.hasOwn(areas, name));
if (unknown.length > 0) {
  console.error(`there is no area ${unknown.join(', ')}; there are: ${Object.keys(areas).join(', ')}`);
  process.exit(3);
}

const write = process.argv.includes('--write');
const folder = mkdtempSync(join(tmpdir(), 'domicile-mutation-'));
try {
  for (const [name, area] of Object.entries(areas)) {
    if (names.length === 0 || names.includes(name)) answer(name, await survivorsOf(name, area));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function survivorsOf(name: string, { mutate: files, testFiles }: Area): Promise<readonly string[]> {
  const stryker = new Stryker({
    mutate: [...files],
    testRunner: 'in-process',
    plugins: [resolve('test/mutation/plugin.ts')],
    ignorers: ['texts'],
    testRunnerNodeArgs: ['--import', 'tsx'],
    coverageAnalysis: 'perTest',
    concurrency: 2,
    timeoutMS: 5000,
    tempDirName: join(folder, name),
    // The mutated code is never type-checked, and TypeScript 7 has no interface with which StrykerJS could rewrite this.
    tsconfigFile: 'none',
    disableTypeChecks: false,
    ignorePatterns: ['/docs', '/bench', '/dist', '/cdktf.out', '/.domicile', '/examples'],
    warnings: false,
    reporters: [],
    logLevel: 'error' as LogLevel,
    // An option of our own runner, which the types of StrykerJS do not know.
    ...{ inProcess: { testFiles } },
  });
  const results = (await stryker.runMutationTest()).filter(({ status }) => status !== 'Ignored');
  const left = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  console.log(`${name}: ${results.length} mutants, ${left.length} survived`);
  return left.map((result) => line(name, result));
}

function line(area: string, { fileName, location, replacement }: MutantResult): string {
  return keyOf(area, readFileSync(fileName, 'utf8'), fileName, location, replacement ?? '');
}

/** Renews the list for an area, or says how it differs from what was found. */
function answer(name: string, found: readonly string[]): void {
  const known = readSurvivors(readFileSync(list, 'utf8'));
  if (write) {
    writeFileSync(list, writeSurvivors(known, found, name));
    return;
  }
  const { missing, stale } = compare(known, found, name);
  for (const key of missing) console.error(`survived, and is not listed: ${key.replaceAll('\t', '  ')}`);
  for (const key of stale) console.error(`is listed, and does not survive: ${key.replaceAll('\t', '  ')}`);
  if (missing.length + stale.length === 0) return;
  console.error(
    `mend: add the missing case to the rule's table, or \`npm run test:mutation -- --write\` and say why in ${list}`,
  );
  process.exitCode = 1;
}
