import { describe, expect, it } from 'vitest';
import { deploymentLines } from '../../../cli/deploy/summary.ts';
import type { LayerResult } from '../../../engines/engine.ts';

const nothing = { created: 0, changed: 0, deleted: 0, unchanged: 0 };
const layer = (more: Partial<LayerResult>): LayerResult => ({ layer: 'data', ...nothing, ...more });
const linesFor = (...layers: LayerResult[]) => deploymentLines({ layers, secrets: [] }, []);

describe('the summary', () => {
  it.each([
    ['what was created', { created: 3 }, '  data          3 created'],
    [
      'every kind of change',
      { created: 1, changed: 2, deleted: 3, unchanged: 4 },
      '  data          1 created, 2 changed, 3 deleted, 4 unchanged',
    ],
    ['an empty layer', {}, '  data          nothing'],
  ])('says %s', (_, counts, expected) => {
    expect(linesFor(layer(counts))).toContain(expected);
  });

  it('says "no change" only when nothing changed', () => {
    expect(linesFor(layer({ unchanged: 4 }))[0]).toBe('Layers          no change');
    expect(linesFor(layer({ unchanged: 4 }), layer({ deleted: 1 }))[0]).toBe('Layers');
  });

  it('gives the command for each Secret that only the site can make', () => {
    const contents = { kind: 'external', keys: ['client-secret'] } as const;
    const requirement = { namespace: 'ward', name: 'identity', purpose: 'the client secret', contents };
    const lines = deploymentLines({ layers: [], secrets: [{ requirement, outcome: 'missing' }] }, []);
    expect(lines).toContain('Secrets         0 created, 0 kept, 1 for you to create');
    expect(lines).toContain(
      '  the client secret: kubectl create secret generic identity --namespace=ward --from-file=client-secret=FILE',
    );
  });
});
