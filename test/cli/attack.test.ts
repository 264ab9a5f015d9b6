import { describe, expect, test } from 'vitest';
import { folderWith, runIn } from '../support/command.ts';

const store = (endpoint: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: store, namespace: clinical}\ndata: {ENDPOINT: "${endpoint}"}\n`;
const compliant = store('https://s3.fr-par.scw.cloud');

const attack = (files: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  runIn(folderWith(files), ['attack', ...args]);

describe('domicile attack', () => {
  test('on a compliant file: no survivor, exit 0, and the seed that repeats it', async () => {
    const { code, stdout } = await attack({ 'a.yaml': compliant }, 'a.yaml', '--count', '40', '--seed', '7');
    expect(stdout).toMatch(/^40 mutants of 1 objects; pack all, boundary EEA, --seed 7\n/);
    expect(stdout).toMatch(/\nno mutant survived\n$/);
    expect(code).toBe(0);
  });

  test('chooses a seed and prints it, so that the run can be repeated', async () => {
    const { stdout } = await attack({ 'a.yaml': compliant }, 'a.yaml', '--count', '5');
    const [, seed = ''] = /--seed (\d+)\n/.exec(stdout) ?? [];
    expect((await attack({ 'a.yaml': compliant }, 'a.yaml', '--count', '5', '--seed', seed)).stdout).toBe(stdout);
  });

  test('as JSON: classes, survivors and what was refused elsewhere', async () => {
    const args = ['a.yaml', '--count', '12', '--seed', '7', '--format', 'json', '--pack', 'eea-residency'];
    const { stdout } = await attack({ 'a.yaml': compliant }, ...args);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      schema: 'domicile/attack/v1',
      seed: 7,
      mutants: 12,
      pack: 'eea-residency',
      boundary: 'EEA',
    });
    expect(report.survivors).toEqual([]);
    expect(report.elsewhere).toEqual([]);
    expect(report.classes.map(({ id }: { id: string }) => id)).not.toContain('telemetry');
  });

  test('a folder: files that hold no infrastructure are left out', async () => {
    const files = { 'k/a.yaml': compliant, 'k/package.json': '{"name": "x"}' };
    expect((await attack(files, 'k', '--count', '5', '--seed', '1')).code).toBe(0);
  });

  test.each([
    [
      'a configuration that does not pass',
      ['b.yaml'],
      /does not pass[\s\S]*RES-002 ConfigMap\/clinical\/store data\.ENDPOINT/,
    ],
    ['a configuration that does not pass the asked pack', ['n.yaml'], /NET-001 Namespace\/open/],
    ['a count that is none', ['a.yaml', '--count', '0'], /--count 0 is no whole number from 1/],
    ['a seed that is none', ['a.yaml', '--seed', 'x'], /--seed x is no whole number/],
    ['a pack that cannot be attacked', ['a.yaml', '--pack', 'network'], /all or eea-residency/],
    ['a format that is none', ['a.yaml', '--format', 'xml'], /text or json/],
    ['a file that is not there', ['c.yaml'], /cannot read c\.yaml/],
  ])('refuses %s with exit 3', async (_name, args, message) => {
    const open = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: open}\n';
    const files = { 'a.yaml': compliant, 'b.yaml': store('https://api.openai.com'), 'n.yaml': open };
    const { code, stdout, stderr } = await attack(files, ...args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(3);
  });
});
