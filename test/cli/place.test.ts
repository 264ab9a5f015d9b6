import { describe, expect, it } from 'vitest';
import { runIn } from '../support/command.ts';

const place = (args: readonly string[], stdin = '') => runIn('/', ['place', ...args], { stdin });

const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('domicile place', () => {
  it.each([
    ['all inside', ['aws/region:eu-central-1', 'rg.fr-par.scw.cloud/x'], 0],
    ['one outside', ['aws/region:eu-central-1', 'aws/region:eu-west-2', 'https://nobody-knows.de'], 1],
    ['none outside, one unknown', ['aws/region:eu-central-1', 'https://nobody-knows.de'], 2],
  ])('%s', async (_name, values, code) => {
    expect((await place(values)).code).toBe(code);
    expect((await place([...values, '--format', 'json'])).code).toBe(code);
  });

  it('prints one JSON line per value, in order, with the fields of the contract', async () => {
    const { stdout } = await place(['aws/region:eu-west-2', 'image:nginx', '--format', 'json']);
    const [region, image] = lines(stdout);
    expect(Object.keys(region)).toEqual([
      'value',
      'kind',
      'verdict',
      'country',
      'operator',
      'jurisdiction',
      'reason',
      'source',
      'asOf',
      'recalled',
    ]);
    expect(region).toMatchObject({ value: 'aws/region:eu-west-2', verdict: 'outside', country: 'GB', operator: 'aws' });
    expect(image).toMatchObject({ value: 'image:nginx', kind: 'image', verdict: 'outside', country: 'US' });
  });

  it('answers every line of standard input, blank ones included', async () => {
    const { stdout, code } = await place(
      ['--stdin', '--format', 'json'],
      'aws/region:eu-west-1\n\n  \r\nimage:nginx\n',
    );
    expect(lines(stdout).map(({ value }) => value)).toEqual(['aws/region:eu-west-1', '', '  ', 'image:nginx']);
    expect(code).toBe(1);
  });

  it('shows its reasoning, the operator with seat and parent, and the source with its day', async () => {
    const { stdout } = await place(['aws/region:eu-west-2']);
    expect(stdout).toContain('aws/region:eu-west-2: outside (GB)');
    expect(stdout).toContain('aws eu-west-2 is London');
    expect(stdout).toMatch(/Amazon Web Services; seat US; ultimate parent Amazon, US/);
    expect(stdout).toMatch(/source .*as of 20\d\d-\d\d-\d\d/);
  });

  it('measures by the boundary that it is given', async () => {
    expect((await place(['azure/region:norwayeast'])).code).toBe(0);
    expect((await place(['azure/region:norwayeast', '--boundary', 'EU'])).code).toBe(1);
    expect((await place(['scaleway/region:fr-par', '--boundary', 'DE,AT'])).code).toBe(1);
  });

  it.each([
    ['no value', [], 'no value'],
    ['an unknown format', ['x', '--format', 'xml'], 'xml'],
    ['a boundary that is none', ['x', '--boundary', 'Europe'], 'Europe'],
    ['an unknown option', ['x', '--colour'], 'colour'],
  ])('refuses %s with its name and exit code 3', async (_name, args, named) => {
    const { code, stderr, stdout } = await place(args);
    expect(code).toBe(3);
    expect(stderr).toContain(named);
    expect(stdout).toBe('');
  });

  it('explains itself', async () => {
    const { code, stdout } = await place(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: domicile place');
  });
});
