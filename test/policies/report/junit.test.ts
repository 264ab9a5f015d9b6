import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../policies/engine/types.ts';
import { render } from '../../../policies/report/index.ts';
import { rules } from '../../../policies/rules/index.ts';
import { finding, judgementOf, podFinding } from '../../support/findings.ts';
import { everyKind, fullOptions, hostile, hostileFinding } from '../../support/report.ts';

const xml = (findings: readonly Finding[]) => render('junit', judgementOf(findings), fullOptions);

/** Every element, by a reader that refuses whatever XML 1.0 does not allow. */
function elements(text: string): readonly { readonly name: string; readonly attributes: Record<string, string> }[] {
  const found: SaxesTagPlain[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => found.push(tag));
  parser.write(text).close();
  return found;
}

const named = (text: string, name: string) => elements(text).filter((element) => element.name === name);
const suite = (findings: readonly Finding[], rule: string) =>
  named(xml(findings), 'testsuite').find(({ attributes }) => attributes.name?.startsWith(rule))?.attributes;

describe('the JUnit report', () => {
  it.each([
    ['no finding', []],
    ['every kind of finding', everyKind],
    ['hostile text', [hostileFinding]],
  ])('of %s is well-formed XML', (_name, findings) => expect(elements(xml(findings)).length).toBeGreaterThan(0));

  it('is known by the reader when it is not', () => expect(() => elements(`<a>${hostile}</a>`)).toThrow());

  it('has one suite for each rule, and one for what an earlier run owed', () =>
    expect(named(xml([]), 'testsuite').map(({ attributes }) => attributes.name)).toEqual([
      ...rules.map(({ id, title }) => `${id} ${title}`),
      'Proof obligations of an earlier run',
    ]));

  it('counts in a suite what it holds', () =>
    expect(suite([finding(), finding({ result: 'indeterminate', fingerprint: 'a' })], 'RES-001')).toMatchObject({
      tests: '2',
      failures: '1',
      errors: '1',
      skipped: '0',
    }));

  it('counts the same in all', () => {
    const text = xml(everyKind);
    const [all] = named(text, 'testsuites');
    for (const [count, element] of [
      ['tests', 'testcase'],
      ['failures', 'failure'],
      ['errors', 'error'],
      ['skipped', 'skipped'],
    ] as const) {
      expect(all?.attributes[count], count).toBe(String(named(text, element).length));
    }
  });

  it('holds none of the elements that a value tries to be', () => {
    const names = new Set(elements(xml([hostileFinding])).map(({ name }) => name));
    expect([...names].sort()).toEqual(['error', 'failure', 'skipped', 'testcase', 'testsuite', 'testsuites']);
  });
});

describe('a JUnit case', () => {
  it.each([
    ['a failure', finding(), 'failure'],
    ['what cannot be told', finding({ result: 'indeterminate' }), 'error'],
    ['a waived finding', podFinding('Pod/a/b', 'spec', { waiver: 'SEC-7' }), 'skipped'],
    ['a finding of a rule that only warns', finding({ enforcement: 'warn' }), 'skipped'],
    ['a finding that was there before', finding({ known: 'in the baseline' }), 'skipped'],
  ] as const)('for %s is shown as it counts', (_name, one, element) => {
    const own = xml([one])
      .split('<testsuite ')
      .find((text) => text.startsWith(`name="${one.ruleId} `));
    expect(own).toContain(`<${element} `);
  });

  it('names the file and line', () =>
    expect(named(xml([finding()]), 'testcase').find(({ attributes }) => attributes.file)?.attributes).toMatchObject({
      classname: 'domicile.RES-001',
      file: 'cdk.tf.json',
      line: '12',
    }));

  it('passes for a rule that judged subjects and found nothing', () =>
    expect(suite([], 'RES-001')).toMatchObject({ tests: '1', failures: '0', errors: '0', skipped: '0' }));
  it('is skipped, not passed, for a rule that no subject met', () =>
    expect(suite([], 'AI-001')).toMatchObject({ tests: '1', skipped: '1' }));
});
