import { describe, expect, it } from 'vitest';
import { rules } from '../../../policies/rules/index.ts';
import { checksOf } from '../../support/rule-checks.ts';
import { tables } from './tables.ts';

describe('the specification of the rules', () => {
  it('has one table for every rule', () => {
    expect(tables.map((table) => table.rule.id).sort()).toEqual(rules.map((rule) => rule.id));
  });
});

for (const table of tables) {
  describe(`${table.rule.id} ${table.rule.title}`, () => {
    for (const { section, name, run } of checksOf(table, tables)) it(`${section}: ${name}`, run);
  });
}
