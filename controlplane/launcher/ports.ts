import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readIfThere, writePrivate } from './files.ts';
import type { Layout } from './layout.ts';

const NAMES = ['etcd', 'etcdPeer', 'apiServer', 'controllerManager', 'scheduler', 'kwok'] as const;

/** The loopback ports of one control plane. */
export type Ports = Readonly<Record<(typeof NAMES)[number], number>>;

/** The ports recorded by an earlier start, so that the kubeconfig stays valid over a restart. */
export function recordedPorts({ run }: Layout): Ports | undefined {
  const text = readIfThere(join(run, 'ports'));
  const numbers = text?.trim().split(' ').map(Number) ?? [];
  return numbers.length === NAMES.length && numbers.every(Number.isInteger) ? named(numbers) : undefined;
}

/** Picks ports that are free now and records them. Another program may still take one first: the caller retries. */
export async function choosePorts({ run }: Layout): Promise<Ports> {
  const held = await Promise.all(NAMES.map(() => holdAny()));
  const numbers = held.map(({ port }) => port);
  await Promise.all(held.map(({ release }) => release()));
  writePrivate(join(run, 'ports'), numbers.join(' '));
  return named(numbers);
}

/** True when nothing listens on that loopback port. */
export async function isFree(port: number): Promise<boolean> {
  try {
    await (await hold(port)).release();
    return true;
  } catch {
    return false;
  }
}

function named(numbers: readonly number[]): Ports {
  return Object.fromEntries(NAMES.map((name, index) => [name, numbers[index]])) as Ports;
}

/**
 * Below what Linux (32768) and macOS (49152) give to outgoing connections: the port of a component that has died must
 * still be free when it is started again, and the others make connections all the time.
 */
const LOWEST = 16_384;
const BEYOND = 32_768;
const ATTEMPTS = 100;

async function holdAny(): ReturnType<typeof hold> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await hold(randomInt(LOWEST, BEYOND));
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

function hold(port: number): Promise<{ readonly port: number; readonly release: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const release = () => new Promise<void>((done) => server.close(() => done()));
      resolve({ port: typeof address === 'object' && address !== null ? address.port : port, release });
    });
  });
}
