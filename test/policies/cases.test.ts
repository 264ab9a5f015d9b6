import { beforeAll, describe, expect, it } from 'vitest';
import { type Input, type Judged, judge, packOf } from '../../policies/judge.ts';
import { boundaryOfCase, inputsOfCases, type LabelledCase, labelledCases } from '../support/labelled-cases.ts';

const all = labelledCases();
let inputs: ReadonlyMap<string, Input>;

beforeAll(async () => {
  inputs = await inputsOfCases(all);
});

function answer(one: LabelledCase): Judged {
  const input = inputs.get(one.file);
  if (input === undefined) throw new Error(`${one.file} was not read`);
  return judge([input], boundaryOfCase(one), packOf('eea-residency'));
}

/** Classes of malformed input, which need not be read to be refused. */
const UNREADABLE = [17, 36, 39];

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
    const { judgement, problems } = answer(one);
    if (problems.length > 0 || judgement.counts.subjects === 0) return expect(UNREADABLE).toContain(one.class);
    expect(judgement.verdict).not.toBe('pass');
    expect(JSON.stringify(judgement.findings)).toContain(one.token);
    const there = judgement.findings.filter(({ path }) => one.path === '' || path === one.path);
    expect(there, `a finding at ${one.path}`).not.toEqual([]);
  });
});

describe('every class of bypass has three cases that must not pass, and as many honest look-alikes', () => {
  const numbers = Array.from({ length: 40 }, (_, i) => i + 1);

  it.each(numbers)('class %i', (number) => {
    expect(others.filter((one) => one.class === number).length).toBeGreaterThanOrEqual(3);
    expect(honest.filter((one) => one.class === number).length).toBeGreaterThanOrEqual(3);
  });
});
