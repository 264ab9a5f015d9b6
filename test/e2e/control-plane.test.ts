import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPONENTS, type Component } from '../../controlplane/launcher/components.ts';
import { findControlPlane, stopControlPlane } from '../../controlplane/launcher/launcher.ts';
import { layoutOf } from '../../controlplane/launcher/layout.ts';
import { recordedPorts } from '../../controlplane/launcher/ports.ts';
import {
  isRunning,
  markedProcesses,
  type ProcessRecord,
  runningProcess,
  stopProcess,
} from '../../controlplane/launcher/processes.ts';
import { startTestCluster, type TestCluster } from './local-cluster.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster?.stop());

const layout = () => layoutOf(cluster.project);

function component(name: Component): ProcessRecord {
  const record = runningProcess(layout().run, name);
  if (record === undefined) throw new Error(`${name} does not run`);
  return record;
}

const pids = () => COMPONENTS.map((name) => component(name).pid);

describe('the local control plane', () => {
  it('is reused when all of it is healthy', async () => {
    const before = pids();
    await startTestCluster(cluster.project);
    expect(pids()).toEqual(before);
  });

  it.each(COMPONENTS)('starts %s again when that has died, and touches no other', async (name) => {
    const before = new Map(COMPONENTS.map((each) => [each, component(each).pid]));
    await stopProcess(component(name));
    expect(await findControlPlane(cluster.project)).toBeUndefined();
    await startTestCluster(cluster.project);
    const others = COMPONENTS.filter((each) => each !== name);
    expect(component(name).pid).not.toBe(before.get(name));
    expect(others.map((each) => component(each).pid)).toEqual(others.map((each) => before.get(each)));
  });

  it('moves one component whose port was taken meanwhile, and touches no other', async () => {
    const before = pids();
    const ports = recordedPorts(layout());
    if (ports === undefined) throw new Error('no ports are recorded');
    await stopProcess(component('kube-scheduler'));
    const other = createServer();
    await new Promise<void>((listening) => other.listen(ports.scheduler, '127.0.0.1', listening));
    try {
      await startTestCluster(cluster.project);
      const moved = recordedPorts(layout());
      expect(moved).toEqual({ ...ports, scheduler: expect.any(Number) });
      expect(moved?.scheduler).not.toBe(ports.scheduler);
      expect(pids().filter((pid) => before.includes(pid))).toHaveLength(COMPONENTS.length - 1);
    } finally {
      other.close();
    }
  });

  it('ends a process whose record was lost, and starts anew', async () => {
    const lost = component('kwok');
    rmSync(join(layout().run, 'kwok.json'));
    await stopControlPlane(cluster.project);
    expect(isRunning(lost)).toBe(false);
    expect(markedProcesses(layout().data)).toEqual([]);
    await startTestCluster(cluster.project);
  });

  it('keeps its objects over a stop and a start', async () => {
    await cluster.kubectl.text(['create', 'namespace', 'kept']);
    await stopControlPlane(cluster.project);
    await startTestCluster(cluster.project);
    expect(await cluster.kubectl.text(['get', 'namespace', 'kept', '-o', 'name'])).toBe('namespace/kept\n');
  });

  it('spreads its nodes over three zones', async () => {
    const nodes = await cluster.kubectl.objects(['get', 'nodes']);
    expect(nodes.map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone'])).toEqual(
      ['a', 'a', 'b', 'b', 'c', 'c'].map((zone) => `de-test-${zone}`),
    );
  });

  it('keeps its credentials from everybody else, and out of the home folder', () => {
    const kubeconfigInHome = join(homedir(), '.kube', 'config');
    const home = existsSync(kubeconfigInHome) ? readFileSync(kubeconfigInHome, 'utf8') : '';
    expect(home).not.toContain('domicile-local');
    for (const file of [cluster.kubeconfig, join(layout().pki, 'ca.key'), join(layout().config, 'encryption.yaml')]) {
      expect(statSync(file).mode & 0o077, file).toBe(0);
    }
  });

  it('encrypts Secrets in its store', async () => {
    const value = 'a-value-that-must-not-be-readable';
    await cluster.kubectl.text(['create', 'secret', 'generic', 'hidden', `--from-literal=key=${value}`]);
    await cluster.kubectl.text(['create', 'configmap', 'plain', '--from-literal=key=readable-in-the-store']);
    await stopControlPlane(cluster.project); // so that the store is whole on the disk
    const store = readFileSync(join(layout().etcd, 'member', 'snap', 'db'), 'latin1') + walOf(layout().etcd);
    expect(store).toContain('readable-in-the-store');
    expect(store).toContain('k8s:enc:secretbox:');
    expect(store).not.toContain(value);
    await startTestCluster(cluster.project);
  });

  it('logs who changed what, and no secret value', async () => {
    const log = readFileSync(join(layout().logs, 'audit.log'), 'utf8');
    const events = log
      .slice(0, log.lastIndexOf('\n')) // the next one may be half there
      .split('\n')
      .map((line) => JSON.parse(line));
    const secret = events.find(({ objectRef, verb }) => verb === 'create' && objectRef?.name === 'hidden');
    expect(secret).toMatchObject({ user: { username: 'domicile:local-admin' }, objectRef: { resource: 'secrets' } });
    expect(log).not.toContain('a-value-that-must-not-be-readable');
  });

  it('refuses a privileged pod in a namespace that carries no label', async () => {
    await cluster.kubectl.text(['create', 'namespace', 'unlabelled']);
    const { code, stderr } = await cluster.kubectl.attempt(['create', '-f', '-'], privilegedPod('unlabelled'));
    expect(code).not.toBe(0);
    expect(stderr).toContain('violates PodSecurity "restricted:latest"');
  });

  it('lets nobody in without a certificate', async () => {
    const { code, stderr } = await cluster.kubectl.attempt(['get', '--raw=/version', '--user=nobody']);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/auth info "nobody" does not exist/);
  });
});

function walOf(etcd: string): string {
  return readFileSync(join(etcd, 'member', 'wal', '0000000000000000-0000000000000000.wal'), 'latin1');
}

function privilegedPod(namespace: string): string {
  const container = { name: 'main', image: 'registry.example/app', securityContext: { privileged: true } };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'privileged', namespace },
    spec: { containers: [container] },
  });
}
