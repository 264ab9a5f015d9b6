import { dirname, join } from 'node:path';
import { findBinaries } from '../../controlplane/launcher/binaries.ts';
import { buildBinaries, canBuild } from '../../controlplane/launcher/build.ts';
import { type NodePrograms, type RealCluster, startRealCluster, within } from './node.ts';
import { type NodeProgram, nodeProgram } from './programs.ts';
import { openRoom, type Room } from './room.ts';
import { standIn } from './stand-ins.ts';

/** A machine on which a node runs: the room for it, its programs, and its cluster. */
export interface Machine {
  readonly room: Room;
  readonly programs: Programs;
  readonly cluster: RealCluster;
}

type Programs = NodePrograms & { readonly nft: string };

/**
 * Finds out whether a node runs here by trying what it takes, the cheap before the dear: a room, a container in it, the
 * programs, which the first call on a machine builds, and the node itself with a pod. Otherwise says what could not be had or
 * done, and leaves nothing.
 */
export async function prepareMachine(network: string, site: string): Promise<Machine | { readonly reason: string }> {
  const room = await openRoom(network);
  if ('reason' in room) return room;
  const prepared = await inRoom(room, site).catch((error: unknown) => ({ reason: String(error) }));
  if ('reason' in prepared) await room.close();
  return prepared;
}

async function inRoom(room: Room, site: string): Promise<Machine | { readonly reason: string }> {
  const small = programs(['runc', 'busybox', 'nft']);
  if ('reason' in small) return small;
  const refusal = await withoutContainers(room, small.runc, small.busybox);
  if (refusal !== undefined) return { reason: refusal };
  const large = programs(['cni', 'containerd', 'kubelet']);
  if ('reason' in large) return large;
  const lacking = await withoutControlPlane();
  if (lacking !== undefined) return { reason: lacking };
  const all: Programs = { ...small, ...large, ctr: join(dirname(large.containerd), 'ctr') };
  const cluster = await startRealCluster(room, site, all);
  await runOnePod(room, cluster);
  return { room, programs: all, cluster };
}

async function runOnePod(room: Room, { kubectl, nameImage, digest }: RealCluster): Promise<void> {
  const image = `node.internal/try@${digest}`;
  await nameImage(image);
  const namespace = 'a-first-try';
  const template = { metadata: { labels: {} }, spec: { containers: [{ image, ports: [{ containerPort: 8443 }] }] } };
  const items = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    standIn(namespace, 'pod', template, image),
  ];
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  // A pod is refused until its namespace has an account, which the controller manager makes a moment later.
  await within(60, room, () => kubectl(['apply', '--server-side', '-f', '-'], list));
  await within(180, room, () =>
    kubectl(['wait', `--namespace=${namespace}`, 'pod/pod', '--for=condition=Ready', '--timeout=5s']),
  );
  await kubectl(['delete', 'namespace', namespace, '--timeout=120s']);
}

function programs<const N extends NodeProgram>(names: readonly N[]): Record<N, string> | { readonly reason: string } {
  const found: Partial<Record<N, string>> = {};
  for (const name of names) {
    const result = nodeProgram(name);
    if ('reason' in result) return { reason: `no ${name} (${result.reason})` };
    found[name] = result.path;
  }
  return found as Record<N, string>;
}

/** Runs a container as the node will, with limits and a filter of system calls; why it cannot, undefined when it can. */
async function withoutContainers(room: Room, runc: string, busybox: string): Promise<string | undefined> {
  const config = {
    ociVersion: '1.0.2',
    process: { terminal: false, cwd: '/', args: ['/bin/busybox', 'true'], user: { uid: 65534, gid: 65534 } },
    root: { path: 'root', readonly: true },
    mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }],
    linux: {
      cgroupsPath: `${room.controlGroup}/try`,
      namespaces: ['pid', 'mount', 'ipc', 'uts', 'network'].map((type) => ({ type })),
      resources: { memory: { limit: 64 * 1024 * 1024 }, cpu: { quota: 50_000, period: 100_000 }, pids: { limit: 64 } },
    },
  };
  const laid = await room.run(
    [
      'sh',
      '-c',
      'mkdir -p try/root/bin try/root/proc && cp "$0" try/root/bin/busybox && cat > try/config.json',
      busybox,
    ],
    { input: JSON.stringify(config) },
  );
  const ran =
    laid.code === 0 ? await room.run([runc, '--root', join(room.folder, 'runc'), 'run', '-b', 'try', 'try']) : laid;
  return ran.code === 0 ? undefined : `no container runs here (${`${ran.stdout}${ran.stderr}`.trim().slice(-300)})`;
}

/** The room has no way to a registry: what the control plane lacks is built before. */
async function withoutControlPlane(): Promise<string | undefined> {
  const { missing } = findBinaries(process.env);
  if (missing.length === 0) return undefined;
  if (!canBuild(process.env)) return `no ${missing.join(', ')}, and no go on PATH`;
  await buildBinaries(missing, {
    environment: process.env,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return undefined;
}
