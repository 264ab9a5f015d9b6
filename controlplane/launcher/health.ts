import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoopbackClient } from './api.ts';
import type { Component } from './components.ts';
import { readIfThere } from './files.ts';
import type { Layout } from './layout.ts';
import type { Holder } from './pki.ts';
import type { Ports } from './ports.ts';
import { isRunning, type ProcessRecord } from './processes.ts';

const LIMIT_SECONDS: Readonly<Record<Component, number>> = {
  etcd: 60,
  'kube-apiserver': 120,
  'kube-controller-manager': 60,
  'kube-scheduler': 60,
  kwok: 60,
};

const CHECKS: Readonly<Record<Exclude<Component, 'kwok'>, readonly [Holder, keyof Ports, string]>> = {
  etcd: ['etcd-client', 'etcd', '/health'],
  'kube-apiserver': ['admin', 'apiServer', '/readyz'],
  'kube-controller-manager': ['admin', 'controllerManager', '/healthz'],
  'kube-scheduler': ['admin', 'scheduler', '/readyz'],
};

/** True when the component answers its own health check right now. */
export async function isHealthy(component: Component, layout: Layout, ports: Ports): Promise<boolean> {
  try {
    return (await healthStatus(component, layout, ports)) === 200;
  } catch {
    return false; // not listening yet, or not ours
  }
}

/** Waits until the component is healthy. Throws, with the end of its log, when it ends or the limit passes. */
export async function waitHealthy(
  process: ProcessRecord,
  layout: Layout,
  ports: Ports,
  signal: AbortSignal,
  limitSeconds?: number,
): Promise<void> {
  const component = process.name as Component;
  const limit = limitSeconds ?? LIMIT_SECONDS[component];
  for (const deadline = Date.now() + limit * 1000; Date.now() < deadline; await sleep(100, null, { signal })) {
    if (await isHealthy(component, layout, ports)) return;
    if (!isRunning(process)) throw new ComponentFailure(component, 'ended', layout);
  }
  throw new ComponentFailure(component, `is not healthy after ${limit} s`, layout);
}

/** A component that does not come up. `message` ends with the last lines of its log and the log's path. */
export class ComponentFailure extends Error {
  override readonly name = 'ComponentFailure';
  /** True when the port was taken by another program between choosing and using it. */
  readonly portTaken: boolean;

  constructor(component: Component, what: string, { logs }: Layout) {
    const file = join(logs, `${component}.log`);
    const tail = (readIfThere(file) ?? '').trimEnd().split('\n').slice(-8).join('\n');
    super(`${component} ${what}. The end of ${file}:\n${tail}`);
    this.portTaken = /address already in use/.test(tail);
  }
}

async function healthStatus(component: Component, layout: Layout, ports: Ports): Promise<number> {
  if (component === 'kwok') return plainStatus(ports.kwok, '/healthz');
  const [holder, port, path] = CHECKS[component];
  const client = new LoopbackClient(layout, holder, ports[port]);
  try {
    return (await client.get(path)).status;
  } finally {
    client.close();
  }
}

function plainStatus(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = get({ host: '127.0.0.1', port, path, timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('timeout', () => call.destroy(new Error('no answer within 5 s')));
    call.on('error', reject);
  });
}
