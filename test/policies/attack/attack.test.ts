import { describe, expect, test } from 'vitest';
import { type AttackOptions, attack } from '../../../policies/attack/attack.ts';
import { attackClasses } from '../../../policies/attack/classes/index.ts';
import { wayClasses } from '../../../policies/attack/classes/ways.ts';
import { NotCompliantError } from '../../../policies/attack/siege.ts';
import { boundaryOf } from '../../../policies/judge.ts';
import { rules } from '../../../policies/rules/index.ts';
import { platformOf } from '../../support/platform-output.ts';

const hospital = platformOf('sites/reference-hospital.yaml');
const clinic = platformOf('sites/clinic.yaml');

function attacked({ inputs, boundary } = hospital, options: Partial<AttackOptions> = {}) {
  return attack(inputs, { boundary, rules, count: 100, seed: 20261122, ...options });
}

const without = (...ids: readonly string[]) => rules.filter(({ id }) => !ids.includes(id));
const escapedFrom = (platform: typeof clinic, ids: readonly string[], id: string) =>
  attacked(platform, { rules: without(...ids), count: 15, classes: [id] }).escapes.length;

describe('the sites that come with the toolkit', () => {
  test('the reference hospital: every class applies, no mutant gets through, each is caught where it was planted', () => {
    const count = Math.max(100, attackClasses.length * 3);
    const result = attacked(hospital, { count });
    expect(result.escapes).toEqual([]);
    expect(result.mutants).toBe(count);
    const tried = result.classes.filter(({ mutants }) => mutants > 0);
    expect(tried.map(({ id }) => id)).toEqual(attackClasses.map(({ id }) => id));
  });

  test('the clinic: no mutant gets through, and each is caught where it was planted', () => {
    const result = attacked(clinic);
    expect(result.escapes).toEqual([]);
    expect(result.mutants).toBe(100);
  });
});

describe('a seed', () => {
  const blinded = { rules: without('RES-002', 'RES-004', 'SOV-001'), count: 60 };
  const first = attacked(clinic, blinded);

  test('gives the same mutants again', () => {
    expect(first.escapes.length).toBeGreaterThan(5);
    expect(attacked(clinic, blinded)).toEqual(first);
  });

  test('other than it gives others', () => {
    const values = (seed: number) => attacked(clinic, { ...blinded, seed }).escapes.map(({ value }) => value);
    expect(values(1)).not.toEqual(values(2));
  });

  test('gives the same mutant at a number, however many are made', () => {
    const short = attacked(clinic, { ...blinded, count: 30 });
    expect(first.escapes.slice(0, short.escapes.length)).toEqual(short.escapes);
  });
});

describe('a judge that was blinded lets mutants through', () => {
  test.each([
    ['regions', ['RES-001', 'RES-004'], 'region-variable'],
    ['endpoints', ['RES-002', 'RES-004', 'SOV-001'], 'environment'],
    ['images', ['RES-003', 'RES-004', 'SOV-001'], 'images'],
    ['unknown kinds', ['RES-004', 'RES-005'], 'unknown-kinds'],
    ['egress', ['NET-002', 'NET-005', 'RES-002', 'RES-004'], 'policy-holes'],
    ['default deny', ['NET-001', 'NET-003', 'NET-002', 'RES-002'], 'default-deny'],
    ['provisioners', ['TF-004'], 'terraform-provisioner'],
    ['backends', ['TF-001', 'RES-001', 'RES-002', 'RES-004', 'SOV-001'], 'terraform-backend'],
    ['pod security', ['POD-001', 'POD-002', 'POD-003', 'POD-004', 'POD-005'], 'pod-security'],
    ['tags', ['IMG-001', 'RES-006'], 'image-tags'],
    ['telemetry', ['TEL-001'], 'telemetry'],
    ['the audit trail', ['AI-002'], 'audit-path'],
    ['operators', ['SOV-001', 'RES-002', 'RES-004'], 'operators'],
    ['secrets', ['SEC-001'], 'written-secrets'],
  ])('to %s: without %j, %s escapes', (_what, ids, id) => {
    expect(escapedFrom(clinic, ids, id)).toBeGreaterThan(0);
  });

  test.each([
    ['accounts', ['AI-003'], 'powerful-account'],
    ['approval', ['AI-001'], 'around-approval'],
    ['the trust centre', ['NET-009'], 'around-pseudonymisation'],
  ])('to %s, which the clinic does not have: without %j, %s escapes', (_what, ids, id) => {
    expect(escapedFrom(hospital, ids, id)).toBeGreaterThan(0);
  });

  test('to ways: without the rules about them, every attack on them escapes', () => {
    const ways = wayClasses.map(({ id }) => id);
    const blinded = without(
      'NET-002',
      'NET-005',
      ...[10, 11, 12, 13, 14].map((at) => `NET-0${at}`),
      'AI-003',
      'RES-002',
    );
    const { escapes } = attacked(hospital, { rules: blinded, count: 30, classes: ways });
    expect(new Set(escapes.map((one) => one.class))).toEqual(new Set(ways));
  });
});

describe('an attack does not start', () => {
  test('from a configuration that does not pass: it says what stands in the way', () => {
    const start = () => attacked(clinic, { boundary: boundaryOf('DE') });
    expect(start).toThrow(NotCompliantError);
    expect(start).toThrow(/the configuration itself does not pass[\s\S]*RES-002/);
  });

  test.each([
    ['with nothing to judge', []],
    ['with an input that cannot be read', [{ name: 'a.yaml', bytes: Buffer.from('a: [') }]],
  ])('%s', (_name, inputs) => {
    expect(() => attacked({ inputs, boundary: hospital.boundary })).toThrow(NotCompliantError);
  });

  test('without a rule', () => {
    expect(() => attacked(hospital, { rules: [] })).toThrow(NotCompliantError);
  });
});
