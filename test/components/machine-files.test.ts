import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { filesOf, onExisting, onPrem, onTalos } from '../cluster/on-prem.ts';
import { describeWith, pathOf } from './programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'domicile-machine-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const proxied = (text: string) =>
  text.replace(
    '    authorities:',
    '    proxy: { url: "https://proxy.on-prem.example:3128", except: ["*.on-prem.example"] }\n    authorities:',
  );
const sites = {
  rke2: onPrem,
  existing: onExisting,
  talos: onTalos,
  'talos behind a proxy': proxied(onTalos),
  'rke2 behind a proxy': proxied(onPrem),
};
const programs = Object.entries(sites).flatMap(([site, text]) =>
  filesOf(text)
    .filter(({ executable }) => executable)
    .map((file) => ({ ...file, name: `${site}/${file.path}` })),
);

function run(program: Parameters<typeof pathOf>[0], ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(pathOf(program), [...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('programs for a shell', () => {
  test('there are some of each kind', () => {
    const kinds = new Set(programs.map(({ path }) => path.split('/').at(-1)));
    expect(kinds).toEqual(
      new Set([
        'facts.sh',
        'make-secrets.sh',
        'prepare.sh',
        'install.sh',
        'make-configurations.sh',
        'check.sh',
        'snapshot.sh',
      ]),
    );
  });
});

describeWith(['shellcheck'], 'shellcheck', () => {
  test.each(programs)('finds nothing in $name', ({ name, text }) => {
    expect(run('shellcheck', '--severity=style', written(name, text))).toMatchObject({ status: 0, stdout: '' });
  });
});

describeWith(['machinefiles'], "the libraries of machines' own programs", () => {
  const patches = (text: string) =>
    new Map(filesOf(text).map((file) => [file.path, written(`talos/${file.path}`, file.text)]));
  const patched = (text: string, type: string, ...paths: readonly string[]) => {
    const files = patches(text);
    return run(
      'machinefiles',
      'talos',
      type,
      'https://api.on-prem.example:6443',
      '1.36.3',
      ...paths.map((path) => files.get(path) ?? path),
    );
  };
  const member = ['every-machine.patch.yaml', 'control-plane.patch.yaml', 'node-1.patch.yaml'] as const;

  test.each([
    ['a control-plane machine', onTalos, 'controlplane', member],
    ['one behind a proxy', proxied(onTalos), 'controlplane', member],
    ['a worker', onTalos, 'worker', ['every-machine.patch.yaml', 'node-1.patch.yaml']],
    [
      'keys from a server',
      onTalos.replace('kind: tpm', 'kind: kms\n      endpoint: https://kms.on-prem.example'),
      'worker',
      ['every-machine.patch.yaml', 'node-1.patch.yaml'],
    ],
  ])('Talos Linux takes the configuration of %s, strictly and without a warning', (_, text, type, paths) => {
    const { status, stdout, stderr } = patched(text, type, ...paths);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toMatch(/^warning:/m);
  });

  test('the patches reach the whole', () => {
    const documents = parseAllDocuments(patched(onTalos, 'controlplane', ...member).stdout).map((one) => one.toJS());
    const [whole] = documents;
    expect(whole.cluster.discovery.enabled).toBe(false);
    expect(whole.cluster.apiServer.auditPolicy.rules.at(-1)).toEqual({ level: 'Metadata' });
    expect(whole.machine.features.kubePrism).toEqual({ enabled: true, port: 7445 });
    expect(whole.machine.install.disk).toBe('/dev/sda');
    const kinds = documents.slice(1).map(({ kind, name }) => `${kind}${name === undefined ? '' : ` ${name}`}`);
    expect(kinds).toEqual(
      expect.arrayContaining(['VolumeConfig STATE', 'VolumeConfig EPHEMERAL', 'RegistryMirrorConfig *']),
    );
  });

  test('a key with a letter wrong is refused', () => {
    const broken = written('broken.patch.yaml', 'machine:\n  sysctl: {}\n');
    const { status, stderr } = run(
      'machinefiles',
      'talos',
      'worker',
      'https://api.on-prem.example:6443',
      '1.36.3',
      broken,
    );
    expect(status).toBe(1);
    expect(stderr).toContain('sysctl');
  });

  test('the kubelet knows every setting', () => {
    const settings = filesOf(onPrem).filter(({ path }) => path.includes('kubelet.conf.d'));
    expect(settings).toHaveLength(3);
    for (const { path, text } of settings) {
      expect(run('machinefiles', 'kubelet', written(path, text))).toMatchObject({ status: 0, stderr: '' });
    }
    const broken = written('broken.yaml', `${settings[0]?.text}readOnlyPorts: 0\n`);
    expect(run('machinefiles', 'kubelet', broken)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('readOnlyPorts'),
    });
  });
});
