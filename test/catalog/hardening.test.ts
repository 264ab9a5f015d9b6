import { describe, expect, test } from 'vitest';
import { cisKubernetes } from '../../catalog/hardening/cis.ts';
import { app44, sys16 } from '../../catalog/hardening/grundschutz.ts';
import { items } from '../../catalog/hardening/types.ts';
import { rules } from '../../policies/rules/index.ts';

const known = new Set(rules.map(({ id }) => id));

describe.each([cisKubernetes, app44, sys16])('$name', ({ rows, sections }) => {
  test('is answered whole, each item once', () => {
    const all = Object.entries(sections).flatMap(([section, count]) => items(section, 1, count));
    expect(rows.flatMap((row) => row.items).sort()).toEqual([...all].sort());
  });

  test('names only rules that there are', () => {
    expect(rows.flatMap((row) => row.rules ?? []).filter((id) => !known.has(id))).toEqual([]);
  });

  test('says by what, or why not', () => {
    expect(rows.filter(({ by, asks }) => by === '' || asks === '')).toEqual([]);
  });
});

test('every rule over the files of machines answers an item', () => {
  const named = new Set([cisKubernetes, app44, sys16].flatMap(({ rows }) => rows).flatMap((row) => row.rules ?? []));
  expect([...known].filter((id) => id.startsWith('CLU-') && !named.has(id))).toEqual([]);
});
