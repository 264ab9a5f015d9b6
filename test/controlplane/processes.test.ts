import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  isRunning,
  launch,
  markedProcesses,
  ownRecord,
  type ProcessRecord,
  runningProcess,
  stopProcess,
} from '../../controlplane/launcher/processes.ts';

const started: ProcessRecord[] = [];
afterEach(async () => {
  for (const record of started.splice(0)) await stopProcess(record);
});

function sleeper(script = 'setTimeout(() => undefined, 60000)') {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-'));
  const record = launch({
    name: 'sleeper',
    binary: process.execPath,
    args: ['-e', script],
    logFile: join(folder, 'log'),
    runFolder: join(folder, 'run'),
    owner: folder,
  });
  started.push(record);
  return { folder, record, run: join(folder, 'run') };
}

it('finds a started process again by its record', () => {
  const { run, record } = sleeper();
  expect(runningProcess(run, 'sleeper')).toEqual(record);
});

it('ends a process, and then it is no longer found', async () => {
  const { run, record } = sleeper();
  await stopProcess(record);
  expect(isRunning(record)).toBe(false);
  expect(runningProcess(run, 'sleeper')).toBeUndefined();
});

it('ends by force a process that ignores the polite request', async () => {
  const { folder, record } = sleeper(
    "process.on('SIGTERM', () => undefined); console.log('deaf'); setTimeout(() => undefined, 60000)",
  );
  while (readFileSync(join(folder, 'log'), 'utf8') === '') await new Promise((done) => setTimeout(done, 20));
  await stopProcess(record, 2);
  expect(isRunning(record)).toBe(false);
});

it('never takes another process with a reused id for its own', async () => {
  const { run } = sleeper();
  const impostor = { ...ownRecord(), name: 'sleeper', startTime: 'another time' };
  writeFileSync(join(run, 'sleeper.json'), JSON.stringify(impostor));
  expect(runningProcess(run, 'sleeper')).toBeUndefined();
  await stopProcess(impostor); // had it sent a signal, this test would end here
});

it('takes a damaged record for none', () => {
  const { run } = sleeper();
  writeFileSync(join(run, 'sleeper.json'), '{"name":"sleep');
  expect(runningProcess(run, 'sleeper')).toBeUndefined();
});

it.runIf(process.platform === 'linux')('finds a process whose record was lost, by the folder it serves', async () => {
  const { folder, record } = sleeper();
  await expect.poll(() => markedProcesses(folder).map(({ pid }) => pid), { timeout: 60_000 }).toEqual([record.pid]);
  expect(markedProcesses(join(folder, 'other'))).toEqual([]);
});
