import { describe, expect, it } from 'vitest';
import { removalWaves } from '../../engines/waves.ts';

const layer = (name: string, ...dependencies: string[]) => ({ layer: name, dependencies });

describe('the waves in which layers are removed', () => {
  it.each([
    [
      'the policies last, after all that they guard',
      [layer('admission'), layer('foundation', 'admission'), layer('data', 'foundation'), layer('ai', 'foundation')],
      [['ai', 'data'], ['foundation'], ['admission']],
    ],
    ['a layer that rests on two after neither', [layer('a'), layer('b'), layer('c', 'a', 'b')], [['c'], ['b', 'a']]],
    ['what depends on a layer that is not there as if it did not', [layer('a', 'gone')], [['a']]],
    ['a circle one by one, the last one first', [layer('a', 'b'), layer('b', 'a')], [['b'], ['a']]],
    ['itself only once', [layer('a', 'a')], [['a']]],
    ['nothing in no wave', [], []],
  ] as const)('put %s', (_, layers, waves) => {
    expect(removalWaves(layers).map((wave) => wave.map((one) => one.layer))).toEqual(waves);
  });
});
