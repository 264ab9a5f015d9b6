import { describe, expect, it } from 'vitest';
import { effectsOf, type Synthesized } from '../../../cli/site-diff/effects.ts';
import { valueChanges } from '../../../cli/site-diff/values.ts';
import { loadSite, parseSite } from '../../../constructs/core/site/load.ts';
import type { RenderedObject } from '../../../engines/render.ts';

const hospital = loadSite('sites/reference-hospital.yaml');
const edited = (from: string | RegExp, to: string) => parseSite(hospital.source.text.replace(from, to), 'after.yaml');

describe('what two site files say differently', () => {
  it.each([
    [
      'a changed value',
      edited('city: Heidelberg', 'city: Mannheim'),
      { path: 'location.city', before: 'Heidelberg', after: 'Mannheim', file: 'after.yaml' },
    ],
    [
      'a part that is gone',
      edited(/ {6}coding:\n(?: {8}.*\n)+/, ''),
      {
        path: 'modules.approval.workflows.coding',
        before: '{"year":2026}',
        file: 'sites/reference-hospital.yaml',
      },
    ],
    [
      'a new value',
      edited(
        '  context: domicile-local',
        '  context: domicile-local\n  identity: 00000000-0000-0000-0000-000000000000',
      ),
      { path: 'cluster.identity', after: '00000000-0000-0000-0000-000000000000', file: 'after.yaml' },
    ],
  ])('%s, with its place', (_, after, { file, ...change }) => {
    expect(valueChanges(hospital, after)).toEqual([
      { before: undefined, after: undefined, ...change, at: expect.objectContaining({ file }) },
    ]);
  });

  it('is nothing for the same file', () => {
    expect(valueChanges(hospital, edited('# where data may be', '# a comment'))).toEqual([]);
  });
});

describe('what a change does to the cluster', () => {
  const object = (name: string, replicas: number): RenderedObject => ({
    kind: 'Deployment',
    name,
    namespace: 'ward',
    body: { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas } },
  });
  const policy: RenderedObject = { ...object('open', 1), kind: 'NetworkPolicy' };
  const flow = (port: number) => ({
    from: { namespace: 'ward', name: 'app' },
    to: { kind: 'workload', namespace: 'ward', name: 'store' } as const,
    port,
    purpose: 'keep notes',
  });
  const secret = (keys: readonly string[]) => ({
    namespace: 'ward',
    name: 'key',
    purpose: 'a key',
    contents: { kind: 'passwords', keys } as const,
  });
  const side = (more: Partial<Synthesized>): Synthesized => ({ objects: [], flows: [], secrets: [], ...more });

  it('is told object by object, with what changes in it', () => {
    const before = side({ objects: [object('same', 1), object('grown', 1), object('gone', 1)] });
    const after = side({ objects: [object('same', 1), object('grown', 2), object('new', 1)] });
    expect(effectsOf(before, after).objects).toEqual([
      'removes Deployment ward/gone',
      'creates Deployment ward/new',
      'changes Deployment ward/grown: spec.replicas 1 → 2',
    ]);
  });

  it('tells network policies as the connections that they permit', () => {
    const effects = effectsOf(side({ flows: [flow(1)] }), side({ flows: [flow(2)], objects: [policy] }));
    expect(effects).toEqual({
      objects: [],
      flows: ['closes ward/app → ward/store:1 (keep notes)', 'opens ward/app → ward/store:2 (keep notes)'],
      secrets: [],
    });
  });

  it('names Secrets that are needed from then on, and those that change', () => {
    expect(effectsOf(side({}), side({ secrets: [secret(['a'])] })).secrets).toEqual(['needs Secret ward/key']);
    expect(effectsOf(side({ secrets: [secret(['a'])] }), side({ secrets: [secret(['b'])] })).secrets).toEqual([
      'changes the keys of Secret ward/key: keys[0] a → b',
    ]);
  });
});
