import { describe, expect, it } from 'vitest';
import { groupBy } from '../../../policies/engine/group.ts';
import { formatPath } from '../../../policies/engine/path.ts';
import { formatPosition } from '../../../policies/engine/position.ts';

describe('a path is written', () => {
  it.each([
    ['as nothing at the root', [], ''],
    ['with dots between keys', ['spec', 'template'], 'spec.template'],
    ['with numbers in brackets', ['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
    ['with a number first', [0, 'kind'], '[0].kind'],
    ['with other keys quoted', ['labels', 'app.kubernetes.io/name'], 'labels["app.kubernetes.io/name"]'],
    ['with a key quoted that looks like a number', ['data', '0'], 'data["0"]'],
    ['with an empty key quoted', ['data', ''], 'data[""]'],
    ['with a hyphen as it is', ['force-path-style'], 'force-path-style'],
  ])('%s', (_name, path, text) => expect([formatPath(path), formatPath(path)]).toEqual([text, text]));
});

describe('a position is written', () => {
  const line = { file: 'a.yaml', line: 3, column: 7 };
  it('with line and column', () => expect(formatPosition(line)).toBe('a.yaml:3:7'));
  it('with a pointer, for what has no lines', () =>
    expect(formatPosition({ ...line, file: 'v1/Pod/a', pointer: '/spec' })).toBe('v1/Pod/a /spec'));
  it('by its file alone at the root of what has no lines', () =>
    expect(formatPosition({ ...line, file: 'v1/Pod/a', pointer: '' })).toBe('v1/Pod/a'));
});

describe('groups', () => {
  it('keep the order in which keys and items came', () =>
    expect([...groupBy(['b1', 'a1', 'b2'], (item) => item.slice(0, 1))]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']],
    ]));
});
