import { describe, expect, test } from 'vitest';
import { againstTheArrows } from './support/arrows.ts';
import { importsOfProject } from './support/imports.ts';

describe('the rooms of the house', () => {
  const imports = importsOfProject();

  test('import only along the arrows of docs/architecture.md', () => {
    expect(againstTheArrows(imports)).toEqual([]);
  });

  test('the compiler was asked about every room', () => {
    for (const room of ['catalog/', 'constructs/core/', 'policies/rules/', 'gate/', 'engines/', 'cli/', 'main.ts']) {
      expect(imports.filter(({ from }) => from.startsWith(room)).length, room).toBeGreaterThan(0);
    }
  });

  test('only the gate knows both the constructs and the judge', () => {
    const knows = (room: string) =>
      new Set(imports.filter(({ to }) => to.startsWith(room)).map(({ from }) => from.split('/')[0]));
    const both = [...knows('constructs/')].filter((room) => knows('policies/').has(room));
    expect(
      both.filter(
        (room) => !['gate', 'cli', 'test', 'testing', 'bench', 'scripts', 'engines', 'index.ts'].includes(room ?? ''),
      ),
    ).toEqual([]);
  });
});

describe('a wrong arrow is seen', () => {
  test.each([
    ['constructs/data/database.ts', 'policies/engine/types.ts'],
    ['policies/judge.ts', 'constructs/core/site/site.ts'],
    ['constructs/ai/model.ts', 'constructs/data/database.ts'],
    ['policies/rules/residency/a.ts', 'policies/rules/residency/b.ts'],
    ['policies/engine/evaluate.ts', 'catalog/countries.ts'],
    ['policies/engine/evaluate.ts', 'node:fs'],
    ['policies/engine/evaluate.ts', 'yaml'],
    ['policies/subjects/read.ts', 'node:fs'],
    ['policies/rules/residency/a.ts', 'cdktf'],
    ['stacks/data.ts', '@cdktf/provider-kubernetes/lib/deployment-v1/index.js'],
    ['catalog/countries.ts', 'policies/places/place.ts'],
    ['gate/run.ts', 'cli/main.ts'],
    ['controlplane/launcher/start.ts', 'constructs/core/errors.ts'],
    ['somewhere/new.ts', 'node:path'],
  ])('%s → %s', (from, to) => {
    expect(againstTheArrows([{ from, to }])).toHaveLength(1);
  });

  test.each([
    ['constructs/data/database.ts', 'constructs/data/volumes.ts'],
    ['constructs/data/database.ts', 'constructs/core/stack.ts'],
    ['policies/rules/residency/a.ts', 'policies/rules/shared/service.ts'],
    ['gate/sovereign-app.ts', 'policies/judge.ts'],
  ])('%s → %s is no wrong arrow', (from, to) => {
    expect(againstTheArrows([{ from, to }])).toEqual([]);
  });
});
