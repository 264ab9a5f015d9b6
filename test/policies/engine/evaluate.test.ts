import { describe, expect, it } from 'vitest';
import { evaluate, withFindings } from '../../../policies/engine/evaluate.ts';
import { defineRule, type Rule } from '../../../policies/engine/rule.ts';
import type { Finding, Result, RuleDefinition, Subject } from '../../../policies/engine/types.ts';
import { runOver, subject } from '../../support/subjects.ts';

const definition: RuleDefinition = {
  id: 'TST-001',
  title: 'The test rule holds.',
  severity: 'high',
  enforcement: 'deny',
  controls: [],
  selects: ['ConfigMap'],
  whenSilent: 'pass',
  rationale: 'for the test',
  remedy: 'mend it',
  evaluate: () => [],
};

const rule = (changes: Partial<RuleDefinition>): Rule => defineRule({ ...definition, ...changes });
const says = (result: Result, id = 'TST-001', changes: Partial<RuleDefinition> = {}): Rule =>
  rule({ id, evaluate: () => [{ result, path: ['data', 'a'], found: 'x', because: 'so', expected: 'y' }], ...changes });
const judged = (rules: readonly Rule[], subjects: readonly Subject[]) => evaluate(rules, subjects, runOver(subjects));
const one = [subject('a')];

function part(finding: Finding | undefined): Finding {
  if (finding === undefined) throw new Error('there is no finding');
  return finding;
}

describe('the verdict of a run', () => {
  it.each([
    ['all rules pass', [says('pass')], 'pass'],
    ['one rule fails', [says('pass'), says('fail', 'TST-002')], 'fail'],
    ['nothing fails and one cannot tell', [says('pass'), says('indeterminate', 'TST-002')], 'indeterminate'],
    ['one fails and one cannot tell', [says('indeterminate'), says('fail', 'TST-002')], 'fail'],
    ['a rule that only warns fails', [says('fail', 'TST-001', { enforcement: 'warn' })], 'pass'],
    ['a rule that only records fails', [says('fail', 'TST-001', { enforcement: 'audit' })], 'pass'],
  ] as const)('%s', (_name, rules, verdict) => expect(judged(rules, one).verdict).toBe(verdict));

  it('is no pass without a subject', () => expect(judged([says('pass')], []).verdict).toBe('indeterminate'));
  it('is no pass without a rule', () => expect(judged([], one).verdict).toBe('indeterminate'));
  it('is no pass when no rule selects any subject', () =>
    expect(judged([rule({ selects: ['Pod'] })], one).verdict).toBe('indeterminate'));
});

describe('the counts of a run', () => {
  it('are of subjects, rules and open findings', () => {
    const rules = [says('fail'), says('indeterminate', 'TST-002'), says('pass', 'TST-003'), says('fail', 'TST-004')];
    expect(judged(rules, [subject('a'), subject('b')]).counts).toEqual({
      ...{ subjects: 2, rules: 4, fail: 4, indeterminate: 2 },
      ...{ waived: 0, known: 0 },
    });
  });
});

describe('what was decided after the rules spoke', () => {
  const judgement = judged([says('fail'), says('indeterminate', 'TST-002')], one);
  const [failed, open] = judgement.findings;
  const waiver = { owner: 'o', reason: 'r', ticket: 't', expires: '2027-01-01' } as unknown as Finding['waiver'];
  const known = { since: '2026-11-22' } as unknown as Finding['known'];

  it('leaves the judgement alone when nothing was marked', () =>
    expect(withFindings(judgement, judgement.findings)).toEqual(judgement));
  it('counts a waived finding apart, and decides anew', () => {
    const marked = [{ ...part(failed), waiver }, part(open)];
    const { verdict, counts, findings } = withFindings(judgement, marked);
    expect(verdict).toBe('indeterminate');
    expect(counts).toMatchObject({ subjects: 1, rules: 2, fail: 0, indeterminate: 1, waived: 1, known: 0 });
    expect(findings).toEqual(marked);
  });
  it('counts a known finding apart, and decides anew', () => {
    const { verdict, counts } = withFindings(judgement, [part(failed), { ...part(open), known }]);
    expect(verdict).toBe('fail');
    expect(counts).toMatchObject({ fail: 1, indeterminate: 0, waived: 0, known: 1 });
  });
  it('passes when every finding is waived or known', () => {
    const { verdict } = withFindings(judgement, [
      { ...part(failed), waiver },
      { ...part(open), known },
    ]);
    expect(verdict).toBe('pass');
  });
  it('is still no pass when nothing was judged', () =>
    expect(withFindings(judged([], one), []).verdict).toBe('indeterminate'));
});

describe('a rule that was not asked', () => {
  it('is named with its reason', () => {
    const shy = rule({ id: 'TST-002', notAsked: () => 'the boundary accepts any operator' });
    const asked = rule({ id: 'TST-003', notAsked: () => undefined });
    expect(judged([says('pass'), shy, asked], one).notAsked).toEqual([
      { ruleId: 'TST-002', because: 'the boundary accepts any operator' },
    ]);
  });
});

describe('a rule', () => {
  it('that throws is a finding, and the other rules still speak', () => {
    const broken = rule({
      id: 'TST-002',
      evaluate: () => {
        throw new TypeError('no such field');
      },
    });
    const { verdict, findings } = judged([broken, says('fail')], one);
    expect(verdict).toBe('fail');
    expect(findings.map(({ ruleId, result }) => [ruleId, result])).toEqual([
      ['TST-001', 'fail'],
      ['TST-002', 'indeterminate'],
    ]);
    expect(findings[1]?.because).toContain('no such field');
  });

  it('that throws halfway keeps what it said before', () => {
    const halfway = rule({
      *evaluate() {
        yield { result: 'fail', path: [], found: 'x', because: 'so', expected: 'y' };
        throw new Error('then it broke');
      },
    });
    expect(
      judged([halfway], one)
        .findings.map(({ result }) => result)
        .sort(),
    ).toEqual(['fail', 'indeterminate']);
  });

  it.each(['pass', 'fail', 'indeterminate'] as const)('that is silent means %s when its author says so', (result) => {
    const { findings } = judged([rule({ whenSilent: result })], one);
    expect(findings.map((finding) => finding.result)).toEqual(result === 'pass' ? [] : [result]);
  });

  it('sees only the kinds that it selects', () => {
    const pods = [subject('a', {}, 'Pod'), subject('b')];
    expect(judged([says('fail')], pods).findings.map((finding) => finding.subject.name)).toEqual(['b']);
  });
});

describe('findings', () => {
  const subjects = [
    subject('c', {}, 'ConfigMap', 'b.yaml', 3),
    subject('a', {}, 'ConfigMap', 'a.yaml', 20),
    subject('b', {}, 'ConfigMap', 'a.yaml', 3),
  ];
  const rules = [says('fail', 'TST-002'), says('fail')];

  it('stand by file, line and rule, whatever the order of the inputs and rules', () => {
    const order = judged(rules, subjects).findings.map(({ subject: { name }, ruleId }) => `${name} ${ruleId}`);
    expect(order).toEqual(['b TST-001', 'b TST-002', 'a TST-001', 'a TST-002', 'c TST-001', 'c TST-002']);
    expect(judged([...rules].reverse(), [...subjects].reverse())).toEqual(judged(rules, subjects));
  });

  it('keep their fingerprint when a line is added above', () => {
    const print = (line: number) =>
      judged([says('fail')], [subject('a', {}, 'ConfigMap', 'a.yaml', line)]).findings[0]?.fingerprint;
    expect(print(1)).toBe(print(99));
  });

  it('have different fingerprints for different rules and subjects', () => {
    const prints = judged(rules, subjects).findings.map((finding) => finding.fingerprint);
    expect(new Set(prints).size).toBe(6);
  });

  it('are looked up in the file only when there is a finding', () => {
    let looked = 0;
    const watched = {
      ...subject('a'),
      locate: () => {
        looked++;
        return undefined;
      },
    };
    judged([says('pass')], [watched]);
    expect(looked).toBe(0);
    judged([says('fail')], [watched]);
    expect(looked).toBe(1);
  });
});
