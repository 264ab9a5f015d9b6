import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { contents, snapshot, temporaryFolder, writeFiles } from '../support/folder.ts';
import { runProgram } from '../support/run-program.ts';
import { placeOf } from '../support/site-text.ts';

const program = 'test/support/small-program.ts';
const source = readFileSync(program, 'utf8');

/** What the program puts in place when nothing stands in its way, and with two more stacks. */
let old: Readonly<Record<string, string>> = {};
let fresh: Readonly<Record<string, string>> = {};

beforeAll(() => {
  const outputOf = (env: Readonly<Record<string, string>>) => {
    const folder = mkdtempSync(join(tmpdir(), 'domicile-test-'));
    expect(runProgram(program, { ...env, FOLDER: folder }).exitCode).toBe(0);
    const output = contents(join(folder, 'cdktf.out'));
    rmSync(folder, { recursive: true });
    return output;
  };
  old = outputOf({});
  fresh = outputOf({ STACKS: '2' });
});

describe('a program that is killed while it puts files in place', () => {
  test.each([1, 2, 4])('at rename %d, leaves only whole, judged files, and the next run converges', (rename) => {
    const folder = temporaryFolder();
    writeFiles(join(folder, 'cdktf.out'), old);
    const wanted = { FOLDER: folder, STACKS: '2' };

    const killed = runProgram(program, { ...wanted, DIE_AT_RENAME: `${rename}` }, 'test/support/die-at-rename.js');
    expect(killed.signal, killed.stderr).toBe('SIGKILL');
    const half = contents(join(folder, 'cdktf.out'));
    for (const [path, text] of Object.entries(half)) expect([old[path], fresh[path]], path).toContain(text);
    expect(half['manifest.json']).toBe(old['manifest.json']);
    expect(readdirSync(folder)).toHaveLength(2);

    const next = runProgram(program, wanted);
    expect(next.exitCode, next.stderr).toBe(0);
    expect(contents(join(folder, 'cdktf.out'))).toEqual(fresh);
    expect(readdirSync(folder)).toEqual(['cdktf.out']);
  });
});

describe('a refused program', () => {
  test.each([
    ['a place outside', 'bucket.s3.us-east-1.amazonaws.com', 1],
    ['a place of which nobody knows', 'somewhere.de', 2],
  ])('%s: says it once, without a stack, and touches nothing', (_name, externalName, exitCode) => {
    const folder = temporaryFolder();
    writeFiles(join(folder, 'cdktf.out'), old);
    const before = snapshot(folder);
    const ended = runProgram(program, { FOLDER: folder, EXTERNAL_NAME: externalName });
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain(externalName);
    expect(ended.stderr).toContain(`code       ${program}:${placeOf(source, 'new ServiceV1')}`);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.stderr.match(/^Refused/gm)).toHaveLength(1);
    expect(snapshot(folder)).toEqual(before);
  });

  test('a switch is refused with exit code 3', () => {
    const folder = temporaryFolder();
    const ended = runProgram(program, { FOLDER: folder, SYNTH_HCL_OUTPUT: 'true' });
    expect(ended).toMatchObject({ exitCode: 3, stdout: '' });
    expect(ended.stderr).toContain('mend:    unset SYNTH_HCL_OUTPUT');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a second app that writes over what was judged fails the program, and the judged files are put back', () => {
    const folder = temporaryFolder();
    writeFiles(join(folder, 'cdktf.out'), old);
    const before = contents(folder);
    const ended = runProgram(program, { FOLDER: folder, SECOND_APP: 'yes' });
    expect(ended.exitCode).toBe(3);
    expect(ended.stderr).toContain('stacks/foundation/cdk.tf.json');
    expect(contents(folder)).toEqual(before);
  });

  test('a file that is put beside what was judged fails the program, and goes', () => {
    const folder = temporaryFolder();
    const ended = runProgram(program, { FOLDER: folder, EXTRA_FILE: 'stacks/foundation/evil.tf.json' });
    expect(ended.exitCode).toBe(3);
    expect(ended.stderr).toContain('stacks/foundation/evil.tf.json');
    expect(contents(join(folder, 'cdktf.out'))).toEqual(old);
  });

  test('a defect keeps its stack, and still touches nothing', () => {
    const folder = temporaryFolder();
    const ended = runProgram(program, { FOLDER: folder, DEFECT: 'yes' });
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toMatch(/^\s+at .*small-program\.ts/m);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('the output names no folder of the machine', () => {
  const folder = join('.domicile', 'test', `output-${process.pid}`);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const ended = runProgram(program, { FOLDER: folder });
  const output = ended.exitCode === 0 ? contents(join(folder, 'cdktf.out')) : {};
  expect(Object.keys(output)).toHaveLength(3);
  for (const [path, text] of Object.entries(output)) {
    for (const machine of [process.cwd(), process.env.HOME ?? '/root', '/tmp'])
      expect(text, path).not.toContain(machine);
  }
});
