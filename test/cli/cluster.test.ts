import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authorities, onPrem } from '../cluster/on-prem.ts';
import { folderWith, runIn } from '../support/command.ts';

const DAY = ['--at', '2026-11-22'];
const project = () => folderWith({ 'sites/on-prem.yaml': onPrem, 'sites/on-prem.authorities.pem': authorities });

describe('domicile cluster render', () => {
  it('writes the runbooks of the site beside the files of its machines', async () => {
    const cwd = project();
    const { code, stderr } = await runIn(cwd, ['cluster', 'render', 'sites/on-prem.yaml', ...DAY]);
    expect(code, stderr).toBe(0);
    const first = readFileSync(join(cwd, 'cluster-files', 'runbooks', 'README.md'), 'utf8');
    expect(first).toContain('# Runbooks of on-prem');
    for (const [, page = ''] of first.matchAll(/\| \[[^\]]+\]\(([a-z-]+\.md)\)/g)) {
      expect(existsSync(join(cwd, 'cluster-files', 'runbooks', page)), page).toBe(true);
    }
  });

  it('refuses to replace a folder in which the secrets of the cluster were made, and says how to go on', async () => {
    const cwd = project();
    await runIn(cwd, ['cluster', 'render', 'sites/on-prem.yaml', ...DAY]);
    mkdirSync(join(cwd, 'cluster-files', 'secrets'));
    writeFileSync(join(cwd, 'cluster-files', 'secrets', 'token'), 'cannot be made again');
    const { code, stderr } = await runIn(cwd, ['cluster', 'render', 'sites/on-prem.yaml', ...DAY]);
    expect(code).toBe(3);
    expect(stderr).toContain('--out cluster-files.new && cp -rp cluster-files/secrets cluster-files.new/');
    expect(readFileSync(join(cwd, 'cluster-files', 'secrets', 'token'), 'utf8')).toBe('cannot be made again');
  });
});
