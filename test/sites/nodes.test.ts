import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadSite, parseSite } from '../../constructs/core/site/load.ts';
import { boundaryOfSite } from '../../gate/boundary.ts';
import { judge, packOf } from '../../policies/judge.ts';

const file = 'sites/reference-hospital.yaml';
const text = readFileSync(file, 'utf8');

/** What is said of the site file alone, with one value in place of another. */
function blockersOf(from: string, to: string): readonly (string | undefined)[] {
  const bytes = new TextEncoder().encode(text.replace(from, to));
  const { judgement } = judge([{ name: file, bytes }], boundaryOfSite(loadSite(file)), packOf('eea-residency'));
  return judgement.findings.filter(({ ruleId }) => ruleId === 'RES-002').map(({ found }) => found);
}

const [resolver, timeServer] = ['10.20.0.53', 'time.reference-hospital.example'];

test.each([
  ["the site's own", resolver, resolver, []],
  ['a public resolver', resolver, '8.8.8.8', ['8.8.8.8']],
  ['another one', resolver, '2606:4700:4700::1111', ['2606:4700:4700::1111']],
  ['a pool of volunteers', timeServer, 'pool.ntp.org', ['pool.ntp.org']],
  ['a pool of a country, which is no promise', timeServer, 'de.pool.ntp.org', ['de.pool.ntp.org']],
  ['a company abroad', timeServer, 'time.google.com', ['time.google.com']],
])('servers that the nodes ask: %s', (_, from, to, blockers) => {
  expect(blockersOf(from, to)).toEqual(blockers);
});

test('a name service needs somebody to ask', () => {
  const without = text.replace(/^nodes:\n(?: {2}.*\n)+/m, '');
  expect(() => parseSite(without, file)).toThrow('modules.names: a name service that has nobody to ask');
});
