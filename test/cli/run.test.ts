import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';

const repository = join(import.meta.dirname, '..', '..');
const program = join(import.meta.dirname, '..', 'support', 'small-program.ts');
const shown = relative(process.cwd(), program);

/** Runs `domicile run FILE` from its source, in a process of its own. */
function runFile(file: string, env: Readonly<Record<string, string>> = {}) {
  const main = `import { main } from '${join(repository, 'cli', 'main.ts')}'; process.exitCode = await main(process.argv.slice(1));`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', main, 'run', file];
  const { CDKTF_OUTDIR: _outdir, CDKTF_CONTEXT_JSON: _context, ...inherited } = process.env;
  return spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...inherited, ...env }, timeout: 300_000 });
}

/** `line:column` of the first occurrence, as an editor counts. */
function placeOf(file: string, text: string): string {
  const before = readFileSync(file, 'utf8').split(text)[0] ?? '';
  return `${before.split('\n').length}:${(before.split('\n').at(-1) ?? '').length + 1}`;
}

test('an app that meets every rule ends with 0 and its output is in place', () => {
  const folder = temporaryFolder();
  const { status, stderr } = runFile(program, { FOLDER: folder });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('a refusal names the line of the TypeScript file, not of the bundle', () => {
  const { status, stderr } = runFile(program, {
    FOLDER: temporaryFolder(),
    EXTERNAL_NAME: 's3.us-east-1.amazonaws.com',
  });
  expect(stderr).toContain(`code       ${shown}:${placeOf(program, 'new ServiceV1')}`);
  expect(status).toBe(1);
});

test('a defect is shown where it was written', () => {
  const { status, stderr } = runFile(program, { FOLDER: temporaryFolder(), DEFECT: 'yes' });
  expect(stderr).toContain(`${program}:${placeOf(program, "new NamespaceV1(stack, 'clinical'")}`);
  expect(stderr).not.toContain('.cache');
  expect(status).toBe(1);
});

test.each([
  ['a file that is not there', 'nowhere.ts', 'there is no file'],
  ['a file that does not compile', 'broken.ts', 'Expected'],
])('%s is refused with exit code 3', (_name, file, message) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'broken.ts'), 'const = ;');
  const { status, stderr } = runFile(join(folder, file));
  expect(stderr).toContain(message);
  expect(status).toBe(3);
});
