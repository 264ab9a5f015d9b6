import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import type { CommandResult } from '../e2e/project.ts';
import { busyboxImage } from './images.ts';
import { beside } from './programs.ts';
import type { Room } from './room.ts';

/** The networks that the node knows: of its pods, and of the host that the site declares. */
export const POD_NETWORK = '10.244.77.0/24';
const NODE_ADDRESS = '203.0.113.1';
const NODE_NAME = 'real-node';
const SANDBOX = 'node.internal/sandbox:1';
const LIMIT_SECONDS = 180;
const here = (file: string) => join(import.meta.dirname, file);
/** Runs a TypeScript file of the project, from whatever folder. */
const program = (file: string) => [process.execPath, '--import', import.meta.resolve('tsx'), here(file)];

/** Where the programs of a node are. */
export interface NodePrograms {
  readonly kubelet: string;
  readonly containerd: string;
  readonly cni: string;
  readonly runc: string;
  readonly busybox: string;
  readonly ctr: string;
}

/** A cluster of one real node, in a room of its own. */
export interface RealCluster {
  /** The project's folder, as the room calls it. */
  readonly project: string;
  readonly kubeconfig: string;
  readonly nodeKubeconfig: string;
  /** The digest of an image that the node has, under whatever name {@link nameImage} gave it. */
  readonly digest: string;
  readonly nameImage: (name: string) => Promise<void>;
  readonly domicile: (...args: readonly string[]) => Promise<CommandResult>;
  readonly kubectl: (args: readonly string[], input?: string) => Promise<string>;
}

/** Starts a control plane, a container runtime and a kubelet in the room, and waits until the node is ready. */
export async function startRealCluster(room: Room, site: string, programs: NodePrograms): Promise<RealCluster> {
  const text = await succeed(room, [...program('inside.ts'), site, NODE_NAME]);
  const { project, kubeconfig, nodeKubeconfig } = JSON.parse(text) as Readonly<Record<string, string>>;
  if (project === undefined || kubeconfig === undefined || nodeKubeconfig === undefined) throw new Error(text);
  const digest = makeImage(room, programs);
  startRuntime(room, programs);
  const ctr = [programs.ctr, '--address', socketOf(room), '--namespace', 'k8s.io', 'images'];
  await within(LIMIT_SECONDS, room, () =>
    succeed(room, [...ctr, 'import', '--local', join(room.folder, 'image', 'image.tar')]),
  );
  startKubelet(room, programs, nodeKubeconfig);
  const kubectl = (args: readonly string[], input?: string) =>
    succeed(room, ['kubectl', `--kubeconfig=${kubeconfig}`, ...args], input === undefined ? {} : { input });
  await within(LIMIT_SECONDS, room, () =>
    kubectl(['wait', '--for=condition=Ready', `node/${NODE_NAME}`, '--timeout=5s']),
  );
  return {
    project,
    kubeconfig,
    nodeKubeconfig,
    digest,
    kubectl,
    nameImage: async (name) => {
      await succeed(room, [...ctr, 'tag', '--local', '--force', SANDBOX, name]);
    },
    domicile: (...args) =>
      room.run([...program('../e2e/entry.ts'), ...args], {
        cwd: project,
        env: { ...process.env, DOMICILE_SITE: site },
      }),
  };
}

/** What a program in the room printed. @throws Error with its last words when it fails */
export async function succeed(
  room: Room,
  command: readonly string[],
  how?: Parameters<Room['run']>[1],
): Promise<string> {
  const { code, stdout, stderr } = await room.run(command, how);
  if (code !== 0)
    throw new Error(`${command.join(' ').slice(0, 200)} ended with ${code}: ${`${stdout}${stderr}`.slice(-2000)}`);
  return stdout;
}

/** Tries until it succeeds; throws the last failure, and the last words of what runs in the room, after so many seconds. */
export async function within<T>(seconds: number, room: Room, attempt: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + seconds * 1000; ; await sleep(500)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${String(error)}\n${lastWords(room)}`);
    }
  }
}

/** Has the packet filter hold to what the network policies of the cluster say, and resolves when it does. */
export async function enforcePolicies(
  room: Room,
  { kubeconfig }: RealCluster,
  nft: string,
  destinations: readonly string[],
): Promise<void> {
  keepRunning(room, 'enforcer', [...program('enforcer.ts'), kubeconfig, nft, ...destinations], beside(nft));
  await within(LIMIT_SECONDS, room, async () => said(room, 'enforcer', 'in force'));
}

/** Has kube-router do so instead, as a firewall and nothing else. */
export async function runRouter(
  room: Room,
  { kubeconfig }: RealCluster,
  { router, iptables }: { readonly router: string; readonly iptables: string },
): Promise<void> {
  const roles = ['--run-firewall=true', '--run-router=false', '--run-service-proxy=false'];
  const node = [`--kubeconfig=${kubeconfig}`, `--hostname-override=${NODE_NAME}`, '--iptables-sync-period=30s'];
  keepRunning(room, 'kube-router', [router, ...roles, ...node], { ...beside(iptables, router), NODE_NAME });
  await within(LIMIT_SECONDS, room, async () =>
    said(room, 'kube-router', 'Starting network policy controller full sync'),
  );
}

function said(room: Room, name: string, words: string): void {
  const log = readFileSync(room.fromOutside(join(room.folder, `${name}.log`)), 'utf8');
  if (!log.includes(words)) throw new Error(`${name} has not said "${words}"`);
}

/** Starts what goes on until {@link stopRunning}, or the room's end, with a log in the room's folder. */
export function keepRunning(room: Room, name: string, command: readonly string[], env = process.env): void {
  const script = 'echo $$ > "$0.pid" && exec "$@" > "$0.log" 2>&1';
  const child = room.start(['sh', '-c', script, join(room.folder, name), ...command], { env });
  child.on('error', () => undefined); // the log, or that there is none, says it
  child.unref();
}

/** Ends what {@link keepRunning} started, and waits until it is gone. */
export async function stopRunning(room: Room, name: string): Promise<void> {
  const script = 'read -r pid < "$0.pid"; kill "$pid"; while [ -e "/proc/$pid/exe" ]; do sleep 0.1; done';
  await succeed(room, ['sh', '-c', script, join(room.folder, name)]);
}

function lastWords(room: Room): string {
  const logs = readdirSync(room.fromOutside(room.folder)).filter((file) => file.endsWith('.log'));
  return logs
    .map((file) => `${file}:\n${readFileSync(room.fromOutside(join(room.folder, file)), 'utf8').slice(-1500)}`)
    .join('\n');
}

function socketOf(room: Room): string {
  return join(room.folder, 'containerd.sock');
}

function write(room: Room, file: string, content: string): string {
  const path = join(room.folder, file);
  mkdirSync(dirname(room.fromOutside(path)), { recursive: true });
  writeFileSync(room.fromOutside(path), content);
  return path;
}

function makeImage(room: Room, { busybox }: NodePrograms): string {
  return busyboxImage(room.fromOutside(join(room.folder, 'image')), busybox, SANDBOX);
}

function startRuntime(room: Room, { containerd, cni, runc }: NodePrograms): void {
  const network = {
    cniVersion: '1.0.0',
    name: 'node',
    // Every pod on a wire of its own: what one sends to another is routed, so that a filter sees it without further ado.
    plugins: [
      {
        type: 'ptp',
        ipMasq: false,
        ipam: {
          type: 'host-local',
          ranges: [[{ subnet: POD_NETWORK }]],
          routes: [{ dst: '0.0.0.0/0' }],
          dataDir: join(room.folder, 'addresses'),
        },
      },
    ],
  };
  write(room, 'cni/10-node.conflist', JSON.stringify(network));
  const config = write(
    room,
    'containerd.toml',
    `version = 3
root = "${room.folder}/containerd"
state = "${room.folder}/containerd-state"
[grpc]
address = "${socketOf(room)}"
[plugins.'io.containerd.cri.v1.images']
snapshotter = "native"
[plugins.'io.containerd.cri.v1.images'.pinned_images]
sandbox = "${SANDBOX}"
[plugins.'io.containerd.cri.v1.runtime']
restrict_oom_score_adj = true
[plugins.'io.containerd.cri.v1.runtime'.cni]
bin_dirs = ["${dirname(cni)}"]
conf_dir = "${room.folder}/cni"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
BinaryName = "${runc}"
SystemdCgroup = false
`,
  );
  const path = `${dirname(containerd)}:${process.env.PATH}`; // the shim is looked up there
  keepRunning(room, 'containerd', [containerd, '--config', config], { ...process.env, PATH: path });
}

function startKubelet(room: Room, { kubelet }: NodePrograms, kubeconfig: string): void {
  const config = write(
    room,
    'kubelet.yaml',
    stringify({
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      containerRuntimeEndpoint: `unix://${socketOf(room)}`,
      failCgroupV1: false,
      failSwapOn: false,
      cgroupDriver: 'cgroupfs',
      cgroupRoot: room.controlGroup,
      cgroupsPerQOS: false,
      enforceNodeAllocatable: [],
      // Any machine will do, however full.
      evictionHard: Object.fromEntries(
        ['memory.available', 'nodefs.available', 'imagefs.available', 'nodefs.inodesFree'].map((name) => [name, '1%']),
      ),
      authentication: { anonymous: { enabled: false }, webhook: { enabled: false } },
      authorization: { mode: 'AlwaysAllow' },
      address: '127.0.0.1',
      resolvConf: '',
      makeIPTablesUtilChains: false,
      volumePluginDir: join(room.folder, 'volume-plugins'),
      // What it may not set for the whole machine it reports, and goes on.
      featureGates: { KubeletInUserNamespace: true },
    }),
  );
  keepRunning(room, 'kubelet', [
    kubelet,
    `--config=${config}`,
    `--kubeconfig=${kubeconfig}`,
    `--hostname-override=${NODE_NAME}`,
    `--node-ip=${NODE_ADDRESS}`,
    `--root-dir=${join(room.folder, 'kubelet')}`,
    `--cert-dir=${join(room.folder, 'kubelet-pki')}`,
    '--node-labels=topology.kubernetes.io/region=de-test,topology.kubernetes.io/zone=de-test-a',
  ]);
}
