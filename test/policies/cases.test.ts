import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { boundaryOf, type Input, type Judged, judge, packOf, prepareInputs } from '../../policies/judge.ts';

const folder = join(import.meta.dirname, '../fixtures/cases');

interface Case {
  readonly file: string;
  readonly label: string;
  readonly class: string;
  readonly token: string;
  readonly why: string;
}

/** The labels were written before the judge saw the files; `docs/cases.md` tells what it said at first. */
function cases(): readonly Case[] {
  const [header = '', ...lines] = readFileSync(join(folder, 'cases.tsv'), 'utf8').trimEnd().split('\n');
  const names = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    return {
      file: cell('file'),
      label: cell('label'),
      class: cell('class'),
      token: cell('token'),
      why: cell('why'),
    };
  });
}

const all = cases();
const inputs = new Map<string, Input>();

beforeAll(async () => {
  const read = all.map(({ file }) => ({ name: file, bytes: readFileSync(join(folder, file)) }));
  for (const input of await prepareInputs(read)) inputs.set(input.name, input);
});

function answer(file: string): Judged {
  const input = inputs.get(file);
  if (input === undefined) throw new Error(`${file} was not read`);
  return judge([input], boundaryOf('EEA'), packOf('eea-residency'));
}

/** Classes of malformed input, which need not be read to be refused. */
const UNREADABLE = ['17', '36', '39'];

const honest = all.filter(({ label }) => label === 'honest');
const others = all.filter(({ label }) => label !== 'honest');

describe('a configuration that stays inside passes', () => {
  it.each(honest.map((one) => [`${one.file}: ${one.why}`, one] as const))('%s', (_name, { file }) => {
    const { judgement, problems } = answer(file);
    expect(problems).toEqual([]);
    expect(judgement.findings.map(({ ruleId, path, found, because }) => ({ ruleId, path, found, because }))).toEqual(
      [],
    );
    expect(judgement.verdict).toBe('pass');
  });
});

describe('a configuration that leads outside, or nobody can say where, does not pass', () => {
  it.each(others.map((one) => [`${one.file}: ${one.why}`, one] as const))(
    '%s',
    (_name, { file, token, class: number }) => {
      const { judgement, problems } = answer(file);
      if (problems.length > 0 || judgement.counts.subjects === 0) return expect(UNREADABLE).toContain(number);
      expect(judgement.verdict).not.toBe('pass');
      expect(JSON.stringify(judgement.findings)).toContain(token);
    },
  );
});

it('the table covers every class of bypass with a case that must not pass', () => {
  const covered = new Set(others.map((one) => Number(one.class)));
  const missing = Array.from({ length: 40 }, (_, i) => i + 1).filter((number) => !covered.has(number));
  expect(missing).toEqual([]);
});
