import { describe, expect, it } from 'vitest';
import type { Finding, Judgement } from '../../../policies/engine/types.ts';
import { boundaryOf, judge, packOf } from '../../../policies/judge.ts';
import { explain } from '../../../policies/report/explain.ts';
import { formats, render } from '../../../policies/report/index.ts';
import { rules } from '../../../policies/rules/index.ts';
import { finding as findingOf } from '../../support/findings.ts';

const options = { colour: false, boundary: 'EEA', rules, at: '2026-11-22' };

const finding = findingOf();

const judgement = (findings: readonly Finding[]): Judgement => ({
  verdict: findings.length === 0 ? 'pass' : 'fail',
  counts: { subjects: 3, rules: 33, fail: findings.length, indeterminate: 0, waived: 0, known: 0 },
  coverage: { values: 10, placed: 2, inert: 8, undecided: 0 },
  grounds: { recalled: 0, claimed: 0 },
  notAsked: [],
  spoke: new Set(),
  findings,
});

describe('the text report', () => {
  it('is two lines when all is well', () =>
    expect(render('text', judgement([]), options)).toBe(
      'PASS  boundary EEA: 3 subjects, 33 rules, 0 failed, 0 undecided\n' +
        'values: 10 seen, 2 placed, 8 name no place, 0 undecided\n',
    ));

  it.each([
    ['the rule', 'RES-001  Every region, zone and location'],
    ['the value', 'fail us-east-1'],
    ['why it is outside', 'aws us-east-1 is Virginia, US'],
    ['the file, line and column', 'cdk.tf.json:12:7'],
    ['the construct path', 'data/bucket'],
    ['the address and the path', 'aws_s3_bucket.b  region'],
    ['what is allowed', 'allowed: a place inside EEA'],
    ['the fingerprint', '0123456789abcdef'],
    ['the mend', 'mend: name a region inside'],
    ['where to read more', 'domicile explain RES-001'],
    ['the counts', 'FAIL  boundary EEA: 3 subjects, 33 rules, 1 failed, 0 undecided'],
  ])('says %s', (_what, text) => expect(render('text', judgement([finding]), options)).toContain(text));

  it('names the rule once for all its findings', () => {
    const second = { ...finding, found: 'us-west-2', path: 'replica[0].region' };
    const text = render('text', judgement([finding, second]), options);
    expect(text.match(/Every region, zone/g)).toHaveLength(1);
    expect(text).toContain('us-west-2');
  });

  it('puts what fails before what cannot be told, whatever its severity', () => {
    const unsure: Finding = { ...finding, ruleId: 'NET-003', result: 'indeterminate', severity: 'critical' };
    const failed: Finding = { ...finding, ruleId: 'POD-005', severity: 'medium' };
    const text = render('text', judgement([unsure, failed]), options);
    expect(text.indexOf('POD-005')).toBeLessThan(text.indexOf('NET-003'));
  });

  it('has no colour unless it is asked for', () => {
    expect(render('text', judgement([finding]), options)).not.toContain('\u001b');
    expect(render('text', judgement([finding]), { ...options, colour: true })).toContain('\u001b[31mfail');
  });

  it('escapes what an input could use to rewrite the screen', () => {
    const text = render('text', judgement([{ ...finding, found: 'a\u001b[2Jb\u200bc' }]), options);
    expect(text).toContain('a\\u{1b}[2Jb\\u{200b}c');
  });
});

describe('the json report', () => {
  it('is the contract of check/v1', () => {
    const report = JSON.parse(render('json', judgement([finding]), options));
    expect(Object.keys(report)).toEqual(['schema', 'verdict', 'counts', 'coverage', 'grounds', 'notAsked', 'findings']);
    expect(report.schema).toBe('domicile/check/v1');
    expect(report.counts).toEqual({ subjects: 3, rules: 33, fail: 1, indeterminate: 0, waived: 0, known: 0 });
    expect(report.coverage).toEqual({ values: 10, placed: 2, inert: 8, undecided: 0 });
    expect(report.findings[0]).toEqual(finding);
  });

  it('is valid without a finding', () =>
    expect(JSON.parse(render('json', judgement([]), options)).findings).toEqual([]));
});

describe('every report', () => {
  const input = {
    name: 'a.yaml',
    bytes: new TextEncoder().encode('apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n'),
  };
  const run = () => judge([input], boundaryOf('EEA'), packOf('all')).judgement;

  it.each(formats)('%s is the same bytes on two runs', (format) =>
    expect(render(format, run(), options)).toBe(render(format, run(), options)),
  );

  it('of an unknown format is refused with the list', () =>
    expect(() => render('pdf', judgement([]), options)).toThrow('there is no format "pdf"; there are: text, json, '));
});

describe('explaining a rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s says requirement, reason, law and mend', (id, rule) => {
    const text = explain(rule);
    for (const part of [id, rule.title, rule.rationale, rule.remedy]) expect(text).toContain(part);
    expect(text).toMatch(/Law and standards\n {2}\S+.* \(the rule (enforces|supports|documents) it; /);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s shows an input that it refuses', (_id, rule) =>
    expect(explain(rule)).toMatch(/\n\nBad: .* is refused\n {2}/),
  );
});

describe('obligations and the range of the EU framework', () => {
  it.each([
    ['text', ['obligations']],
    ['json', ['obligations', 'sovereignty']],
    ['sarif', []],
    ['junit', []],
    ['oscal', ['sovereignty']],
    ['html', ['obligations', 'sovereignty']],
  ])('are worked out for %s only where it shows them', (format, wanted) => {
    const asked = new Set<string>();
    const review = judge([], boundaryOf('EEA'), packOf('all')).sovereignty();
    render(format, judgement([]), {
      ...options,
      obligations: () => {
        asked.add('obligations');
        return [];
      },
      sovereignty: () => {
        asked.add('sovereignty');
        return review;
      },
    });
    expect([...asked].sort()).toEqual(wanted);
  });
});
