import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasResources, mendState, stateFiles } from '../../../engines/terraform/local-state.ts';

const whole = JSON.stringify({ version: 4, resources: [{ type: 'kubernetes_namespace_v1' }] });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'domicile-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function written(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return join(folder, 'clinic.data.tfstate');
}

describe('a local state', () => {
  test('that is whole stays as it is', () => {
    const file = written({ 'clinic.data.tfstate': whole, 'clinic.data.tfstate.backup': '{}' });
    expect(mendState(file)).toBeUndefined();
    expect(hasResources(file)).toBe(true);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test.each([
    ['emptied', ''],
    ['half written', whole.slice(0, 30)],
  ])('that was %s is taken from the one before, and kept beside it', (_how, text) => {
    const file = written({ 'clinic.data.tfstate': text, 'clinic.data.tfstate.backup': whole });
    expect(hasResources(file)).toBe(false);
    expect(mendState(file)).toContain(`${file}.backup`);
    expect(readFileSync(file, 'utf8')).toBe(whole);
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(text);
    expect(mendState(file)).toBeUndefined();
  });

  test.each([
    ['there is none before', {}],
    ['the one before is cut off too', { 'clinic.data.tfstate.backup': '{' }],
  ])('that was emptied is set aside when %s', (_why, files) => {
    const file = written({ 'clinic.data.tfstate': '', ...files });
    expect(mendState(file)).toContain('begun anew');
    expect(stateFiles(folder, 'clinic')).toEqual([]);
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe('');
  });

  test('belongs to one site, and needs no output to be found', () => {
    written({ 'clinic.data.tfstate': whole, 'clinic.data.tfstate.backup': whole, 'clinic-2.data.tfstate': whole });
    expect(stateFiles(folder, 'clinic')).toEqual([join(folder, 'clinic.data.tfstate')]);
    expect(stateFiles(join(folder, 'none'), 'clinic')).toEqual([]);
  });
});
