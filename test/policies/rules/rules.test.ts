import { describe, expect, it } from 'vitest';
import { rules } from '../../../policies/rules/index.ts';
import { ask, type Case, type Never, type Refused, type RuleCases } from '../../support/rule-cases.ts';
import { tables } from './tables.ts';

describe('the specification of the rules', () => {
  it('has one table for every rule', () => {
    expect(tables.map((table) => table.rule.id).sort()).toEqual(rules.map((rule) => rule.id));
  });
});

for (const table of tables) {
  describe(`${table.rule.id} ${table.rule.title}`, () => {
    section(table, 'lets pass', table.compliant, (one) => {
      expect(blocking(table, one)).toEqual([]);
      if (!('silent' in one)) expect(spokenPasses(table, one)).toBeGreaterThan(0);
    });
    section(table, 'refuses', table.nonCompliant, (one) => expectRefused(table, one, 'fail'));
    section(table, 'cannot tell, and blocks', table.indeterminate, (one) => expectRefused(table, one, 'indeterminate'));
    section(table, 'does not judge', table.unselected, () => undefined, false);

    if ('never' in table.nonCompliant) it(`never fails: ${table.nonCompliant.never}`, () => expectNever(table, 'fail'));
    if ('never' in table.indeterminate) {
      it(`always knows: ${table.indeterminate.never}`, () => expectNever(table, 'indeterminate'));
    }
  });
}

function section<One extends Case>(
  { rule }: RuleCases,
  title: string,
  cases: readonly One[] | Never,
  check: (one: One) => void,
  selected = true,
): void {
  if ('never' in cases) return;
  describe(title, () => {
    for (const one of cases) {
      it(one.name, () => {
        // A rule that never looked at the input must not count as having judged it.
        expect(ask(rule, one).selected > 0).toBe(selected);
        check(one);
      });
    }
  });
}

function blocking(table: RuleCases, one: Case) {
  return ask(table.rule, one).verdicts.filter(({ result }) => result !== 'pass');
}

/** Passes that the rule itself gave: silence that passes proves nothing. */
function spokenPasses(table: RuleCases, one: Case): number {
  const quiet = { ...table.rule, whenSilent: 'fail' as const };
  return ask(quiet, one).verdicts.filter(({ result }) => result === 'pass').length;
}

function expectRefused(table: RuleCases, one: Refused, result: 'fail' | 'indeterminate'): void {
  const found = blocking(table, one);
  expect(found).toContainEqual({ result, path: one.path, found: one.found });
  expect(found).toHaveLength(1 + (one.also ?? 0));
}

/** Over every input of every table. */
function expectNever(table: RuleCases, result: 'fail' | 'indeterminate'): void {
  const inputs = tables.flatMap(({ compliant, nonCompliant, indeterminate }) =>
    [compliant, nonCompliant, indeterminate].flatMap((cases) => ('never' in cases ? [] : [...cases])),
  );
  const said = inputs.flatMap((one) => ask(table.rule, one).verdicts.map((verdict) => verdict.result));
  expect(said).not.toContain(result);
}
