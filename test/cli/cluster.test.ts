import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authorities, onPrem } from '../cluster/on-prem.ts';
import { folderWith, runIn } from '../support/command.ts';
import { contents } from '../support/folder.ts';
import { edit, placeOf } from '../support/site-text.ts';

const folder = (text = onPrem, pem = authorities) =>
  folderWith({ 'sites/on-prem.yaml': text, 'sites/on-prem.authorities.pem': pem });
const render = (cwd: string, ...args: readonly string[]) =>
  runIn(cwd, ['cluster', 'render', 'sites/on-prem.yaml', '--at', '2026-11-22', ...args]);

describe('domicile cluster render', () => {
  it('writes a folder for each machine, and replaces it as a whole', async () => {
    const cwd = folder();
    const { code, stdout, stderr } = await render(cwd, '--out', 'files');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ files for 3 machines in files; begin with files\/README\.md\n$/);
    expect(statSync(join(cwd, 'files/node-1/prepare.sh')).mode & 0o111).not.toBe(0);
    const before = contents(join(cwd, 'files'));
    await render(cwd, '--out', 'files');
    expect(contents(join(cwd, 'files'))).toEqual(before);
    expect(readFileSync(join(cwd, 'files/node-3/etc/rancher/rke2/config.yaml'), 'utf8')).toContain(
      'node-ip: 10.40.1.13',
    );
  });

  it.each([
    ['a mirror abroad', 'mirror: registry.on-prem.example', 'mirror: quay.io', 'quay.io', 1],
    [
      'a collector abroad',
      'https://audit.on-prem.example',
      'https://logs.us-east-1.amazonaws.com',
      'logs.us-east-1',
      1,
    ],
    [
      'snapshots abroad',
      'https://s3.on-prem.example\n      region',
      'https://s3.amazonaws.com\n      region',
      's3.amazonaws.com',
      1,
    ],
    [
      'a server of files that nobody can place',
      'https://files.on-prem.example',
      'https://files.elsewhere.example',
      'files.elsewhere',
      2,
    ],
    ['a public time server', '- time.on-prem.example', '- pool.ntp.org', 'pool.ntp.org', 2],
  ] as const)('refuses %s, where it stands, and writes nothing', async (_, from, to, value, exit) => {
    const text = edit(onPrem, from, to);
    const cwd = folder(text);
    const { code, stderr } = await render(cwd);
    expect(stderr).toContain(value);
    expect(stderr).toMatch(new RegExp(`on-prem\\.yaml:${placeOf(text, value).split(':')[0]}:`));
    expect(code).toBe(exit);
    expect(Object.keys(contents(cwd)).filter((path) => path.startsWith('cluster-files'))).toEqual([]);
  });

  it.each([
    [
      'authorities that are not there',
      onPrem.replace('on-prem.authorities.pem', 'none.pem'),
      authorities,
      'there is no such file',
    ],
    ['a file of authorities without one', onPrem, 'nothing\n', 'the file holds no certificate'],
    [
      'a site that provisions nothing',
      onPrem.replace(/ {2}provision:.*\n(?: {4}.*\n)+/, ''),
      authorities,
      'provisions no cluster',
    ],
  ])('refuses %s', async (_, text, pem, words) => {
    const { code, stderr } = await render(folder(text, pem));
    expect(code).toBe(3);
    expect(stderr).toContain(words);
  });

  it('says how it is used', async () => {
    expect(await runIn(folder(), ['cluster', 'rendr'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('say: domicile cluster render'),
    });
  });
});
