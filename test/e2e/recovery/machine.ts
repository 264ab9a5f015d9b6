import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries } from '../../../controlplane/launcher/binaries.ts';
import { argumentsOf, type Component } from '../../../controlplane/launcher/components.ts';
import { writeConfiguration } from '../../../controlplane/launcher/configuration.ts';
import { waitHealthy } from '../../../controlplane/launcher/health.ts';
import { type Layout, layoutOf } from '../../../controlplane/launcher/layout.ts';
import { ensurePki } from '../../../controlplane/launcher/pki.ts';
import { choosePorts, type Ports } from '../../../controlplane/launcher/ports.ts';
import { launch, runningProcess, stopProcess } from '../../../controlplane/launcher/processes.ts';

/** A machine of a control plane: a folder, and processes that listen on loopback. */
export interface TestMachine {
  readonly name: string;
  readonly layout: Layout;
  readonly ports: Ports;
  /** Starts it, and waits until it is healthy. */
  readonly start: (component: Component) => Promise<void>;
  /** As a service manager does: returns when the old process is gone and the new one was started, healthy or not. */
  readonly restart: (component: Component) => Promise<void>;
  readonly stop: (component: Component) => Promise<void>;
}

/** The first machine of a cluster, with an authority of its own. Nothing runs yet. */
export async function firstMachine(folder: string, name: string): Promise<TestMachine> {
  const layout = layoutOf(join(folder, name));
  mkdirSync(layout.run, { recursive: true, mode: 0o700 });
  await ensurePki(layout);
  return machine(name, layout, await choosePorts(layout));
}

/** A further machine, whose API server uses the etcd of the first. */
export async function furtherMachine(folder: string, name: string, first: TestMachine): Promise<TestMachine> {
  const layout = layoutOf(join(folder, name));
  mkdirSync(layout.run, { recursive: true, mode: 0o700 });
  for (const shared of ['pki', 'config'] as const) cpSync(first.layout[shared], layout[shared], { recursive: true });
  const { etcd } = first.ports;
  return machine(name, layout, { ...(await choosePorts(layout)), etcd });
}

function machine(name: string, layout: Layout, ports: Ports): TestMachine {
  writeConfiguration(layout, ports);
  const begin = (component: Component) =>
    launch({
      name: component,
      binary: findBinaries(process.env).found.get(component)?.path ?? component,
      args: argumentsOf(component, layout, ports),
      logFile: join(layout.logs, `${component}.log`),
      runFolder: layout.run,
      owner: layout.data,
    });
  const start = (component: Component) => waitHealthy(begin(component), layout, ports, new AbortController().signal);
  const stop = async (component: Component) => {
    const running = runningProcess(layout.run, component);
    if (running !== undefined) await stopProcess(running);
  };
  const restart = async (component: Component) => {
    await stop(component);
    begin(component);
  };
  return { name, layout, ports, start, restart, stop };
}
