import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { closeStaging, openStaging } from '../../gate/staging.ts';
import { temporaryFolder } from '../support/folder.ts';

test('the temporary folder stands beside the output folder, which is not made', () => {
  const outdir = join(temporaryFolder(), 'cdktf.out');
  const staging = openStaging(outdir);
  expect(dirname(staging)).toBe(dirname(outdir));
  expect(existsSync(staging)).toBe(true);
  expect(existsSync(outdir)).toBe(false);
  closeStaging(staging);
  expect(readdirSync(dirname(outdir))).toEqual([]);
});

test('two apps of one process do not share it', () => {
  const outdir = join(temporaryFolder(), 'cdktf.out');
  const [one, other] = [openStaging(outdir), openStaging(outdir)];
  expect(one).not.toBe(other);
  closeStaging(one);
  closeStaging(other);
});

test('one that a killed process has left behind goes when the next starts; those of others stay', () => {
  const folder = temporaryFolder();
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const [abandoned, alive, foreign] = [`cdktf.out.${dead}-1.staging`, `cdktf.out.${process.ppid}-1.staging`, 'mine'];
  for (const name of [abandoned, alive, foreign]) mkdirSync(join(folder, name));
  closeStaging(openStaging(join(folder, 'cdktf.out')));
  expect(readdirSync(folder).sort()).toEqual([alive, foreign].sort());
});
