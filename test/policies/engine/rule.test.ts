import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../policies/engine/fingerprint.ts';
import { formatPath } from '../../../policies/engine/path.ts';
import { defineRule, listRules } from '../../../policies/engine/rule.ts';
import type { RuleDefinition } from '../../../policies/engine/types.ts';

const definition: RuleDefinition = {
  id: 'TST-001',
  title: 'The test rule holds.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-44'],
  selects: ['*'],
  whenSilent: 'pass',
  rationale: 'for the test',
  remedy: 'mend it',
  evaluate: () => [],
};

describe('a rule definition is refused', () => {
  it.each([
    ['without a number', { id: 'RES' }, 'the id must be'],
    ['with small letters', { id: 'res-001' }, 'the id must be'],
    ['without a remedy', { remedy: ' ' }, 'remedy is empty'],
    ['without a reason', { rationale: '' }, 'rationale is empty'],
    ['without a title', { title: '' }, 'title is empty'],
    ['that selects nothing', { selects: [] }, 'selects names no kind'],
    ['with a control that is no framework/article', { controls: ['GDPR 44'] }, 'is no framework/article'],
  ])('%s', (_name, changes, message) => expect(() => defineRule({ ...definition, ...changes })).toThrow(message));
});

describe('a list of rules', () => {
  const rule = (id: string) => defineRule({ ...definition, id });

  it('stands by identifier', () =>
    expect(listRules([rule('TST-002'), rule('RES-001')]).map(({ id }) => id)).toEqual(['RES-001', 'TST-002']));
  it('refuses two rules of one name', () =>
    expect(() => listRules([rule('TST-001'), rule('TST-001')])).toThrow('two rules are called TST-001'));
});

describe('a path reads as', () => {
  it.each([
    [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
    [['metadata', 'labels', 'app.kubernetes.io/name'], 'metadata.labels["app.kubernetes.io/name"]'],
    [['data', 'a"b'], 'data["a\\"b"]'],
    [[], ''],
    [[2, 'x'], '[2].x'],
  ] as const)('%j', (path, text) => expect(formatPath(path)).toBe(text));
});

describe('a fingerprint', () => {
  it('tells a hundred thousand findings apart', () => {
    const prints = new Set<string>();
    for (let index = 0; index < 100_000; index++)
      prints.add(fingerprint('RES-001', `resource.r${index}`, 'region', 'us-east-1'));
    expect(prints.size).toBe(100_000);
  });

  it('does not change from release to release', () =>
    expect(fingerprint('RES-001', 'aws_s3_bucket.b', 'region', 'us-east-1')).toBe('1d02caf9dc06d3c7'));
});
