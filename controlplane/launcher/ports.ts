import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

/**
 * Picks ports that are free now, but for those that are kept, and records them. Another program may still take one first:
 * the caller retries.
 */
export async function choosePorts({ run }: Layout, kept: Partial<Ports> = {}): Promise<Ports> {
  const held = await Promise.all(NAMES.map((name) => kept[name] ?? holdAny()));
  const numbers = held.map((one) => (typeof one === 'number' ? one : one.port));
  await Promise.all(held.map((one) => (typeof one === 'number' ? undefined : one.release())));
  writePrivate(join(run, 'ports'), numbers.join(' '));
  return named(numbers);
}

/** True when nothing holds that loopback port, or lets go of it in the given time: a connection that ends does. */
export async function isFree(port: number, withinMilliseconds = 0): Promise<boolean> {
  for (const deadline = Date.now() + withinMilliseconds; ; await sleep(100)) {
    try {
      await (await hold(port)).release();
      return true;
    } catch {
      if (Date.now() >= deadline) return false;
    }
  }
}

function named(numbers: readonly number[]): Ports {
  return Object.fromEntries(NAMES.map((name, index) => [name, numbers[index]])) as Ports;
}

const ATTEMPTS = 100;

async function holdAny(): ReturnType<typeof hold> {
  const below = firstOutgoingPort();
  for (let attempt = 1; ; attempt++) {
    try {
      return await hold(randomInt(below / 2, below));
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** What Linux gives to outgoing connections unless it is told otherwise; macOS begins at 49152. */
const USUAL_FIRST = 32_768;
const LEAST_ROOM = 4096;

/**
 * Where the ports of outgoing connections begin: the port of a component that has died must still be free when it is
 * started again, and the others make connections all the time.
 */
function firstOutgoingPort(): number {
  const first = Number(readIfThere('/proc/sys/net/ipv4/ip_local_port_range')?.split(/\s/)[0]);
  return first >= LEAST_ROOM && first < USUAL_FIRST ? first - (first % 2) : USUAL_FIRST;
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
