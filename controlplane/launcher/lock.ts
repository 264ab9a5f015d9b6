import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfThere } from './files.ts';
import { isRunning, ownRecord, parseRecord } from './processes.ts';

/** Runs `action` while no other process holds the lock. A lock whose holder is gone is taken over. */
export async function withLock<T>(file: string, action: () => Promise<T>, limitSeconds = 60): Promise<T> {
  await acquire(file, limitSeconds);
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}

async function acquire(file: string, limitSeconds: number): Promise<void> {
  for (const deadline = Date.now() + limitSeconds * 1000; ; await sleep(200)) {
    if (tryAcquire(file)) return;
    const holder = parseRecord(readIfThere(file) ?? '');
    if (holder === undefined || !isRunning(holder)) rmSync(file, { force: true });
    else if (Date.now() > deadline) {
      throw new Error(
        `process ${holder.pid} works on the local control plane since over ${limitSeconds} s (${file}); wait for it or end it`,
      );
    }
  }
}

/** The lock appears with its content, so that nobody reads a lock without a holder. */
function tryAcquire(file: string): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(ownRecord()), { mode: 0o600 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}
