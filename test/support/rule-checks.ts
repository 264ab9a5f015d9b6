import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { ask, type Case, type Never, type Refused, type RuleCases } from './rule-cases.ts';

/** One expectation of a rule's table. `run` throws an AssertionError when the rule does not meet it. */
export interface Check {
  readonly section: string;
  readonly name: string;
  readonly run: () => void;
}

/** Everything that a rule's table expects. What never happens is asked of the inputs of every table. */
export function checksOf(table: RuleCases, tables: readonly RuleCases[]): readonly Check[] {
  return [
    ...section(table, 'lets pass', table.compliant, (one) => {
      assert.deepEqual(blocking(table, one), []);
      if (!('silent' in one)) assert.ok(spokenPasses(table, one) > 0, 'the rule says nothing, which proves nothing');
    }),
    ...section(table, 'refuses', table.nonCompliant, (one) => assertRefused(table, one, 'fail')),
    ...section(table, 'cannot tell, and blocks', table.indeterminate, (one) =>
      assertRefused(table, one, 'indeterminate'),
    ),
    ...section(table, 'does not judge', table.unselected, () => undefined, false),
    ...never('never fails', table.nonCompliant, () => assertNever(table, tables, 'fail')),
    ...never('always knows', table.indeterminate, () => assertNever(table, tables, 'indeterminate')),
  ];
}

function section<One extends Case>(
  { rule }: RuleCases,
  title: string,
  cases: readonly One[] | Never,
  check: (one: One) => void,
  selected = true,
): readonly Check[] {
  if ('never' in cases) return [];
  return cases.map((one) => ({
    section: title,
    name: one.name,
    run: () => {
      // A rule that never looked at the input must not count as having judged it.
      assert.equal(ask(rule, one).selected > 0, selected, 'whether the rule selects something of the input');
      check(one);
    },
  }));
}

function never(title: string, cases: readonly Case[] | Never, run: () => void): readonly Check[] {
  return 'never' in cases ? [{ section: title, name: cases.never, run }] : [];
}

function blocking(table: RuleCases, one: Case) {
  return ask(table.rule, one).verdicts.filter(({ result }) => result !== 'pass');
}

/** Passes that the rule itself gave: silence that passes proves nothing. */
function spokenPasses(table: RuleCases, one: Case): number {
  const quiet = { ...table.rule, whenSilent: 'fail' as const };
  return ask(quiet, one).verdicts.filter(({ result }) => result === 'pass').length;
}

function assertRefused(table: RuleCases, one: Refused, result: 'fail' | 'indeterminate'): void {
  const found = blocking(table, one);
  const expected = { result, path: one.path, found: one.found };
  const there = found.some((verdict) => isDeepStrictEqual(verdict, expected));
  assert.deepEqual(there ? expected : found, expected);
  assert.equal(found.length, 1 + (one.also ?? 0), `number of findings: ${JSON.stringify(found)}`);
}

function assertNever(table: RuleCases, tables: readonly RuleCases[], result: 'fail' | 'indeterminate'): void {
  const inputs = tables.flatMap(({ compliant, nonCompliant, indeterminate }) =>
    [compliant, nonCompliant, indeterminate].flatMap((cases) => ('never' in cases ? [] : [...cases])),
  );
  const said = inputs.filter((one) => ask(table.rule, one).verdicts.some((verdict) => verdict.result === result));
  assert.deepEqual(
    said.map(({ name }) => name),
    [],
  );
}
