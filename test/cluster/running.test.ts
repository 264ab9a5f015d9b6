import { describe, expect, test } from 'vitest';
import { kubeletSettings } from '../../cluster/kubernetes/kubelet.ts';
import { nodeLabels } from '../../cluster/kubernetes/node-labels.ts';
import { compareRunning, notChecked } from '../../cluster/running/compare.ts';
import type { NodeObject, RunningCluster } from '../../cluster/running/seen.ts';
import { parseSite } from '../../constructs/core/site/load.ts';
import { onPrem, onTalos } from './on-prem.ts';

const site = parseSite(onPrem, 'sites/on-prem.yaml');
const nodes = (site.cluster.provision?.machines ?? []).map(
  (machine): NodeObject => ({
    metadata: { name: machine.name, labels: nodeLabels(site, machine) },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      addresses: [{ type: 'InternalIP', address: machine.address }],
      nodeInfo: { kubeletVersion: 'v1.36.3+rke2r1' },
    },
  }),
);
const settings = JSON.stringify({ kubeletconfig: { ...kubeletSettings, readOnlyPort: undefined } });
const right: RunningCluster = {
  version: 'v1.36.3+rke2r1',
  readyz: { ok: true, text: '[+]ping ok\n[+]etcd ok\nreadyz check passed\n' },
  nodes,
  kubelets: new Map(nodes.map(({ metadata }) => [metadata.name, { ok: true, text: settings }])),
};
const [first, ...others] = nodes;
const withFirst = (change: Partial<NodeObject>): RunningCluster => {
  if (first === undefined) throw new Error('the site of the test has machines');
  return { ...right, nodes: [{ ...first, ...change }, ...others] };
};
const withStatus = (status: NodeObject['status']) => withFirst({ status: { ...first?.status, ...status } });
const withKubelet = (text: string, ok = true): RunningCluster => ({
  ...right,
  kubelets: new Map([...right.kubelets, ['node-1', { ok, text }]]),
});

describe('a running cluster', () => {
  test('that is as the site says leaves nothing to say', () => {
    expect(compareRunning(site, right)).toEqual([]);
  });

  test.each<readonly [string, RunningCluster, string, string, string]>([
    ['another release', { ...right, version: 'v1.36.2+rke2r1' }, 'wrong', 'API server', 'v1.36.2+rke2r1'],
    [
      'a failing check',
      { ...right, readyz: { ok: false, text: '("[+]ping ok\\n[-]etcd failed: reason withheld\\n")' } },
      'wrong',
      'API server',
      'etcd',
    ],
    [
      'checks that nobody may read',
      { ...right, readyz: { ok: false, text: 'forbidden' } },
      'unknown',
      'API server',
      'forbidden',
    ],
    ['a missing node', { ...right, nodes: others }, 'wrong', 'node-1', 'no node'],
    [
      'a node that is not ready',
      withStatus({ conditions: [{ type: 'Ready', status: 'Unknown' }] }),
      'wrong',
      'node-1',
      'Unknown',
    ],
    ['a node that says nothing of itself', withStatus({ conditions: [] }), 'wrong', 'node-1', 'not stated'],
    [
      'a full disk',
      withStatus({
        conditions: [
          { type: 'Ready', status: 'True' },
          { type: 'DiskPressure', status: 'True' },
        ],
      }),
      'wrong',
      'node-1',
      'DiskPressure',
    ],
    ['a cordoned node', withFirst({ spec: { unschedulable: true } }), 'wrong', 'node-1', 'true'],
    [
      'another address',
      withStatus({ addresses: [{ type: 'InternalIP', address: '10.40.1.99' }] }),
      'wrong',
      'node-1',
      '10.40.1.99',
    ],
    [
      'another zone',
      withFirst({
        metadata: { name: 'node-1', labels: { ...first?.metadata.labels, 'topology.kubernetes.io/zone': 'kassel-z' } },
      }),
      'wrong',
      'node-1',
      'kassel-z',
    ],
    [
      'a kubelet newer than its API server',
      withStatus({ nodeInfo: { kubeletVersion: 'v1.37.0+rke2r1' } }),
      'wrong',
      'node-1',
      'v1.37.0+rke2r1',
    ],
    [
      'a kubelet four versions behind',
      withStatus({ nodeInfo: { kubeletVersion: 'v1.32.0' } }),
      'wrong',
      'node-1',
      'v1.32.0',
    ],
    [
      'a kubelet behind the site',
      withStatus({ nodeInfo: { kubeletVersion: 'v1.35.0' } }),
      'wrong',
      'node-1',
      'v1.35.0',
    ],
    ['a kubelet of no version', withStatus({ nodeInfo: {} }), 'unknown', 'node-1', 'unknown'],
    ['a kubelet that nobody may ask', withKubelet('forbidden', false), 'unknown', 'node-1', 'forbidden'],
    ['a kubelet that answers something else', withKubelet('{}'), 'unknown', 'node-1', '{}'],
    [
      'a kubelet with an open port',
      withKubelet(
        settings
          .replace('"readOnlyPort":0,', '')
          .replace('"kubeletconfig":{', '"kubeletconfig":{"readOnlyPort":10255,'),
      ),
      'wrong',
      'node-1',
      '10255',
    ],
    [
      'a kubelet that anybody may ask',
      withKubelet(settings.replace('"enabled":false', '"enabled":true')),
      'wrong',
      'node-1',
      'true',
    ],
    [
      'a kubelet without seccomp',
      withKubelet(settings.replace('"seccompDefault":true,', '')),
      'wrong',
      'node-1',
      'nothing',
    ],
  ])('with %s is told so', (_, seen, result, about, value) => {
    expect(compareRunning(site, seen)).toEqual([expect.objectContaining({ result, about, seen: value })]);
  });

  test('with a node that the site does not name is told so', () => {
    const stranger: NodeObject = { metadata: { name: 'stranger' } };
    const found = compareRunning(site, { ...right, nodes: [...nodes, stranger] });
    expect(found).toContainEqual(
      expect.objectContaining({ result: 'wrong', about: 'stranger', message: 'the site has no machine of this name' }),
    );
  });

  test('has what no API tells, each with the command of its system', () => {
    expect(notChecked(site).join('\n')).toMatch(/audit log[\s\S]*encrypted in etcd: ps /);
    expect(notChecked(parseSite(onTalos, 'sites/on-prem.yaml')).join('\n')).toContain('talosctl -n ADDRESS');
  });
});
