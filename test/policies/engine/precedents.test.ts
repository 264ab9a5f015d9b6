import { expect, it } from 'vitest';
import { evaluate } from '../../../policies/engine/evaluate.ts';
import { defineRule } from '../../../policies/engine/rule.ts';
import type { Context, Fields, Leaf, Pattern, Subject, Verdict } from '../../../policies/engine/types.ts';
import { runOver, subject } from '../../support/subjects.ts';

const pattern: Pattern = {
  texts: [
    ['data', 'host'],
    ['data', 'hosts', 0],
    ['metadata', 'name'],
  ],
};

/** Subjects of one pattern: each differs from the others wherever it may. */
const alike: readonly Subject[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, line) => ({
  ...subject(name, bodyOf(name), 'ConfigMap', 'a.yaml', line + 1),
  namespace: `of-${name}`,
  constructPath: `app/${name}`,
  pattern,
}));

function bodyOf(name: string): Fields {
  return {
    metadata: { name },
    data: { host: `${name}.example`, hosts: [`${name}.example`], same: 'x', deep: { y: 'z' } },
  };
}

type Looks = (subject: Subject, context: Context) => unknown;

const data = ({ body }: Subject) => body.data as Fields;

function foundBy(looks: Looks, subjects: readonly Subject[]): readonly (readonly [string, string])[] {
  const rule = defineRule({
    id: 'TST-001',
    title: 'The test rule holds.',
    severity: 'high',
    enforcement: 'deny',
    controls: [],
    selects: ['ConfigMap'],
    whenSilent: 'pass',
    rationale: 'for the test',
    remedy: 'mend it',
    evaluate: (one, context): readonly Verdict[] => {
      asked++;
      return [{ result: 'fail', path: ['data'], found: String(looks(one, context)), because: 'so', expected: 'y' }];
    },
  });
  asked = 0;
  const run = runOver(subjects);
  const leaves = (one: Subject) => (one.name === 'g' ? [{ found: one.name } as Leaf] : []);
  const { findings } = evaluate([rule], subjects, { ...run, context: { ...run.context, leaves } });
  return findings.map(({ subject: { name }, found }) => [name, found]);
}

let asked = 0;

it.each<readonly [string, Looks]>([
  ['the name', ({ name }) => name],
  ['the namespace', ({ namespace }) => namespace],
  ['the address', ({ address }) => address],
  ['the construct path', ({ constructPath }) => constructPath],
  ['the position', (one) => one.locate([])?.line],
  ['a text', (one) => data(one).host],
  ['a text of a list', (one) => (data(one).hosts as readonly string[]).join()],
  ['every value', (one) => Object.values(data(one)).map(String).join()],
  ['every entry', (one) => Object.entries(data(one)).join()],
  ['a copy of an object', (one) => ({ ...data(one) }).host],
  ['the descriptor of a text', (one) => Object.getOwnPropertyDescriptor(data(one), 'host')?.value],
  ['the whole as JSON', ({ body }) => JSON.stringify(body)],
  ['a copy of the subject', (one) => ({ ...one }).name],
  ['its place among all subjects', (one, { subjects }) => subjects.indexOf(one)],
  ['its place among those of its kind', (one, { ofKind }) => ofKind('ConfigMap').indexOf(one)],
  ['its leaves', (one, { leaves }) => leaves(one).length],
  [
    'a text, with the error caught',
    (one) => {
      try {
        return data(one).host;
      } catch {
        return 'nothing';
      }
    },
  ],
])('a rule that looks at what differs is asked about every subject: %s', (_name, looks) => {
  const alone = alike.map(({ pattern: _, ...one }) => one);
  expect(foundBy(looks, alike)).toEqual(foundBy(looks, alone));
});

it.each<readonly [string, Looks]>([
  ['nothing', () => 'x'],
  ['a text that is the same', (one) => data(one).same],
  ['an object that is the same', (one) => JSON.stringify(data(one).deep)],
  ['the names of the fields', ({ body }) => Object.keys(body).join()],
  ['how long a list is', (one) => (data(one).hosts as readonly string[]).length],
  ['the boundary', (_, { boundary }) => boundary.name],
])('a rule that looks at nothing that differs is asked about few: %s', (_name, looks) => {
  const many = Array.from({ length: 100 }, () => alike.slice(0, 6)).flat();
  const found = foundBy(looks, many);
  expect(new Set(found.map(([, text]) => text)).size).toBe(1);
  expect(found).toHaveLength(600);
  expect(asked).toBeLessThan(10);
});
