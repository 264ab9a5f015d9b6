import { describe, expect, test } from 'vitest';
import { attack } from '../../policies/attack/attack.ts';
import { rules } from '../../policies/rules/index.ts';
import { platformOf } from '../support/platform-output.ts';

const count = 10_000;

describe.each(['sites/reference-hospital.yaml', 'sites/clinic.yaml'])(`${count} mutants of %s`, (file) => {
  test('none gets through, and each is caught where it was planted', { timeout: 3_600_000 }, () => {
    const { inputs, boundary } = platformOf(file);
    const started = process.cpuUsage();
    const result = attack(inputs, { boundary, rules, count, seed: 1_000_000_007 });
    const { user } = process.cpuUsage(started);
    console.log(`${file}: ${result.mutants} mutants in ${Math.round(user / 1e6)} s of processor time`);
    expect(result.escapes).toEqual([]);
    expect(result.mutants).toBe(count);
  });
});
