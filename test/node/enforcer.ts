import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kubectl } from '../../engines/kubectl.ts';
import { throughKubectl } from '../../engines/live/through-kubectl.ts';
import { type End, type NetworkPolicy, type Pod, passes, type World } from '../policies/reach/slow-model.ts';
import { POD_NETWORK } from './node.ts';

/**
 * Runs in the room, in the place of a network plugin's agent: it asks the slow model, which shares no code with the judge, of
 * every pair of pods and of every destination, and has the kernel's packet filter hold to the answers. The API server is asked
 * again and again, so that it sees new pods and changed policies as an agent does.
 */
const [kubeconfig = '', nft = '', ...destinations] = process.argv.slice(2);
const TABLE = 'inet stand_in';

load(`table ${TABLE} {
  set open { type ipv4_addr . ipv4_addr . inet_service; }
  chain behind_the_policies { }
  chain forward {
    type filter hook forward priority 0;
    jump behind_the_policies
    ct state established,related accept
    ip saddr . ip daddr . tcp dport @open accept
    ip saddr ${POD_NETWORK} drop
    ip daddr ${POD_NETWORK} drop
  }
}`);

const { signal } = new AbortController();
const api = await throughKubectl(
  new Kubectl({
    program: 'kubectl',
    kubeconfig,
    context: 'domicile-local',
    cacheFolder: `${process.env.TMPDIR}/enforcer`,
    cwd: process.env.TMPDIR ?? '/',
    env: process.env,
    signal,
  }),
);
for (let before = ''; ; await sleep(100)) {
  const now = elementsOf(await worldNow());
  if (now === before) continue;
  load(`flush set ${TABLE} open\n${now === '' ? '' : `add element ${TABLE} open { ${now} }`}`);
  if (before === '') process.stdout.write('in force\n');
  before = now;
}

function load(rules: string): void {
  const { status, stderr, error } = spawnSync(nft, ['-f', '-'], { input: rules, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${nft}: ${error?.message ?? stderr}`);
}

function elementsOf(world: World): string {
  const ports = [
    ...new Set([443, ...world.pods.flatMap((pod) => pod.ports.map(({ containerPort }) => containerPort))]),
  ];
  const ends: readonly { readonly end: End; readonly address: string }[] = [
    ...world.pods.map((pod) => ({ end: { pod }, address: pod.address })),
    ...destinations.map((address) => ({ end: { address }, address })),
  ];
  return world.pods
    .flatMap((pod) =>
      ends.flatMap(({ end, address }) =>
        ports
          .filter((port) => passes({ from: { pod }, to: end, protocol: 'TCP', port }, world))
          .map((port) => `${pod.address} . ${address} . ${port}`),
      ),
    )
    .join(', ');
}

async function worldNow(): Promise<World> {
  const [namespaces, pods, policies] = await Promise.all([
    itemsOf<Named>('/api/v1/namespaces'),
    itemsOf<ApiPod>('/api/v1/pods'),
    itemsOf<ApiPolicy>('/apis/networking.k8s.io/v1/networkpolicies'),
  ]);
  return {
    namespaces: namespaces.map(({ metadata }) => ({ name: metadata.name, labels: metadata.labels ?? {} })),
    pods: pods.flatMap(podOf),
    policies: policies.map(({ metadata, spec }) => ({
      ...spec,
      name: metadata.name,
      namespace: metadata.namespace ?? '',
    })),
    admin: [],
  };
}

interface Named {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

interface ApiPolicy extends Named {
  readonly spec: Omit<NetworkPolicy, 'name' | 'namespace'>;
}

interface ApiPod extends Named {
  readonly spec: {
    readonly containers: readonly {
      readonly ports?: readonly {
        readonly name?: string;
        readonly containerPort: number;
        readonly protocol?: string;
      }[];
    }[];
  };
  readonly status?: { readonly podIP?: string; readonly phase?: string };
}

/** One that has ended has given its address back. */
function podOf({ metadata, spec, status }: ApiPod): readonly Pod[] {
  if (status?.podIP === undefined || status.phase === 'Succeeded' || status.phase === 'Failed') return [];
  const ports = spec.containers.flatMap(({ ports = [] }) => ports);
  return [
    {
      name: metadata.name,
      namespace: metadata.namespace ?? '',
      labels: metadata.labels ?? {},
      address: status.podIP,
      ports: ports.map(({ name = '', containerPort, protocol = 'TCP' }) => ({ name, containerPort, protocol })),
      hostNetwork: false,
    },
  ];
}

async function itemsOf<T>(path: string): Promise<readonly T[]> {
  const { status, body } = await api.get(path);
  if (status !== 200) throw new Error(`${path}: ${status}`);
  return body.items as unknown as readonly T[];
}
