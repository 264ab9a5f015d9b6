import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Machine, prepareMachine } from './machine.ts';
import { enforcePolicies, runRouter, stopRunning, succeed, within } from './node.ts';
import { beside, type RouterPrograms, routerPrograms } from './programs.ts';
import { asTheyAre, repositoryIn, standInsFor } from './stand-ins.ts';

const SITE = 'sites/reference-hospital.yaml';
const INSIDE = '10.20.0.7';
const OUTSIDE = '203.0.113.9';
/** One of each kind: records and their database, models, approvals, the way out, research, the audit trail. */
const WORKLOADS = [
  ...['clinical/fhir', 'clinical/fhir-database', 'ai/model-gateway', 'ai/model-medical-7b'],
  ...['governance/approval', 'egress/egress', 'research/research-fhir', 'audit/audit-store'],
].map((name) => `reference-hospital-${name}`);

const machine = await prepareMachine('10.20.0', SITE);
const skipped = 'reason' in machine ? ` — SKIPPED: ${machine.reason}` : '';
const agent = skipped === '' ? routerPrograms() : { reason: 'there is no node' };
const agentSkipped = 'reason' in agent ? ` — SKIPPED: ${agent.reason}` : '';
for (const [what, why] of [
  ['a real node', skipped],
  ['a network policy agent', agentSkipped],
])
  if (why !== '') process.stderr.write(`test/node: ${what}${why}\n`);

interface Edge {
  readonly from: readonly string[];
  readonly to: string;
  readonly port: number;
  readonly predicted: string;
  readonly outcome: string;
  readonly shown: string;
}

describe.skipIf(skipped !== '')(`domicile probe on a real node${skipped}`, () => {
  const { room, programs, cluster } = machine as Machine;
  let rendered: string;
  let image: string;
  let ports: readonly string[];
  let probes = 0;

  beforeAll(async () => {
    for (const host of ['inside', 'outside'] as const)
      room.start([programs.busybox, 'httpd', '-f', '-p', '443', '-h', room.folder], { host }).unref();
    rendered = await said('render', '--output', '-');
    image = `${repositoryIn(rendered)}@${cluster.digest}`;
    await cluster.nameImage(image);
    await apply(asTheyAre(rendered));
    const standIns = standInsFor(rendered, WORKLOADS, image);
    await apply(standIns);
    ports = standIns.flatMap(({ metadata: { namespace, name }, spec }) =>
      spec.containers.flatMap((one) => one.ports.map(({ containerPort }) => `${namespace}/${name}:${containerPort}`)),
    );
    await within(240, room, () =>
      cluster.kubectl(['wait', 'pods', '--all-namespaces', '--all', '--for=condition=Ready', '--timeout=10s']),
    );
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    write('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    write('public.pem', publicKey.export({ type: 'spki', format: 'pem' }).toString());
  });
  afterAll(() => room.close());

  const write = (name: string, text: string) => writeFileSync(room.fromOutside(join(cluster.project, name)), text);
  // A pod is refused until its namespace has an account, which the controller manager makes a moment later.
  const apply = (items: readonly object[]) => {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    return within(60, room, () => cluster.kubectl(['apply', '--server-side', '-f', '-'], list));
  };

  async function said(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await cluster.domicile(...args);
    expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
    return stdout;
  }

  /** The answer is wanted of a cluster at rest: on a busy machine a try can come too late, and is made again. */
  async function settled(wanted: (found: Awaited<ReturnType<typeof probe>>) => boolean) {
    let found = await probe();
    for (let left = 2; left > 0 && (found.failures.length > 0 || !wanted(found)); left--) found = await probe();
    expect(found.failures).toEqual([]);
    return found;
  }

  /** Runs the command, and reads the evidence that it wrote. */
  async function probe() {
    const output = `evidence-${++probes}`;
    const to = [INSIDE, OUTSIDE].flatMap((address) => ['--destination', `${address}:443`]);
    const how = ['--image', image, ...to, '--control', '--key', 'key.pem', '--output', output];
    const { code, stdout, stderr } = await cluster.domicile('probe', ...how);
    expect(stderr).toBe('');
    const [file = ''] = readdirSync(room.fromOutside(join(cluster.project, output)));
    const { payload } = JSON.parse(readFileSync(room.fromOutside(join(cluster.project, output, file)), 'utf8'));
    const { predicate } = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
    const edges = predicate.edges as readonly Edge[];
    const failures = predicate.failures as readonly string[];
    return { code, stdout, file: join(output, file), edges, failures, counts: predicate.counts };
  }

  /** Every connection that the rendered files let through, as `from → to:port`, among these ports and destinations. */
  async function letThrough(edges: readonly Edge[]): Promise<readonly string[]> {
    write('rendered.yaml', rendered);
    const reach = JSON.parse(await said('reach', 'rendered.yaml', '--format', 'json', '--site', SITE));
    return edges.filter((edge) => lets(reach, edge)).map(named);
  }

  it('finds every door open that is said to be closed where nobody enforces policies', async () => {
    const { code, edges, counts } = await settled((found) => found.edges.every(({ outcome }) => outcome === 'open'));
    expect(code).toBe(1);
    const targets = new Set(edges.map(({ to, port }) => `${to}:${port}`));
    expect(edges).toHaveLength(WORKLOADS.length * targets.size);
    expect(targets).toEqual(new Set([...ports, `${INSIDE}:443`, `${OUTSIDE}:443`]));
    expect(edges.filter(({ outcome }) => outcome !== 'open')).toEqual([]);
    expect(edges.filter(({ predicted }) => predicted === 'closed').length).toBeGreaterThan(100);
    expect(counts['open against the prediction']).toBe(edges.filter(({ predicted }) => predicted === 'closed').length);
  });

  describe('where the packet filter holds to the policies', () => {
    beforeAll(() => enforcePolicies(room, cluster, programs.nft, [INSIDE, OUTSIDE]));
    afterAll(async () => {
      await stopRunning(room, 'enforcer');
      await nft('delete table inet stand_in');
    });
    const nft = (command: string) =>
      succeed(room, [programs.nft, ...command.split(' ')], { env: beside(programs.nft) });
    const behind = (rule: string) => nft(`add rule inet stand_in behind_the_policies ${rule}`);

    it('gets through where reach says so of the rendered files, and nowhere else, connection by connection', async () => {
      const { code, edges, file } = await settled((found) => found.code === 0);
      expect({ code, otherwise: otherwise(edges) }).toEqual({ code: 0, otherwise: [] });
      expect(await said('probe', '--check', file, '--key', 'public.pem')).toContain('genuine');
      const open = edges.filter(({ outcome }) => outcome === 'open').map(named);
      expect(open).toEqual(await letThrough(edges));
      expect(open.length).toBeGreaterThan(5);
    });

    const towards = (edges: readonly Edge[], predicted: string, ...targets: readonly string[]) =>
      edges.filter((edge) => edge.predicted === predicted && targets.some((to) => named(edge).endsWith(to))).map(named);
    const opened = (edges: readonly Edge[]) =>
      towards(edges, 'closed', '→ reference-hospital-clinical/fhir-database-0:5432', `→ ${OUTSIDE}:443`);
    const shut = (edges: readonly Edge[]) => towards(edges, 'open', '→ reference-hospital-egress/egress-0:8443');

    it('names the doors that somebody opened behind the policies, and the one that somebody shut', async () => {
      const [database, gateway] = [await addressOf('clinical/fhir-database'), await addressOf('egress/egress')];
      await behind(`ip daddr ${database} tcp dport 5432 accept`);
      await behind(`ip daddr ${OUTSIDE} accept`);
      await behind(`ip daddr ${gateway} tcp dport 8443 drop`);
      const { code, edges, stdout } = await settled(({ edges }) =>
        edges.every(
          (edge) => (edge.shown === 'as predicted') !== [...opened(edges), ...shut(edges)].includes(named(edge)),
        ),
      );
      const found = (shown: string) => edges.filter((edge) => edge.shown === shown).map(named);
      expect(code).toBe(1);
      expect(found('open against the prediction')).toEqual(opened(edges));
      expect(found('closed against the prediction')).toEqual(shut(edges));
      expect(opened(edges).length).toBeGreaterThan(WORKLOADS.length);
      expect(shut(edges).length).toBeGreaterThan(0);
      for (const name of [...opened(edges), ...shut(edges)]) expect(stdout).toContain(name);
    });

    it('leaves nothing in the cluster', () =>
      within(120, room, async () => {
        const left = await cluster.kubectl(['get', 'pods,namespaces', '--all-namespaces', '--output=name']);
        if (left.includes('domicile-probe')) throw new Error(left);
      }));
  });

  describe.skipIf(agentSkipped !== '')(`where kube-router enforces the policies${agentSkipped}`, () => {
    beforeAll(() => runRouter(room, cluster, agent as RouterPrograms));
    afterAll(() => stopRunning(room, 'kube-router'));

    it('gets through where reach says so, and nowhere else', async () => {
      const { code, edges } = await settled((found) => found.code === 0);
      expect({ code, otherwise: otherwise(edges) }).toEqual({ code: 0, otherwise: [] });
      expect(edges.filter(({ outcome }) => outcome === 'open').map(named)).toEqual(await letThrough(edges));
    });
  });

  async function addressOf(workload: string): Promise<string> {
    const [namespace, name] = `reference-hospital-${workload}`.split('/');
    return cluster.kubectl([
      'get',
      'pod',
      `${name}-0`,
      `--namespace=${namespace}`,
      '--output=jsonpath={.status.podIP}',
    ]);
  }
});

/** What did not come as predicted. */
function otherwise(edges: readonly Edge[]): readonly string[] {
  return edges
    .filter(({ shown }) => shown !== 'as predicted')
    .map((edge) => `${named(edge)} predicted ${edge.predicted}, ${edge.outcome}: ${edge.shown}`);
}

function named({ from, to, port }: Edge): string {
  return `${from.join(' = ')} → ${to}:${port}`;
}

interface Reached {
  readonly connections: readonly { readonly from: string; readonly to: string; readonly ports: readonly Ports[] }[];
  readonly outside: readonly {
    readonly workload: string;
    readonly direction: 'to' | 'from';
    readonly addresses: readonly string[];
    readonly ports: readonly Ports[];
  }[];
}

interface Ports {
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
}

/** Whether the answer of `domicile reach` has the connection; the stand-in of a workload is called as its first pod. */
function lets({ connections, outside }: Reached, { from, to, port }: Edge): boolean {
  const [source, target] = [...from, to].map((name) => name.replace(/-0$/, ''));
  const has = (ports: readonly Ports[]) =>
    ports.some(({ protocol, first, last }) => protocol === 'TCP' && first <= port && port <= last);
  return (
    connections.some((one) => one.from === source && one.to === target && has(one.ports)) ||
    outside.some(
      ({ workload, direction, addresses, ports }) =>
        direction === 'to' && workload === source && has(ports) && holds(addresses, to),
    )
  );
}

function holds(networks: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const network of networks.filter((one) => !one.includes(':'))) {
    const [first = '', length] = network.split('/');
    list.addSubnet(first, Number(length), 'ipv4');
  }
  return /^[0-9.]+$/.test(address) && list.check(address, 'ipv4');
}
