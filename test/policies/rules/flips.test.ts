import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../policies/engine/rule.ts';
import type { Result, Verdict } from '../../../policies/engine/types.ts';
import type { RuleCases } from '../../support/rule-cases.ts';
import { checksOf } from '../../support/rule-checks.ts';
import { tables } from './tables.ts';

/** Ways in which a rule could decide wrongly, and whether a table like this one can show it. */
interface Flip {
  readonly name: string;
  readonly change: (rule: Rule) => Partial<Rule>;
  readonly applies?: (table: RuleCases) => boolean;
}

const has = (section: 'compliant' | 'nonCompliant' | 'indeterminate' | 'unselected') => (table: RuleCases) =>
  !('never' in table[section]);
const eitherBlocks = (table: RuleCases) => has('nonCompliant')(table) || has('indeterminate')(table);

const becomes = (answers: Partial<Record<Result, Result>>) => (rule: Rule) =>
  saying(rule, (verdicts) => verdicts.map((one) => ({ ...one, result: answers[one.result] ?? one.result })));

function saying(rule: Rule, change: (verdicts: readonly Verdict[]) => readonly Verdict[]): Partial<Rule> {
  return { evaluate: (subject, context) => change([...rule.evaluate(subject, context)]) };
}

const flips: readonly Flip[] = [
  { name: 'it says nothing, and silence passes', change: () => ({ evaluate: () => [], whenSilent: 'pass' }) },
  { name: 'everything passes', change: becomes({ fail: 'pass', indeterminate: 'pass' }) },
  { name: 'what passed fails', change: becomes({ pass: 'fail' }), applies: (table) => !onlySilent(table) },
  { name: 'what failed passes', change: becomes({ fail: 'pass' }), applies: has('nonCompliant') },
  { name: 'what failed is undecided', change: becomes({ fail: 'indeterminate' }), applies: has('nonCompliant') },
  { name: 'what was undecided passes', change: becomes({ indeterminate: 'pass' }), applies: has('indeterminate') },
  { name: 'what was undecided fails', change: becomes({ indeterminate: 'fail' }), applies: has('indeterminate') },
  {
    name: 'it blocks what it had nothing to say about',
    change: () => ({ evaluate: () => [], whenSilent: 'fail' }),
    applies: has('compliant'),
  },
  { name: 'it selects nothing', change: () => ({ selects: ['NoSuchKind'] }) },
  { name: 'it selects everything', change: () => ({ selects: ['*'] }), applies: has('unselected') },
  {
    name: 'its first finding is lost',
    change: (rule) => saying(rule, (verdicts) => verdicts.filter((one) => one !== verdicts.find(blocks))),
    applies: eitherBlocks,
  },
  {
    name: 'it says each finding twice',
    change: (rule) => saying(rule, (verdicts) => verdicts.flatMap((one) => (blocks(one) ? [one, one] : [one]))),
    applies: eitherBlocks,
  },
  {
    name: 'its findings point beside the value',
    change: (rule) => saying(rule, (verdicts) => verdicts.map((one) => ({ ...one, path: [...one.path, 'beside'] }))),
    applies: eitherBlocks,
  },
  {
    name: 'its findings show another value',
    change: (rule) => saying(rule, (verdicts) => verdicts.map((one) => ({ ...one, found: `not ${one.found}` }))),
    applies: eitherBlocks,
  },
];

describe.each(flips)('the table of each rule fails when $name', ({ change, applies = () => true }) => {
  it.each(byId(tables.filter(applies)))('%s', (_id, table) => {
    expect(failedBy({ ...table, rule: { ...table.rule, ...change(table.rule) } })).not.toEqual([]);
  });
});

describe('each rule as it is', () => {
  it.each(byId(tables))('%s fails nothing', (_id, table) => {
    expect(failedBy(table)).toEqual([]);
  });
});

function byId(some: readonly RuleCases[]): readonly (readonly [string, RuleCases])[] {
  return some.map((table) => [table.rule.id, table]);
}

function failedBy(table: RuleCases): readonly string[] {
  return checksOf(table, tables).flatMap(({ name, run }) => {
    try {
      run();
      return [];
    } catch {
      return [name];
    }
  });
}

function blocks({ result }: Verdict): boolean {
  return result !== 'pass';
}

/** Such a rule only speaks to refuse. */
function onlySilent({ compliant }: RuleCases): boolean {
  return 'never' in compliant || compliant.every((one) => 'silent' in one);
}
