import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../support/folder.ts';
import { platformOf } from '../support/platform-output.ts';

const entry = join(import.meta.dirname, 'entry.ts');
const repository = join(import.meta.dirname, '..', '..');
/** Two processes, half of the mutants each: they cost processor time and nothing else. */
const seeds = [1_000_000_007, 1_000_000_009];
const count = 5_000;

interface Report {
  readonly mutants: number;
  readonly survivors: readonly unknown[];
  readonly elsewhere: readonly unknown[];
}

describe.each(['sites/reference-hospital.yaml', 'sites/clinic.yaml'])('10,000 mutants of %s', (file) => {
  test('none gets through, and each is caught where it was planted', { timeout: 3_600_000 }, async () => {
    const folder = temporaryFolder();
    const decoder = new TextDecoder();
    writeFiles(
      folder,
      Object.fromEntries(platformOf(file).inputs.map(({ name, bytes }) => [name, decoder.decode(bytes)])),
    );
    const reports = await Promise.all(seeds.map((seed) => attack(folder, file, seed)));
    for (const { survivors, elsewhere } of reports)
      expect({ survivors, elsewhere }).toEqual({ survivors: [], elsewhere: [] });
    expect(reports.map(({ mutants }) => mutants)).toEqual([count, count]);
  });
});

function attack(folder: string, site: string, seed: number): Promise<Report> {
  const options = ['--site', join(folder, site), '--count', `${count}`, '--seed', `${seed}`, '--format', 'json'];
  const child = spawn(process.execPath, ['--import', 'tsx', entry, 'attack', join(folder, 'stacks'), ...options], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 || code === 1 ? resolve(JSON.parse(stdout)) : reject(new Error(`exit ${code}`)),
    );
  });
}
