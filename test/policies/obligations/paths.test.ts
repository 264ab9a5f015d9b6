import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Paths } from '../../../policies/obligations/paths.ts';

describe('a set of paths', () => {
  it.each([
    ['the same path', ['spec.image'], 'spec.image', true, true],
    ['a path that leads into it', ['spec.containers[0].image'], 'spec.containers', true, true],
    ['a path that holds it', ['spec'], 'spec.containers[0].image', false, true],
    ['the whole object', [''], 'spec.image', false, true],
    ['anything, when it is the whole object itself', ['spec.image'], '', true, true],
    ['a key of which it is only the beginning', ['data.URLS'], 'data.URL', false, false],
    ['a key with a dash, sorted before its fields', ['spec-old', 'spec.image', 'spec'], 'spec.other', false, true],
    ['no path at all', [], 'spec', false, false],
  ] as const)('meets %s', (_name, paths, path, within, touches) => {
    const known = new Paths(paths);
    expect([known.hasWithin(path), known.touches(path)]).toEqual([within, touches]);
  });

  it('answers as comparing each path with each does', () => {
    const step = fc.constantFrom('.a', '.ab', '.a-b', '[0]', '[10]', '["x.y"]');
    const path = fc.array(step, { maxLength: 4 }).map((steps) => steps.join('').replace(/^\./, ''));
    const isWithin = (inner: string, outer: string) =>
      outer === '' || inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
    fc.assert(
      fc.property(fc.array(path, { maxLength: 12 }), path, (paths, wanted) => {
        const known = new Paths(paths);
        expect(known.hasWithin(wanted)).toBe(paths.some((one) => isWithin(one, wanted)));
        expect(known.touches(wanted)).toBe(paths.some((one) => isWithin(one, wanted) || isWithin(wanted, one)));
      }),
    );
  });
});
