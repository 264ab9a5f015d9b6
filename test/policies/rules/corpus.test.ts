import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { boundaryOf, type Judged, judge, packOf } from '../../../policies/judge.ts';
import { rules } from '../../../policies/rules/index.ts';

const folder = new URL('../../fixtures/violating/', import.meta.url);
const inputs = readdirSync(folder)
  .filter((name) => !name.endsWith('.md'))
  .map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));

describe('the violating corpus', () => {
  let judged: Judged;
  beforeAll(() => {
    judged = judge(inputs, boundaryOf('EEA', [], new Set(['DE'])), packOf('all'));
  });

  it('can be read', () => expect(judged.problems).toEqual([]));

  it('triggers every rule', () => {
    const triggered = new Set(judged.judgement.findings.map((finding) => finding.ruleId));
    expect(rules.map((rule) => rule.id).filter((id) => !triggered.has(id))).toEqual([]);
  });

  it('shows where each finding stands', () => {
    expect(judged.judgement.findings.filter((finding) => finding.location === null)).toEqual([]);
  });
});
