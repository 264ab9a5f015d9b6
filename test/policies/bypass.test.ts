import { describe, expect, it } from 'vitest';
import { boundaryOf, judge, packOf } from '../../policies/judge.ts';
import { classes } from '../fixtures/bypass/index.ts';
import { type CaseInput, toInput } from '../support/rule-cases.ts';

const judged = (input: CaseInput, pack: string) => {
  const { judgement, problems } = judge([toInput(input)], boundaryOf('EEA'), packOf(pack));
  expect(problems).toEqual([]);
  return judgement;
};

describe.each(classes.map((one) => [one.title, one] as const))('%s', (_title, { bypasses, honest }) => {
  it.each(bypasses.map((one) => [one.name, one] as const))('refuses: %s', (_name, bypass) => {
    const { rule, result, path, found } = bypass;
    const { verdict, findings } = judged(bypass.input, 'all');
    expect(verdict).not.toBe('pass');
    const said = findings.map((one) => ({ rule: one.ruleId, result: one.result, path: one.path, found: one.found }));
    expect(said).toContainEqual({ rule, result, path, found });
  });

  it.each(honest.map((one) => [one.name, one] as const))('lets pass: %s', (_name, { input }) => {
    const { findings, verdict } = judged(input, 'eea-residency');
    expect(findings.map(({ ruleId, path, found, because }) => ({ ruleId, path, found, because }))).toEqual([]);
    expect(verdict).toBe('pass');
  });
});
