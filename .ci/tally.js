/**
 * `tally.js FOLDER SUITE=EXITCODE…`: reads vitest's `FOLDER/SUITE.json` and prints the closing line. Exits with 1 when a
 * test or a file of tests failed, when a suite ended badly, left no result or had no test, and when nothing passed. Of a file
 * in `FOLDER/SUITE.again.json` the second attempt counts, and both are told.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '', ...suites] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const problems = suites.length === 0 ? ['no suite was run'] : suites.flatMap((suite) => read(...suite.split('=')));

for (const problem of problems) console.log(`FAILED ${problem}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = problems.length === 0 && total.failed === 0 && total.passed > 0 ? 0 : 1;

function read(suite, exitCode) {
  const file = join(folder, `${suite}.json`);
  if (!existsSync(file)) return [`${suite}: it ended before it could say anything (exit code ${exitCode})`];
  const testResults = withSecondAttempts(resultsIn(file), join(folder, `${suite}.again.json`));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  for (const { status, fullName } of tests) {
    total[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1;
    if (status !== 'passed') console.log(`${status === 'failed' ? 'FAILED' : 'SKIPPED'} ${fullName}`);
  }
  const crashed = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  total.failed += crashed.length;
  const found = crashed.map(({ name, message }) => `${suite}: ${name} did not run to its end: ${message}`);
  if (tests.length === 0) found.push(`${suite}: it has no test`);
  if (exitCode !== '0') found.push(`${suite}: it ended with exit code ${exitCode}`);
  return found;
}

function resultsIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).testResults;
}

function withSecondAttempts(first, file) {
  if (!existsSync(file)) return first;
  const again = new Map(resultsIn(file).map((result) => [result.name, result]));
  for (const { name, message, assertionResults } of first.filter((one) => again.has(one.name))) {
    const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    console.log(`SECOND ATTEMPT of ${name}; at first failed: ${failed.join('; ') || message}`);
  }
  return first.map((result) => again.get(result.name) ?? result);
}
