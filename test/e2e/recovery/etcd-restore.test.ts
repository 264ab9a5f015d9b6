import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { restoreSnapshot, takeSnapshot } from '../../../cluster/runbooks/procedures/etcd-snapshots.ts';
import { leavingTheToolkit } from '../../../cluster/runbooks/procedures/leaving-the-toolkit.ts';
import { loadSite } from '../../../constructs/core/site/load.ts';
import { removeControlPlane, stopControlPlane } from '../../../controlplane/launcher/launcher.ts';
import { layoutOf } from '../../../controlplane/launcher/layout.ts';
import { recordedPorts } from '../../../controlplane/launcher/ports.ts';
import { runningProcess, stopProcess } from '../../../controlplane/launcher/processes.ts';
import type { Kubectl } from '../../../engines/kubectl.ts';
import { describeWith, pathOf } from '../../components/programs.ts';
import { kubectlFor } from '../local-cluster.ts';
import { createProject, SMALL_SITE, type TestProject } from '../project.ts';
import { type RestoredHost, restoredHost } from './restored-host.ts';
import { workstation } from './workstation.ts';

/** What may leave the old machines: the snapshot, and what the escrow of the runbook names. */
const ESCROW = [
  ['pki', 'ca.crt'],
  ['pki', 'ca.key'],
  ['pki', 'service-account.key'],
  ['pki', 'service-account.pub'],
  ['config', 'encryption.yaml'],
] as const;

/** What an API server, or a node that is there again, writes by itself; and what lives for minutes. */
const ITS_OWN = /^(?:events|leases\.|componentstatuses|flowschemas\.|prioritylevelconfigurations\.)/;

describeWith(['etcdtools'], 'a site that lost every machine, and the runbook of its restore', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-restore-'));
  const escrow = join(folder, 'escrow');
  const backup = join(folder, 'backup');
  let project: TestProject;
  let before: ReadonlyMap<string, unknown>;
  let token: string;
  let left: string;
  let restored: RestoredHost;

  beforeAll(async () => {
    project = createProject(SMALL_SITE);
    const up = await project.run(['up', '--engine', 'apply']);
    expect(up.code, up.stderr).toBe(0);
    const layout = layoutOf(project.root);
    const kubectl = kubectlFor(project.root, layout.kubeconfig, 'domicile-local', AbortSignal.timeout(600_000));
    const tools = [dirname(pathOf('etcdtools'))];
    const home = join(folder, 'home');
    const operator = await workstation(home, layout.kubeconfig, tools, async () => undefined, project.root);
    const leaving = leavingTheToolkit({ site: loadSite(join(project.root, SMALL_SITE)) }).steps;
    left = await operator.follow(leaving);
    // From here on nobody but the API server writes: the snapshot holds what is compared with.
    for (const name of ['kwok', 'kube-scheduler', 'kube-controller-manager']) {
      const running = runningProcess(layout.run, name);
      if (running !== undefined) await stopProcess(running);
    }
    token = (await kubectl.text(['create', 'token', 'default', '--namespace=default', '--duration=1h'])).trim();
    before = await objectsOf(kubectl);

    const ports = recordedPorts(layout);
    const flags = `--cacert=${layout.pki}/ca.crt --cert=${layout.pki}/etcd-client.crt --key=${layout.pki}/etcd-client.key`;
    await operator.follow(
      takeSnapshot({
        address: 'old-1',
        etcdctl: `etcdctl --endpoints=https://127.0.0.1:${ports?.etcd} ${flags}`,
        file: join(folder, 'old-1', 'snapshot.db'),
        folder: backup,
      }),
    );
    for (const [of, file] of ESCROW) {
      mkdirSync(join(escrow, of), { recursive: true });
      cpSync(join(layout[of], file), join(escrow, of, file));
    }
    await stopControlPlane(project.root);
    removeControlPlane(project.root);

    restored = await restoredHost(folder, escrow, 'new-1', '127.0.0.2');
    const { name, address, peer, data } = restored;
    await operator.follow(restoreSnapshot(backup, [{ name, address, peer, data }]));
    operator.close();
    restored.startEtcd();
  });
  afterAll(async () => {
    await restored?.stop();
    await project?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('was run by kubectl alone before: what is rendered differs in nothing from what runs', () => {
    const applied = left.split('\n').filter((line) => line.endsWith(' serverside-applied'));
    expect(applied.length).toBeGreaterThan(40);
    expect(left).not.toMatch(/^diff /m);
  });

  it('gives the same objects back on another address, from the snapshot and the escrow alone', async () => {
    const kubectl = await restored.startApiServer(join(escrow, 'config', 'encryption.yaml'));
    const after = await objectsOf(kubectl);
    expect(before.size).toBeGreaterThan(200);
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect([...after].filter(([key, object]) => !sameAs(object, before.get(key))).map(([key]) => key)).toEqual([]);
    expect([...after.keys()].filter((key) => key.startsWith('secrets/')).length).toBeGreaterThan(5);
    expect([...after.keys()].filter((key) => key.startsWith('statefulsets.apps/')).length).toBeGreaterThan(0);
  });

  it('still takes the tokens of pods: the service account key was in the escrow', async () => {
    const { status, body } = await restored.askAs(token);
    expect(status, 'known, and without the right to read pods').toBe(403);
    expect(body).toContain('system:serviceaccount:default:default');
    expect((await restored.askAs(`${token}x`)).status).toBe(401);
  });

  it('without the escrowed encryption key reads everything but the Secrets', async () => {
    const other = join(folder, 'another-key.yaml');
    const text = readFileSync(join(escrow, 'config', 'encryption.yaml'), 'utf8');
    const key = randomBytes(32).toString('base64');
    writeFileSync(other, text.replace(/secret: .*/, `secret: ${key}`), { mode: 0o600 });
    const kubectl = await restored.startApiServer(other);
    const secrets = await kubectl.attempt(['get', 'secrets', '--all-namespaces']);
    expect(secrets.code).not.toBe(0);
    expect(secrets.stderr).toContain('unable to transform key');
    const sets = await kubectl.attempt(['get', 'statefulsets', '--all-namespaces', '--output=name']);
    expect(sets.stdout).toContain('statefulset.apps/');
  });
});

async function objectsOf(kubectl: Kubectl): Promise<ReadonlyMap<string, unknown>> {
  const listed = await kubectl.text(['api-resources', '--verbs=list', '--output=name', '--sort-by=name']);
  const kinds = listed.split('\n').filter((kind) => kind !== '' && !ITS_OWN.test(kind));
  const all = new Map<string, unknown>();
  for (const kind of kinds) {
    for (const object of await kubectl.objects(['get', kind, '--all-namespaces'])) {
      const { namespace = '', name = '' } = object.metadata;
      all.set(`${kind}/${namespace}/${name}`, object);
    }
  }
  return all;
}

function sameAs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
