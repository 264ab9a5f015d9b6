import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { boundaryOf, type Claim, type Input, type Judged, judge, packOf, prepareInputs } from '../../policies/judge.ts';

const folder = join(import.meta.dirname, '../fixtures/cases');

interface Case {
  readonly file: string;
  readonly label: string;
  readonly class: string;
  readonly token: string;
  readonly why: string;
  /** The site whose claims count; empty when the file is judged as it is. */
  readonly site: string;
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
      site: cell('site'),
    };
  });
}

const all = cases();
const inputs = new Map<string, Input>();

beforeAll(async () => {
  const read = all.map(({ file }) => ({ name: file, bytes: readFileSync(join(folder, file)) }));
  for (const input of await prepareInputs(read)) inputs.set(input.name, input);
});

const { claims }: { claims: readonly Claim[] } = parse(readFileSync(join(folder, 'claims.yaml'), 'utf8'));

function answer({ file, site }: Case): Judged {
  const input = inputs.get(file);
  if (input === undefined) throw new Error(`${file} was not read`);
  return judge([input], boundaryOf('EEA', site === '' ? [] : claims), packOf('eea-residency'));
}

/** Classes of malformed input, which need not be read to be refused. */
const UNREADABLE = ['17', '36', '39'];

const honest = all.filter(({ label }) => label === 'honest');
const others = all.filter(({ label }) => label !== 'honest');

describe('a configuration that stays inside passes', () => {
  it.each(honest.map((one) => [`${one.file}: ${one.why}`, one] as const))('%s', (_name, one) => {
    const { judgement, problems } = answer(one);
    expect(problems).toEqual([]);
    expect(judgement.findings.map(({ ruleId, path, found, because }) => ({ ruleId, path, found, because }))).toEqual(
      [],
    );
    expect(judgement.verdict).toBe('pass');
  });
});

describe('a configuration that leads outside, or nobody can say where, does not pass', () => {
  it.each(others.map((one) => [`${one.file}: ${one.why}`, one] as const))('%s', (_name, one) => {
    const { token, class: number } = one;
    const { judgement, problems } = answer(one);
    if (problems.length > 0 || judgement.counts.subjects === 0) return expect(UNREADABLE).toContain(number);
    expect(judgement.verdict).not.toBe('pass');
    expect(JSON.stringify(judgement.findings)).toContain(token);
  });
});

it('the table covers every class of bypass with a case that must not pass', () => {
  const covered = new Set(others.map((one) => Number(one.class)));
  const missing = Array.from({ length: 40 }, (_, i) => i + 1).filter((number) => !covered.has(number));
  expect(missing).toEqual([]);
});
