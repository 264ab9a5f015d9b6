import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boundaryOf, judge, packOf } from '../../../policies/judge.ts';
import { rules } from '../../../policies/rules/index.ts';

const folder = new URL('../../fixtures/violating/', import.meta.url);
const inputs = readdirSync(folder)
  .filter((name) => !name.endsWith('.md'))
  .map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));
const { judgement, problems } = judge(inputs, boundaryOf('EEA', [], new Set(['DE'])), packOf('all'));

describe('the violating corpus', () => {
  it('can be read', () => expect(problems).toEqual([]));

  it('triggers every rule', () => {
    const triggered = new Set(judgement.findings.map((finding) => finding.ruleId));
    expect(rules.map((rule) => rule.id).filter((id) => !triggered.has(id))).toEqual([]);
  });

  it('shows where each finding stands', () => {
    expect(judgement.findings.filter((finding) => finding.location === null)).toEqual([]);
  });
});
