import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfThere, writePrivate } from './files.ts';

/** The environment variable that marks a process as ours; its value is the data folder that it serves. */
const MARKER = 'DOMICILE_CONTROLPLANE';

/** A process that outlives us. A process id is reused after a while; together with the start time it is not. */
export interface ProcessRecord {
  readonly name: string;
  readonly pid: number;
  readonly startTime: string;
}

/** What to start, and where its output goes. */
export interface Launch {
  readonly name: string;
  readonly binary: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly runFolder: string;
  readonly owner: string;
}

/** Starts a process that outlives this one, and records it before anything else can happen. */
export function launch({ name, binary, args, logFile, runFolder, owner }: Launch): ProcessRecord {
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.previous`);
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(binary, args, {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: owner,
    env: { PATH: process.env.PATH, HOME: owner, [MARKER]: owner },
  });
  closeSync(log);
  child.on('error', () => undefined); // a binary that cannot start shows as a missing pid
  child.unref();
  if (child.pid === undefined) throw new Error(`${name} did not start: cannot run ${binary}`);
  const record = { name, pid: child.pid, startTime: startTimeOf(child.pid) ?? '' };
  writePrivate(join(runFolder, `${name}.json`), JSON.stringify(record));
  return record;
}

/** The process recorded under this name, when that very process still runs. */
export function runningProcess(runFolder: string, name: string): ProcessRecord | undefined {
  const text = readIfThere(join(runFolder, `${name}.json`));
  if (text === undefined) return undefined;
  const record = parseRecord(text);
  return record !== undefined && isRunning(record) ? record : undefined;
}

/** The record of the process that runs this code. */
export function ownRecord(): ProcessRecord {
  return { name: 'domicile', pid: process.pid, startTime: startTimeOf(process.pid) ?? '' };
}

/** True while that very process runs: same id and same start time. */
export function isRunning({ pid, startTime }: ProcessRecord): boolean {
  return startTime !== '' && startTimeOf(pid) === startTime;
}

/** How long a process may take to be gone once it was ended by force: the memory of a large one takes a while. */
const FORCED_SECONDS = 60;

/**
 * Asks the process to end, and ends it by force after `patienceSeconds`. Resolves when it is gone. Another process is never
 * touched.
 * @throws when it does not end by force either
 */
export async function stopProcess(record: ProcessRecord, patienceSeconds = 15): Promise<void> {
  const attempts = [
    ['SIGTERM', patienceSeconds],
    ['SIGKILL', FORCED_SECONDS],
  ] as const;
  for (const [signal, seconds] of attempts) {
    if (!isRunning(record)) return;
    signalProcess(record.pid, signal);
    for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline && isRunning(record); ) await sleep(50);
  }
  if (isRunning(record)) throw new Error(`${record.name} (process ${record.pid}) does not end, not even by SIGKILL`);
}

/**
 * Processes marked as serving this data folder, whether recorded or not: an interruption between a start and its
 * record leaves one. Only Linux can tell; elsewhere the list is empty.
 */
export function markedProcesses(owner: string): readonly ProcessRecord[] {
  if (process.platform !== 'linux') return [];
  const wanted = `${MARKER}=${owner}`;
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && environmentOf(entry).includes(wanted))
    .map((entry) => ({ name: 'unrecorded', pid: Number(entry), startTime: startTimeOf(Number(entry)) ?? '' }));
}

function environmentOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return []; // gone meanwhile, or another user's
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone meanwhile; the caller looks again
  }
}

function startTimeOf(pid: number): string | undefined {
  return process.platform === 'linux' ? startTimeFromProc(pid) : startTimeFromPs(pid);
}

function startTimeFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name, in parentheses, may itself hold spaces and parentheses.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // While its other threads still end, a process whose first has ended is called a zombie, and holds its ports.
    const ended = state === 'X' || (state === 'Z' && Number(rest[16]) <= 1);
    return ended ? undefined : `${boot}/${rest[18]}`;
  } catch {
    return undefined;
  }
}

function startTimeFromPs(pid: number): string | undefined {
  try {
    const out = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', timeout: 5000 }).trim();
    return out === '' ? undefined : out;
  } catch {
    return undefined;
  }
}

/** Reads a record back; undefined when it is damaged. */
export function parseRecord(text: string): ProcessRecord | undefined {
  try {
    const { name, pid, startTime } = JSON.parse(text) as Partial<ProcessRecord>;
    return typeof name === 'string' && typeof pid === 'number' && typeof startTime === 'string'
      ? { name, pid, startTime }
      : undefined;
  } catch {
    return undefined;
  }
}
