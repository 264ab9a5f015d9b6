import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../support/folder.ts';

const passed = { status: 'passed', fullName: 'a region abroad is refused' };
const failed = { status: 'failed', fullName: 'a region at home passes' };
const skipped = { status: 'pending', fullName: 'what needs a real cluster' };

/** vitest's result of one file with these tests. */
function file(...assertionResults: readonly object[]) {
  const status = assertionResults.includes(failed) ? 'failed' : 'passed';
  return { name: 'a.test.ts', status, message: '', assertionResults };
}

const crashed = { name: 'b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] };

/** What the closing step of CI says of suites that left these results and exit codes. */
function tally(results: Readonly<Record<string, readonly object[]>>, ...suites: readonly string[]) {
  const folder = temporaryFolder();
  const texts = Object.entries(results).map(([name, testResults]) => [`${name}.json`, JSON.stringify({ testResults })]);
  writeFiles(folder, Object.fromEntries(texts));
  const { status, stdout } = spawnSync(process.execPath, ['.ci/tally.js', folder, ...suites], { encoding: 'utf8' });
  return { status, lines: stdout.trimEnd().split('\n'), last: stdout.trimEnd().split('\n').at(-1) };
}

test('suites that passed count together, and what was skipped is named', () => {
  const { status, lines, last } = tally(
    { fast: [file(passed, passed)], e2e: [file(passed, skipped)] },
    'fast=0',
    'e2e=0',
  );
  expect(status).toBe(0);
  expect(lines).toContain('SKIPPED what needs a real cluster');
  expect(last).toBe('3 passed, 0 failed, 1 skipped');
});

test.each([
  ['a test that failed', { fast: [file(passed, failed)] }, ['fast=1'], 'FAILED a region at home passes', 1],
  ['a file that could not be loaded', { fast: [file(passed), crashed] }, ['fast=1'], /b\.test\.ts did not run/, 1],
  ['a suite that left no result', { fast: [file(passed)] }, ['fast=0', 'e2e=134'], /e2e: it ended before/, 0],
  ['a suite without a test', { fast: [file(passed)], e2e: [] }, ['fast=0', 'e2e=0'], 'FAILED e2e: it has no test', 0],
  ['an error outside of every test', { fast: [file(passed)] }, ['fast=1'], /fast: it ended with exit code 1/, 0],
  ['no suite at all', {}, [], 'FAILED no suite was run', 0],
])('%s fails the run', (_name, results, suites, line, failures) => {
  const { status, lines, last } = tally(results, ...suites);
  expect(status).toBe(1);
  expect(lines).toContainEqual(typeof line === 'string' ? line : expect.stringMatching(line));
  expect(last).toMatch(new RegExp(`^\\d+ passed, ${failures} failed, `));
});

test('a run in which every test was skipped is no pass', () => {
  expect(tally({ fast: [file(skipped)] }, 'fast=0')).toMatchObject({
    status: 1,
    last: '0 passed, 0 failed, 1 skipped',
  });
});

describe('a file that failed and ran once more', () => {
  const b = { ...file(passed), name: 'b.test.ts' };

  test('counts as its second attempt, and both are told', () => {
    const { status, lines, last } = tally(
      { e2e: [file(passed, failed), b], 'e2e.again': [file(passed, passed)] },
      'e2e=0',
    );
    expect([status, last]).toEqual([0, '3 passed, 0 failed, 0 skipped']);
    expect(lines).toContain('SECOND ATTEMPT of a.test.ts; at first failed: a region at home passes');
  });

  test('fails the run when it fails again', () => {
    const { status, last } = tally({ e2e: [file(failed), b], 'e2e.again': [file(failed)] }, 'e2e=1');
    expect([status, last]).toEqual([1, '1 passed, 1 failed, 0 skipped']);
  });

  test.each([
    ['is named', [file(failed), b], ['a.test.ts']],
    ['that crashed is named', [crashed, file(passed)], ['b.test.ts']],
    ['is not, when more than three failed', Array.from({ length: 4 }, () => file(failed)), []],
    ['is not, when none failed', [b], []],
  ])('%s for a second attempt', (_, testResults, names) => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'e2e.json': JSON.stringify({ testResults }) });
    const { stdout } = spawnSync(process.execPath, ['.ci/failed.js', `${folder}/e2e.json`], { encoding: 'utf8' });
    expect(stdout.split('\n').filter(Boolean)).toEqual(names);
  });
});
