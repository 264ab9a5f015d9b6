import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runIn } from '../support/command.ts';
import { contents, temporaryFolder } from '../support/folder.ts';

const inside = `apiVersion: v1
kind: ConfigMap
metadata: {name: store, namespace: clinical}
data: {ENDPOINT: "https://s3.fr-par.scw.cloud"}
`;
const outside = inside.replace('s3.fr-par.scw.cloud', 's3.us-east-1.amazonaws.com');
const unknown = inside.replace('s3.fr-par.scw.cloud', 'store.klinik.example');
const site = 'sites/reference-hospital.yaml';

/** Runs one command line in a folder with these files. */
async function run(files: Readonly<Record<string, string>>, args: readonly string[], stdin = '', isTTY = false) {
  const cwd = folderWith(files);
  return { ...(await runIn(cwd, ['check', ...args], { stdin, isTTY })), cwd };
}

const residency = ['--pack', 'eea-residency'];

describe('the exit code', () => {
  it.each([
    ['0 when all is inside', { 'a.yaml': inside }, 0],
    ['1 when something is outside', { 'a.yaml': outside }, 1],
    ['2 when something is unknown', { 'a.yaml': unknown }, 2],
    ['1 when one thing is outside and another unknown', { 'a.yaml': `${outside}---\n${unknown}` }, 1],
  ] as const)('is %s', async (_name, files, code) => {
    expect((await run(files, ['a.yaml', ...residency])).code).toBe(code);
    expect((await run(files, ['a.yaml', ...residency, '--format', 'json'])).code).toBe(code);
  });

  it.each([
    ['no input', {}, [], 'give a file'],
    ['an input that is not there', {}, ['none.yaml'], 'it does not exist'],
    [
      'an unknown format',
      { 'a.yaml': inside },
      ['a.yaml', '--format', 'pdf'],
      'there is no format "pdf"; there are: text, json',
    ],
    ['an unknown pack', { 'a.yaml': inside }, ['a.yaml', '--pack', 'eea'], 'there is no pack "eea"; did you mean'],
    ['an unknown boundary', { 'a.yaml': inside }, ['a.yaml', '--boundary', 'Europe'], 'Europe is a continent'],
    ['an unknown option', { 'a.yaml': inside }, ['a.yaml', '--verbose'], '--verbose'],
    ['a site file that is not there', { 'a.yaml': inside }, ['a.yaml', '--site', 'none.yaml'], 'none.yaml'],
    ['an empty file', { 'a.yaml': '' }, ['a.yaml'], 'a.yaml:1:1'],
    ['a file of something else', { 'a.json': '{"name": "left-pad"}' }, ['a.json'], 'a.json:1:1'],
    ['a duplicate key', { 'a.yaml': `${inside}data: {}\n` }, ['a.yaml'], 'a.yaml:5:1'],
    ['one broken document among good ones', { 'a.yaml': `${inside}---\nkind: "open` }, ['a.yaml'], 'a.yaml:6'],
    ['an empty folder', { 'x/README.md': 'no' }, ['x'], 'nothing was judged'],
    ['a folder of something else', { 'x/package.json': '{"name": "x"}' }, ['x'], 'nothing was judged'],
    ['a device', {}, ['/dev/zero'], 'no file'],
  ] as const)('is 3 for %s, with the reason and its place', async (_name, files, args, message) => {
    const { code, stdout, stderr } = await run(files, args);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(message);
  });
});

describe('inputs', () => {
  it('may be several files, judged together', async () => {
    const namespace =
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: clinical, labels: {pod-security.kubernetes.io/enforce: restricted}}\n';
    const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: clinical}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
`;
    const files = { 'a.yaml': namespace, 'b.yaml': policy };
    expect((await run(files, ['a.yaml', 'b.yaml'])).code).toBe(0);
    expect((await run(files, ['a.yaml'])).code).toBe(1);
  });

  it('may come on standard input', async () => {
    expect((await run({}, ['-', ...residency], outside)).code).toBe(1);
    expect((await run({}, ['-', ...residency], inside)).code).toBe(0);
  });

  it('may be a folder with folders in it, of which every readable file counts', async () => {
    const files = {
      'out/stacks/a/cdk.tf.json': '{"//": {}, "provider": {"aws": [{"region": "us-east-1"}]}}',
      'out/b.yml': inside,
    };
    const { code, stdout } = await run(files, ['out', ...residency]);
    expect(code).toBe(1);
    expect(stdout).toContain('out/stacks/a/cdk.tf.json:1:');
  });

  it.each(['x/A.YAML', 'x/a.Yml', 'x/.hidden.yaml'])(
    'in a folder have any spelling of their ending: %s',
    async (name) => {
      expect((await run({ [name]: outside }, ['x', ...residency])).code).toBe(1);
    },
  );

  it.each(['x/kustomization.yaml', 'x/Kustomization'])('in a folder may be a kustomization: %s', async (name) => {
    const files = { 'x/a.yaml': inside, [name]: 'resources: [a.yaml, "https://github.com/example/base?ref=v1"]\n' };
    const { code, stdout } = await run(files, ['x', ...residency]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${name}:1:21`);
  });

  it('in a folder may be what OpenTofu reads', async () => {
    const provider = 'provider "kubernetes" {\n  host = "https://k8s.us-east-1.amazonaws.com"\n}\n';
    expect((await run({ 'x/main.tofu': provider }, ['x', ...residency])).code).toBe(1);
  });

  it('in a folder are never waited for', async () => {
    const cwd = temporaryFolder();
    symlinkSync('/dev/zero', join(cwd, 'a.yaml'));
    const { code, stderr } = await run({}, [cwd]);
    expect(code).toBe(3);
    expect(stderr).toContain('a.yaml: it is a pipe, a socket or a device');
  });

  it('that are passed over are counted and named', async () => {
    const files = {
      'x/a.yaml': inside,
      'x/README.md': 'hello',
      'x/package.json': '{"name": "x"}',
      'x/node_modules/b.yaml': outside,
    };
    const { code, stderr } = await run(files, ['x', ...residency]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/3 files: .*x\/README\.md.*x\/package\.json/);
    expect(stderr).toContain('x/node_modules/');
  });
});

describe('the boundary', () => {
  it('EU leaves Norway out, EEA takes it in', async () => {
    const files = { 'a.yaml': inside.replace('ENDPOINT: "https://s3.fr-par.scw.cloud"', 'AZURE_REGION: norwayeast') };
    expect((await run(files, ['a.yaml', ...residency])).code).toBe(0);
    expect((await run(files, ['a.yaml', ...residency, '--boundary', 'EU'])).code).toBe(1);
    expect((await run(files, ['a.yaml', ...residency, '--boundary', 'NO,SE'])).code).toBe(0);
  });

  it("of a site file brings the site's claims", async () => {
    const claimed = { 'a.yaml': inside.replace('s3.fr-par.scw.cloud', 'store.reference-hospital.example') };
    const withSite = await run(claimed, ['a.yaml', ...residency, '--site', `${process.cwd()}/${site}`]);
    expect((await run(claimed, ['a.yaml', ...residency])).code).toBe(2);
    expect(withSite.stderr).toBe('');
    expect(withSite.code).toBe(0);
  });
});

describe('the report', () => {
  it('is the same bytes on two runs, whatever the order of the files', async () => {
    const files = { 'a.yaml': outside, 'b.yaml': unknown };
    const first = await run(files, ['a.yaml', 'b.yaml', '--format', 'json']);
    const second = await run(files, ['b.yaml', 'a.yaml', '--format', 'json']);
    expect(second.stdout).toBe(first.stdout);
  });

  it('goes to a file when it is told to, without colour', async () => {
    const { cwd, stdout, code } = await run({ 'a.yaml': outside }, ['a.yaml', '--output', 'report.txt'], '', true);
    expect([code, stdout]).toEqual([1, '']);
    expect(contents(cwd)['report.txt']).toMatch(/^RES-\d{3} {2}/m);
    expect(contents(cwd)['report.txt']).not.toContain('\u001b');
  });

  it('has colour on a terminal and none in a pipe', async () => {
    expect((await run({ 'a.yaml': outside }, ['a.yaml'], '', true)).stdout).toContain('\u001b[31m');
    expect((await run({ 'a.yaml': outside }, ['a.yaml'])).stdout).not.toContain('\u001b');
  });
});

it('a site file that is only judged gives no claims, and the way to use them is said', async () => {
  const text = readFileSync(site, 'utf8');
  const alone = await run({ 'site.yaml': text }, ['site.yaml']);
  expect(alone.code).toBe(2);
  expect(alone.stderr).toContain('add --site site.yaml');
  const drawn = await run({ 'site.yaml': text }, ['site.yaml', '--site', 'site.yaml']);
  expect([drawn.code, drawn.stderr]).toEqual([0, '']);
});

it('names what a folder holds besides, and once what a tool leaves in every folder alike', async () => {
  const lock = (stack: string) => [`out/${stack}/.terraform.lock.hcl`, 'provider "x" {}\n'] as const;
  const files = { 'out/a.yaml': inside, 'out/notes.txt': '', ...Object.fromEntries(['a', 'b', 'c'].map(lock)) };
  const { stderr } = await run(files, ['out', ...residency]);
  expect(stderr).toBe(
    'domicile check: not judged, as no infrastructure: 4 files: out/notes.txt, ' +
      '.terraform.lock.hcl in 3 folders, first out/a/.terraform.lock.hcl\n',
  );
});
