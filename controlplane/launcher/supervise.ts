import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LoopbackClient } from './api.ts';
import { type BinaryName, findBinaries, type Search } from './binaries.ts';
import { type BuildOptions, buildBinaries, canBuild } from './build.ts';
import { argumentsOf, COMPONENTS, type Component } from './components.ts';
import { writeConfiguration } from './configuration.ts';
import { permitKwok } from './furniture.ts';
import { ComponentFailure, isHealthy, waitHealthy } from './health.ts';
import type { Layout } from './layout.ts';
import { ensurePki, isPkiValid } from './pki.ts';
import { choosePorts, isFree, type Ports, recordedPorts } from './ports.ts';
import { launch, markedProcesses, type ProcessRecord, runningProcess, stopProcess } from './processes.ts';

const PORT_ATTEMPTS = 3;
const RECOVERY_LIMIT_SECONDS = 60;
const RELEASE_LIMIT_MILLISECONDS = 5000;

const PORTS_OF: Readonly<Record<Component, readonly (keyof Ports)[]>> = {
  etcd: ['etcd', 'etcdPeer'],
  'kube-apiserver': ['apiServer'],
  'kube-controller-manager': ['controllerManager'],
  'kube-scheduler': ['scheduler'],
  kwok: ['kwok'],
};

/** The ports that the command lines or kubeconfigs of other components name. */
const OTHERS_CALL: ReadonlySet<keyof Ports> = new Set(['etcd', 'etcdPeer', 'apiServer']);

/** `reused`: all was healthy and nothing was started; `repaired`: some of it ran. */
export type Outcome = 'started' | 'repaired' | 'reused';

/** Programs that are neither found nor can be built. */
export class MissingBinaries extends Error {
  override readonly name = 'MissingBinaries';
  readonly missing: readonly BinaryName[];
  constructor(missing: readonly BinaryName[]) {
    super(`the local control plane lacks ${missing.join(', ')}`);
    this.missing = missing;
  }
}

/** Brings every component to health, touching none that is healthy. After a failure nothing of it is left running. */
export async function startComponents(layout: Layout, options: BuildOptions): Promise<Outcome> {
  if (await allHealthy(layout)) return 'reused';
  const outcome = COMPONENTS.some((name) => runningProcess(layout.run, name)) ? 'repaired' : 'started';
  const binaries = await requireBinaries(options);
  try {
    await startOnFreePorts(layout, binaries, options);
    return outcome;
  } catch (error) {
    await stopComponents(layout);
    throw error;
  }
}

/** True when every component answers its health check. */
export async function allHealthy(layout: Layout): Promise<boolean> {
  const ports = recordedPorts(layout);
  if (ports === undefined || !isPkiValid(layout)) return false;
  return (await sick(layout, ports)).length === 0;
}

/** Ends every process of this control plane, the last started first. Returns the names of those that ran. */
export async function stopComponents(layout: Layout): Promise<readonly string[]> {
  const stopped: string[] = [];
  const recorded = new Set(COMPONENTS.map((name) => runningProcess(layout.run, name)?.pid));
  // A client that nobody recorded comes first: the API server waits for its clients.
  for (const stray of markedProcesses(layout.data).filter(({ pid }) => !recorded.has(pid))) {
    await stopProcess(stray);
    stopped.push(`${stray.name} process ${stray.pid}`);
  }
  for (const name of COMPONENTS.toReversed()) if (await stopComponent(layout, name)) stopped.push(name);
  return stopped;
}

async function startOnFreePorts(layout: Layout, binaries: Search, options: BuildOptions): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const ports = await prepare(layout);
      const start = (name: Component) => startComponent(name, layout, ports, binaries, options);
      await start('etcd');
      await start('kube-apiserver');
      await permit(layout, ports);
      await allDone([start('kube-controller-manager'), start('kube-scheduler'), start('kwok')]);
      return;
    } catch (error) {
      if (attempt === PORT_ATTEMPTS || !(error instanceof ComponentFailure) || !error.portTaken) throw error;
    }
  }
}

/** Waits for all before it fails: none may still be starting while the next attempt begins. */
async function allDone(starts: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(starts)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

async function permit(layout: Layout, ports: Ports): Promise<void> {
  const client = new LoopbackClient(layout, 'admin', ports.apiServer);
  try {
    await permitKwok(client);
  } finally {
    client.close();
  }
}

/** Gives certificates, ports and configuration that fit what still runs. */
async function prepare(layout: Layout): Promise<Ports> {
  if (!isPkiValid(layout)) await stopComponents(layout); // its certificates are about to change
  await ensurePki(layout);
  const ports = await portsFor(layout);
  writeConfiguration(layout, ports);
  return ports;
}

/** The recorded ports, but for one that another program has taken meanwhile from a component that does not run. */
async function portsFor(layout: Layout): Promise<Ports> {
  const recorded = recordedPorts(layout);
  const taken = recorded === undefined ? [] : await takenPorts(layout, recorded);
  if (recorded !== undefined && taken.length === 0) return recorded;
  if (recorded === undefined || taken.some((name) => OTHERS_CALL.has(name))) {
    await stopComponents(layout);
    return choosePorts(layout);
  }
  const kept = Object.entries(recorded).filter(([name]) => !taken.includes(name as keyof Ports));
  return choosePorts(layout, Object.fromEntries(kept));
}

async function startComponent(
  name: Component,
  layout: Layout,
  ports: Ports,
  binaries: Search,
  { onProgress, signal }: BuildOptions,
): Promise<void> {
  signal.throwIfAborted();
  const running = runningProcess(layout.run, name);
  if (running !== undefined && (await recovers(running, layout, ports, signal))) return;
  if (running !== undefined) await stopComponent(layout, name);
  onProgress(`starting ${name}`);
  const process = launch({
    name,
    binary: binaries.found.get(name)?.path ?? name,
    args: argumentsOf(name, layout, ports),
    logFile: join(layout.logs, `${name}.log`),
    runFolder: layout.run,
    owner: layout.data,
  });
  await waitHealthy(process, layout, ports, signal);
}

/** A component may be sick only because what it needs had died, and that has just been started again. */
async function recovers(process: ProcessRecord, layout: Layout, ports: Ports, signal: AbortSignal): Promise<boolean> {
  try {
    await waitHealthy(process, layout, ports, signal, RECOVERY_LIMIT_SECONDS);
    return true;
  } catch (error) {
    if (error instanceof ComponentFailure) return false;
    throw error;
  }
}

async function stopComponent(layout: Layout, name: Component): Promise<boolean> {
  const process = runningProcess(layout.run, name);
  if (process !== undefined) await stopProcess(process);
  rmSync(join(layout.run, `${name}.json`), { force: true });
  return process !== undefined;
}

async function sick(layout: Layout, ports: Ports): Promise<readonly Component[]> {
  const healthy = await Promise.all(
    COMPONENTS.map(async (name) => runningProcess(layout.run, name) !== undefined && isHealthy(name, layout, ports)),
  );
  return COMPONENTS.filter((_, index) => !healthy[index]);
}

async function takenPorts(layout: Layout, ports: Ports): Promise<readonly (keyof Ports)[]> {
  const needed = COMPONENTS.filter((name) => runningProcess(layout.run, name) === undefined).flatMap(
    (name) => PORTS_OF[name],
  );
  const free = await Promise.all(needed.map((name) => isFree(ports[name], RELEASE_LIMIT_MILLISECONDS)));
  return needed.filter((_, index) => !free[index]);
}

async function requireBinaries(options: BuildOptions): Promise<Search> {
  const { missing } = findBinaries(options.environment);
  if (missing.length > 0) {
    if (!canBuild(options.environment)) throw new MissingBinaries(missing);
    await buildBinaries(missing, options);
  }
  return findBinaries(options.environment);
}
