import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { layout } from '../../cli/bundle/layout.ts';
import { unlockedProviders } from '../../cli/bundle/mirror.ts';
import { addProviders } from '../../cli/bundle/providers.ts';
import { seal } from '../../cli/bundle/seal.ts';
import type { KubernetesObject } from '../../engines/kubectl.ts';
import { probeTerraform } from '../../engines/terraform/probe.ts';
import { type Ended, runIn } from '../support/command.ts';
import { differencesIn } from './difference.ts';
import { SMALL_SITE } from './project.ts';

const repository = join(import.meta.dirname, '..', '..');
const probe = await probeTerraform({ env: process.env, signal: new AbortController().signal });
if (!probe.usable) console.warn(`NO BUNDLE WITH A PROVIDER IS TESTED: ${probe.reason}`);
const withoutProvider = probe.usable ? '' : ` SKIPPED: ${probe.reason}`;

/** A world of its own: no route, no process that outlives it. */
const ALONE = ['--map-root-user', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
const alone = spawnSync('unshare', [...ALONE, 'ip', 'link', 'set', 'lo', 'up'], { encoding: 'utf8' });
const noNamespace = alone.status === 0 ? '' : ` SKIPPED: no network namespace: ${alone.error?.message ?? alone.stderr}`;
if (noNamespace !== '') console.warn(`NO DEPLOYMENT FROM A BUNDLE RUNS:${noNamespace}`);

const world = mkdtempSync(join(tmpdir(), 'domicile-bundle-test-'));
const made = join(world, 'made');
/** The same bundle where it was carried to. */
const carried = join(world, 'carried');
const privateKey = join(world, 'key.pem');
const publicKey = join(world, 'key.pub.pem');
let first: SpawnSyncReturns<string>;

function domicile(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [join(repository, 'bin', 'domicile.js'), ...args], {
    cwd: repository,
    encoding: 'utf8',
  });
}

function bundle(folder: string): SpawnSyncReturns<string> {
  const provider = probe.usable ? [] : ['--without-provider'];
  return domicile('bundle', SMALL_SITE, '--out', folder, '--archive', '--key', privateKey, ...provider);
}

beforeAll(() => {
  const pair = generateKeyPairSync('ed25519');
  writeFileSync(privateKey, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(publicKey, pair.publicKey.export({ type: 'spki', format: 'pem' }));
  first = bundle(made);
  if (existsSync(made)) cpSync(made, carried, { recursive: true });
});
afterAll(() => rmSync(world, { recursive: true, force: true }));

const textOf = (path: string) => readFileSync(join(made, path), 'utf8');
const verify = (...more: readonly string[]): Promise<Ended> => runIn(world, ['bundle', 'verify', 'carried', ...more]);

describe('a bundle', () => {
  it('is made in one command, which says what it holds', () => {
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(/Holds +\d+ manifests, \d+ images by digest, the toolkit \d/);
    expect(first.stdout).toMatch(/Fingerprint +[0-9a-f]{64} is the SHA-256 of SHA256SUMS/);
  });

  it('has the same bytes when it is made again', () => {
    const again = join(world, 'again');
    expect(bundle(again).status).toBe(0);
    expect(spawnSync('diff', ['--recursive', made, again], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '',
    });
    expect(readFileSync(`${again}.tar`).equals(readFileSync(`${made}.tar`))).toBe(true);
    rmSync(again, { recursive: true });
    rmSync(`${again}.tar`);
  });

  it('is refused a folder that is not empty, and leaves it as it was', () => {
    const { status, stderr } = domicile('bundle', SMALL_SITE, '--out', world, '--without-provider');
    expect(status).toBe(3);
    expect(stderr).toContain('is not empty; name a new folder');
    expect(readdirSync(world).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('lists every image that its manifests run, and the script that brings each of them', () => {
    const images = textOf(layout.imageList).trim().split('\n');
    expect(images.length).toBeGreaterThan(2);
    for (const image of images) {
      expect(image).toMatch(/^[^@]+@sha256:[0-9a-f]{64}$/);
      expect(textOf(layout.mirrorScript)).toContain(` ${image.split('@')[0]}:`);
    }
    expect(spawnSync('sh', ['-n', join(made, layout.mirrorScript)]).status).toBe(0);
    expect(parse(textOf(layout.haulerManifest)).spec.images.length).toBe(images.length);
  });

  it('has an inventory that the schema of CycloneDX accepts, with every package, image and the provider', () => {
    const inventory = JSON.parse(textOf(layout.inventory));
    expect(validatorOf(inventory.specVersion)(inventory)).toEqual([]);
    const purls = inventory.components.map(({ purl = '' }: { readonly purl?: string }) => purl.split(/[@?]/)[0]);
    expect(purls).toEqual(expect.arrayContaining(['pkg:npm/cdktf', 'pkg:npm/zod', 'pkg:oci/hapi']));
    const names = inventory.components.map(({ name }: { readonly name: string }) => name);
    expect(names).toContain('@domicile/iac');
    if (probe.usable) expect(names).toContain(probe.source);
    for (const folder of packagesIn(join(made, layout.packages))) expect(names).toContain(folder);
  });

  it.skipIf(!probe.usable)(`asks no registry for its provider${withoutProvider}`, () => {
    expect(textOf(layout.terraformConfiguration)).toMatch(/filesystem_mirror/);
    expect(textOf(layout.terraformConfiguration)).not.toMatch(/direct|network_mirror/);
    expect(textOf(layout.providerLock)).toMatch(/h1:/);
  });

  it('is whole where it was carried to, for this toolkit and for coreutils', async () => {
    expect(await verify('--key', publicKey)).toMatchObject({ code: 0, stdout: expect.stringContaining('genuine') });
    const checked = spawnSync('sha256sum', ['--check', '--quiet', layout.sums], { cwd: carried, encoding: 'utf8' });
    expect(checked).toMatchObject({ status: 0, stdout: '' });
  });
});

/** Every package by its name, as its own folder says it. */
function packagesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  return names.filter((name) => existsSync(join(folder, name, 'package.json')));
}

function validatorOf(version: string): (value: unknown) => readonly string[] {
  const file = (name: string) => {
    const folder = createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json');
    return JSON.parse(readFileSync(join(folder, '..', 'res', 'schema', `${name}.SNAPSHOT.schema.json`), 'utf8'));
  };
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
    ajv.addSchema({ ...file(name), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
  }
  addFormats.default(ajv);
  for (const name of ['iri-reference', 'idn-email']) ajv.addFormat(name, true); // draft 2019: no other part asks for them
  const validate = ajv.compile(file(`bom-${version}`));
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe.skipIf(!probe.usable)(`a provider from a mirror that somebody filled${withoutProvider}`, () => {
  const mirror = join(world, 'mirror');
  const options = (scratch: string, platform: string) => {
    mkdirSync(join(world, scratch), { recursive: true });
    return {
      mirror,
      platforms: [platform],
      scratch: join(world, scratch),
      env: process.env,
      signal: new AbortController().signal,
    };
  };

  beforeAll(() => {
    if (!probe.usable) return;
    const here = join(made, layout.providers, probe.source ?? '', probe.provider, probe.platform);
    const program = new TextEncoder().encode('#!/bin/sh\n');
    cpSync(here, join(mirror, probe.source ?? '', probe.provider, probe.platform), { recursive: true });
    // As `terraform providers mirror` leaves it for a platform that is not this machine's.
    const packed = `terraform-provider-kubernetes_${probe.provider}_linux_riscv64.zip`;
    writeFileSync(
      join(mirror, probe.source ?? '', packed),
      zipSync({ [`terraform-provider-kubernetes_v${probe.provider}`]: program }),
    );
  });

  it('is bundled for every platform that was asked for, and Terraform locks each', async () => {
    const root = join(world, 'of-two');
    const terraform = await addProviders(root, options('scratch-of-two', 'linux_riscv64'));
    expect(terraform?.platforms).toContain('linux_riscv64');
    expect(terraform === null ? ['none'] : unlockedProviders(root, terraform)).toEqual([]);
    expect(readFileSync(join(root, layout.providerLock), 'utf8').match(/h1:/g)).toHaveLength(2);
  });

  it('is refused for a platform that the mirror does not have, with the command that fills it', async () => {
    const missing = addProviders(join(world, 'of-none'), options('scratch-of-none', 'plan9_amd64'));
    await expect(missing).rejects.toThrow(/terraform providers mirror -platform=plan9_amd64/);
  });
});

interface Attack {
  readonly name: string;
  /** The file that the refusal names. */
  readonly file: () => string;
  readonly tamper: (file: string) => void;
  /** Given without a key too, since an attacker can leave the signature away. */
  readonly unsigned?: true;
}

const flip = (file: string): void => {
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(file, bytes);
};
const under = (folder: string, ending: string) => () =>
  join(
    folder,
    readdirSync(join(made, folder), { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(ending)) ?? '',
  );
const flipped = (name: string, file: string | (() => string)): Attack => ({
  name: `a flipped byte in ${name}`,
  file: typeof file === 'string' ? () => file : file,
  tamper: flip,
});
const resealed = (tamper: (file: string) => void) => (file: string) => {
  tamper(file);
  for (const name of [layout.sums, layout.signature]) rmSync(join(carried, name));
  seal(carried);
};

const provider = () => `${layout.providers}/${probe.usable ? probe.source : ''}`;
const attacks: readonly Attack[] = [
  flipped('the program', layout.program),
  flipped('a package', `${layout.packages}/yaml/package.json`),
  flipped('the toolkit itself', `${layout.packages}/@domicile/iac/dist/cli.js`),
  flipped('a manifest', under(layout.manifests, '.yaml')),
  flipped('the image list', layout.imageList),
  flipped('the script that fills the mirror', layout.mirrorScript),
  flipped('the site file', `${layout.project}/${SMALL_SITE}`),
  flipped('the inventory', layout.inventory),
  flipped('the list of checksums', layout.sums),
  {
    name: 'another digest in the list of checksums',
    file: () => layout.sums,
    tamper: (file) =>
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      ),
  },
  flipped('the record', layout.record),
  flipped('the signature', layout.signature),
  flipped('what a person reads first', layout.readme),
  { name: 'a file that is gone', file: () => layout.haulerManifest, tamper: (file) => rmSync(file) },
  { name: 'a file more', file: () => 'project/node_modules/yaml/more.js', tamper: (file) => writeFileSync(file, '') },
  { name: 'a link out', file: () => 'project/sites/out.yaml', tamper: (file) => symlinkSync('/etc/hostname', file) },
  {
    name: 'a link to the same bytes',
    file: () => layout.program,
    tamper: (file) => {
      copyFileSync(file, join(world, 'elsewhere.mjs'));
      rmSync(file);
      symlinkSync(join(world, 'elsewhere.mjs'), file);
    },
  },
  { name: 'a launcher that cannot be run', file: () => layout.launcher, tamper: (file) => chmodSync(file, 0o644) },
  { name: 'a launcher that runs as its owner', file: () => layout.launcher, tamper: (file) => chmodSync(file, 0o4755) },
  {
    name: 'a site file that can be run',
    file: () => `${layout.project}/${SMALL_SITE}`,
    tamper: (file) => chmodSync(file, 0o755),
  },
  {
    name: 'the signature of another list',
    file: () => layout.signature,
    tamper: (file) => {
      const signature = readFileSync(file);
      resealed(() => appendFileSync(join(carried, layout.program), '//'))(file);
      writeFileSync(file, signature);
      chmodSync(file, 0o644);
    },
    unsigned: true,
  },
  {
    name: 'a manifest with an image of somebody else, and digests that fit again',
    file: under(layout.manifests, 'deployment-clinic-clinical.fhir.yaml'),
    tamper: resealed((file) =>
      writeFileSync(file, readFileSync(file, 'utf8').replace(/image: .*/g, 'image: evil.example/fhir:1')),
    ),
    unsigned: true,
  },
];
const attacksOnProvider: readonly Attack[] = [
  flipped('the provider', () => under(provider(), 'x5')()),
  flipped('the lock of the provider', layout.providerLock),
  {
    name: 'a CLI configuration that asks a registry, and digests that fit again',
    file: () => layout.terraformConfiguration,
    tamper: resealed((file) =>
      writeFileSync(file, readFileSync(file, 'utf8').replace('  filesystem', '  direct {}\n  filesystem')),
    ),
    unsigned: true,
  },
  {
    name: 'another provider, and digests that fit again',
    file: () => `${provider()}/${probe.usable ? probe.provider : ''}/${probe.usable ? probe.platform : ''}`,
    tamper: resealed((folder) => flip(join(folder, readdirSync(folder)[0] ?? ''))),
    unsigned: true,
  },
];

describe('a bundle that was tampered with on its way', () => {
  const all = [...attacks, ...(probe.usable ? attacksOnProvider : [])];

  it.each(all)('is refused by the name of the file: $name', async ({ file, tamper, unsigned }) => {
    const path = file();
    const kept = keep(path);
    try {
      tamper(join(carried, path));
      const { code, stdout, stderr } = await verify(...(unsigned ? [] : ['--key', publicKey]));
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(`domicile bundle: ${path}: `);
    } finally {
      kept.restore();
    }
  });

  it('is whole again when nothing of that is left', async () => {
    expect(await verify('--key', publicKey)).toMatchObject({ code: 0 });
  });

  it('is not of somebody whose key is another', async () => {
    const other = join(world, 'other.pub.pem');
    writeFileSync(other, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
    expect(await verify('--key', other)).toMatchObject({ code: 1, stderr: expect.stringContaining(layout.signature) });
  });
});

/** Puts everything that an attack may touch back as it was made. */
function keep(path: string) {
  const touched = [path, layout.sums, layout.signature, layout.program];
  return {
    restore: () => {
      for (const one of touched) {
        rmSync(join(carried, one), { recursive: true, force: true });
        if (existsSync(join(made, one)))
          cpSync(join(made, one), join(carried, one), { recursive: true, preserveTimestamps: true });
      }
    },
  };
}

/** What a person does on the other side; what it leaves is read when it is over. */
const onTheOtherSide = (name: string, folder: string, engine: string) => `set -e
ip link set lo up
test -z "$(ip route)"
./${folder}/${layout.launcher} bundle verify ${folder} --key key.pub.pem
./${folder}/${layout.launcher} bundle install ${folder} --to installed-${name} --key key.pub.pem
cd installed-${name}
./domicile up --engine ${engine}
kubectl --kubeconfig .domicile/kubeconfig --context domicile-local get -R -f ../${folder}/manifests -o json > ../live-${name}.json
./domicile render --output ../rendered-${name}
`;

const byApply = { engine: 'apply', skip: noNamespace !== '' } as const;
const deployments = [
  { ...byApply, name: 'clinic', site: undefined, title: `a clinic by server-side apply${noNamespace}` },
  {
    ...{ engine: 'terraform', skip: noNamespace !== '' || !probe.usable, name: 'clinic-by-terraform', site: undefined },
    title: `a clinic by Terraform${noNamespace}${withoutProvider}`,
  },
  {
    ...byApply,
    ...{ name: 'hospital', site: 'sites/reference-hospital.yaml' },
    title: `the reference hospital by server-side apply${noNamespace}`,
  },
] as const;

for (const { engine, skip, title, name, site } of deployments) {
  describe.skipIf(skip)(`with no route to anywhere, from its bundle is deployed ${title}`, () => {
    const folder = site === undefined ? 'carried' : `carried-${name}`;
    let said: SpawnSyncReturns<string>;
    beforeAll(() => {
      if (site !== undefined) {
        const bundled = domicile(
          'bundle',
          site,
          '--out',
          join(world, folder),
          '--key',
          privateKey,
          '--without-provider',
        );
        expect(bundled).toMatchObject({ status: 0, stderr: '' });
      }
      const home = join(world, `home-${name}`);
      mkdirSync(home);
      // Nothing of this machine but its programs, and the control plane that plays the hospital's cluster.
      const env = {
        PATH: process.env.PATH,
        HOME: home,
        XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
        ...(process.env.KUBEBUILDER_ASSETS === undefined ? {} : { KUBEBUILDER_ASSETS: process.env.KUBEBUILDER_ASSETS }),
      };
      const args = [...ALONE, 'sh', '-c', onTheOtherSide(name, folder, engine)];
      said = spawnSync('unshare', args, { cwd: world, encoding: 'utf8', env, timeout: 550_000 });
    });

    it('with the toolkit, the program and the provider of the bundle', () => {
      expect(said).toMatchObject({ status: 0, stderr: '' });
      expect(said.stdout).toMatch(engine === 'apply' ? /Engine +server-side apply/ : /Engine +Terraform/);
      expect(said.stdout).toMatch(/Rollouts +all \d+ workloads are ready/);
    });

    it('and is in the cluster what was rendered where there was a network', () => {
      const { items } = JSON.parse(readFileSync(join(world, `live-${name}.json`), 'utf8'));
      const found = new Map((items as KubernetesObject[]).map((object) => [keyOf(object), object]));
      const wanted = manifests(join(world, folder, layout.manifests));
      expect(found.size).toBe(wanted.length);
      for (const object of wanted)
        expect(differencesIn(object, found.get(keyOf(object)), engine), keyOf(object)).toEqual([]);
    });

    it('and renders there to the same bytes', () => {
      const [here, there] = [join(world, folder, layout.manifests), join(world, `rendered-${name}`)];
      const args = ['--recursive', '--exclude=.domicile-manifests', here, there];
      expect(spawnSync('diff', args, { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' });
    });
  });
}

function keyOf({ kind, metadata: { namespace, name } }: KubernetesObject): string {
  return [kind, namespace ?? '', name].join('/');
}

function manifests(folder: string): readonly KubernetesObject[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => parse(readFileSync(join(folder, name), 'utf8')) as KubernetesObject);
}
