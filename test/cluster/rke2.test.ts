import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { rke2Keys } from '../../catalog/rke2.ts';
import { edit } from '../support/site-text.ts';
import { filesOf, onPrem, rendered } from './on-prem.ts';

const withWorker = edit(
  onPrem,
  '    authorities:',
  `      - name: node-4
        role: worker
        address: 10.40.1.14
        zone: a
        room: building-1.cellar
        owner: Radiology
    proxy:
      url: https://proxy.on-prem.example:3128
      except: ["*.on-prem.example"]
    authorities:`,
);
const files = rendered(withWorker);
const configurationOf = (name: string) => parse(files[`${name}/etc/rancher/rke2/config.yaml`] ?? '');

describe('the files of a cluster of RKE2', () => {
  test('are the same for the same site, and say which site and version made them', () => {
    expect(rendered(withWorker)).toEqual(files);
    for (const [path, text] of Object.entries(files)) {
      expect(text.split('\n').slice(0, 3).join('\n'), path).toMatch(
        /Site on-prem \(sites\/on-prem\.yaml\), written by Domicile 0\.0\.0-test\./,
      );
    }
  });

  test('have no key that the reference of RKE2 does not know', () => {
    for (const [name, role] of [
      ['node-1', 'server'],
      ['node-2', 'server'],
      ['node-4', 'agent'],
    ] as const) {
      expect(
        Object.keys(configurationOf(name)).filter((key) => !rke2Keys[role].has(key)),
        name,
      ).toEqual([]);
    }
  });

  test('let the first machine found the cluster and every other one join it', () => {
    expect(configurationOf('node-1').server).toBeUndefined();
    expect(configurationOf('node-2').server).toBe('https://10.40.1.11:9345');
    expect(configurationOf('node-4')).toMatchObject({
      server: 'https://api.on-prem.example:9345',
      'token-file': '/etc/rancher/rke2/agent-token',
    });
    expect(configurationOf('node-1')['node-taint']).toEqual(['CriticalAddonsOnly=true:NoExecute']);
  });

  test('carry where a machine stands and whose it is as labels', () => {
    expect(configurationOf('node-4')['node-label']).toEqual([
      'topology.kubernetes.io/region=kassel',
      'topology.kubernetes.io/zone=kassel-a',
      'domicile.internal/country=DE',
      'domicile.internal/room=building-1.cellar',
      'domicile.internal/owner=Radiology',
    ]);
  });

  test('give workers nothing that only the control plane needs', () => {
    const paths = Object.keys(files).filter((path) => path.startsWith('node-4/'));
    expect(paths.filter((path) => /audit|admission|encryption/.test(path))).toEqual([]);
    expect(files['node-4/etc/nftables.d/domicile.nft']).not.toMatch(/6443|2379|9345/);
  });

  test('send through the proxy nothing that stays inside', () => {
    expect(files['node-4/etc/default/rke2-agent']).toContain(
      'NO_PROXY=.on-prem.example,api.on-prem.example,10.40.1.0/24,10.42.0.0/16,10.43.0.0/16,127.0.0.0/8,.svc,.cluster.local',
    );
  });

  test('hold no secret: tokens, keys and passwords are files that the hospital makes', () => {
    const all = Object.values(files).join('\n');
    expect(all).not.toMatch(/PRIVATE KEY|\b[0-9a-f]{64}\b/);
    expect(all).not.toMatch(/secret-key: "?[A-Za-z0-9]/);
    expect(parse(files['encryption.template.yaml'] ?? '').resources[0].providers[0].secretbox.keys[0].secret).toBe(
      'KEY_OF_THE_HOSPITAL',
    );
  });

  test('answer for every registry by the mirror, below its path where it has one', () => {
    const text = edit(withWorker, 'mirror: registry.on-prem.example', 'mirror: registry.on-prem.example/care');
    const { mirrors } = parse(rendered(text)['node-1/etc/rancher/rke2/registries.yaml'] ?? '');
    expect(mirrors['*']).toEqual({ endpoint: ['https://registry.on-prem.example'], rewrite: { '^(.*)$': 'care/$1' } });
    expect(mirrors['docker.io']).toEqual(mirrors['*']);
  });

  test.each([
    ['canal', 'flannel:\n  backend: wireguard\n', false],
    ['cilium', 'encryption:\n  enabled: true\n  type: wireguard\n', undefined],
    ['calico', undefined, false],
  ])('encrypt what pods say to each other on other machines, and report to nobody: %s', (plugin, values, reporting) => {
    const text = rendered(edit(onPrem, 'networkPlugin: canal', `networkPlugin: ${plugin}`));
    const documents = parseAllDocuments(
      text['node-1/var/lib/rancher/rke2/server/manifests/domicile-network.yaml'] ?? '',
    );
    const objects = documents.map((one) => one.toJS());
    const felix = objects.find(({ kind }) => kind === 'FelixConfiguration')?.spec;
    expect(objects.find(({ kind }) => kind === 'HelmChartConfig')?.spec.valuesContent).toBe(values);
    expect(felix?.usageReportingEnabled).toBe(reporting);
    expect(plugin !== 'calico' || felix?.wireguardEnabled).toBe(true);
  });

  test('start nothing but programs that stop at the first error', () => {
    const programs = filesOf(withWorker).filter(({ executable }) => executable);
    expect(programs.map(({ path }) => path)).toHaveLength(10);
    for (const { path, text } of programs) expect(text, path).toMatch(/^#!\/bin\/sh\n.*\nset -eu\n/);
  });
});
