import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoopbackClient } from './api.ts';
import type { BuildOptions } from './build.ts';
import { LOCAL_CONTEXT } from './configuration.ts';
import { type Furniture, furnish } from './furniture.ts';
import { type Layout, layoutOf } from './layout.ts';
import { withLock } from './lock.ts';
import { type Ports, recordedPorts } from './ports.ts';
import { allHealthy, type Outcome, startComponents, stopComponents } from './supervise.ts';

const NODES_LIMIT_SECONDS = 60;

/** What a start is given. */
export interface StartOptions extends BuildOptions {
  /** Absolute folder of the project; the state lies in its `.domicile/`. */
  readonly project: string;
  readonly furniture: Furniture;
}

/** How to reach the local control plane. */
export interface LocalCluster {
  readonly kubeconfig: string;
  readonly context: string;
  readonly server: string;
}

/** Finds or builds the programs, starts what does not run, and waits until the nodes are ready. */
export async function startControlPlane(options: StartOptions): Promise<LocalCluster & { readonly outcome: Outcome }> {
  const layout = layoutOf(options.project);
  return withLock(layout.lock, async () => {
    const outcome = await startComponents(layout, options);
    const ports = recordedPorts(layout);
    if (ports === undefined) throw new Error(`the ports under ${layout.run} vanished during the start`);
    await furnishAndWait(layout, ports, options);
    return { ...clusterAt(layout, ports), outcome };
  });
}

/** The local control plane when all of it is healthy, else undefined. Starts nothing. */
export async function findControlPlane(project: string): Promise<LocalCluster | undefined> {
  const layout = layoutOf(project);
  const ports = recordedPorts(layout);
  return ports !== undefined && (await allHealthy(layout)) ? clusterAt(layout, ports) : undefined;
}

/** Ends exactly the processes that starts of this project made. Returns the names of those that ran. */
export async function stopControlPlane(project: string): Promise<readonly string[]> {
  const layout = layoutOf(project);
  return withLock(layout.lock, () => stopComponents(layout));
}

/** Removes what a stopped control plane leaves: its data, certificates, logs and kubeconfig. */
export function removeControlPlane(project: string): void {
  const layout = layoutOf(project);
  rmSync(layout.kubeconfig, { force: true });
  rmSync(layout.data, { recursive: true, force: true });
}

function clusterAt({ kubeconfig }: Layout, { apiServer }: Ports): LocalCluster {
  return { kubeconfig, context: LOCAL_CONTEXT, server: `https://127.0.0.1:${apiServer}` };
}

async function furnishAndWait(layout: Layout, ports: Ports, { furniture, onProgress, signal }: StartOptions) {
  const client = new LoopbackClient(layout, 'admin', ports.apiServer);
  try {
    onProgress('furnishing nodes and volumes');
    await furnish(client, furniture);
    onProgress('waiting for the nodes to be ready');
    await waitForNodes(client, signal);
  } finally {
    client.close();
  }
}

async function waitForNodes(client: LoopbackClient, signal: AbortSignal): Promise<void> {
  let waiting: readonly string[] = [];
  for (
    const deadline = Date.now() + NODES_LIMIT_SECONDS * 1000;
    Date.now() < deadline;
    await sleep(200, null, { signal })
  ) {
    waiting = unreadyNodes((await client.get('/api/v1/nodes')).body);
    if (waiting.length === 0) return;
  }
  throw new Error(`nodes ${waiting.join(', ')} are not ready after ${NODES_LIMIT_SECONDS} s; see the log of kwok`);
}

interface NodeList {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly spec?: { readonly taints?: readonly unknown[] };
    readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  }[];
}

function unreadyNodes(body: string): readonly string[] {
  return (JSON.parse(body) as NodeList).items
    .filter(({ spec, status }) => {
      const ready = status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
      return ready !== true || (spec?.taints?.length ?? 0) > 0;
    })
    .map(({ metadata }) => metadata.name);
}
