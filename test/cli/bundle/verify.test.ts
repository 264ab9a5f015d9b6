import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layout } from '../../../cli/bundle/layout.ts';
import { put, seal } from '../../../cli/bundle/seal.ts';
import { runIn } from '../../support/command.ts';
import { contents, temporaryFolder, writeFiles } from '../../support/folder.ts';
import { definition, manifest, recordDefinitions, sign, signedBundle, smallBundle } from './small-bundle.ts';

const SITE = 'project/sites/hospital.yaml';
const OTHER = `registry.hospital.example/other@sha256:${'c'.repeat(64)}`;
const verify = (root: string, ...more: readonly string[]) => runIn(root, ['bundle', 'verify', '.', ...more]);

/** The list of checksums made anew, as whoever changes a file can. */
function sealedAgain(root: string): string {
  rmSync(join(root, layout.sums));
  seal(root);
  return root;
}

describe('domicile bundle verify', () => {
  it('passes what lies there as it was bundled, and changes nothing', async () => {
    const root = smallBundle();
    expect(await verify(root)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('whole: 5 files'),
      stderr: '',
    });
    expect(await verify(root)).toMatchObject({ code: 0 });
  });

  it.each<readonly [string, string, (file: string) => void, RegExp]>([
    [
      'a changed byte',
      SITE,
      (file) => appendFileSync(file, '#'),
      /SHA-256 is [0-9a-f]{64}, SHA256SUMS says [0-9a-f]{64}/,
    ],
    ['a file that is gone', SITE, (file) => rmSync(file), /it is missing/],
    ['a file more', 'project/more.mjs', (file) => writeFileSync(file, ''), /SHA256SUMS does not list it/],
    ['an empty folder more', 'project/more', (file) => mkdirSync(file), /it is an empty folder/],
    ['a program that is none any more', layout.launcher, (file) => chmodSync(file, 0o644), /mode is 0644; it must be/],
    ['a file that became a program', SITE, (file) => chmodSync(file, 0o755), /mode is 0755; it must not be executable/],
    ['a program that runs as its owner', layout.launcher, (file) => chmodSync(file, 0o4755), /run as somebody else/],
    ['a link out', 'project/out', (file) => symlinkSync('/etc/passwd', file), /it is a link; a bundle holds none/],
    ['a list that is gone', layout.sums, (file) => rmSync(file), /it is missing/],
    ['a list with a line more', layout.sums, (file) => appendFileSync(file, 'x\n'), /line 6 is not a digest/],
    [
      'a list that leads out',
      layout.sums,
      (file) => appendFileSync(file, `${'0'.repeat(64)}  ../../etc/passwd\n`),
      /line 6 names a path that leads out of the bundle: \.\.\/\.\.\/etc\/passwd/,
    ],
  ])('refuses %s by its name', async (_, path, tamper, reason) => {
    const root = smallBundle();
    tamper(join(root, path));
    const { code, stdout, stderr } = await verify(root);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`domicile bundle: ${path}: `);
    expect(stderr).toMatch(reason);
  });

  it.each<readonly [string, string, (root: string, path: string) => void, RegExp]>([
    [
      'an image that the list does not have',
      'manifests/01-data/02-pod-other.yaml',
      (root, path) => put(root, path, manifest(OTHER)),
      new RegExp(`it runs ${OTHER}`),
    ],
    ['no list of images', layout.imageList, (root) => rmSync(join(root, 'images'), { recursive: true }), /not listed/],
    ['another site', SITE, (root, path) => put(root, path, 'name: other\n'), /bundle\.json names another site file/],
  ])('refuses %s, also when every digest fits again', async (_, path, tamper, reason) => {
    const root = smallBundle();
    tamper(root, path);
    const { code, stderr } = await verify(sealedAgain(root));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(reason) });
    expect(stderr).toContain(`domicile bundle: ${path}: `);
  });

  describe('of a bundle with a definition', () => {
    const NAME = 'letters.hospital.example';
    const FILE = `${layout.definitions}/${NAME}.yaml`;
    const LETTER = 'manifests/01-data/03-letters-one.yaml';
    const letter = 'apiVersion: hospital.example/v1\nkind: Letters\nmetadata: {name: one}\n';
    const recorded = {
      ...{ name: NAME, file: FILE, kinds: ['hospital.example/v1 Letters'] },
      sha256: createHash('sha256').update(definition('letters')).digest('hex'),
    };
    const withDefinition = () => {
      const root = smallBundle({ [FILE]: definition('letters'), [LETTER]: letter });
      recordDefinitions(root, [recorded]);
      return sealedAgain(root);
    };

    it('passes what it defines', async () => {
      expect(await verify(withDefinition())).toMatchObject({ code: 0, stderr: '' });
    });

    it.each<readonly [string, string, (root: string) => void, RegExp]>([
      ['another definition in its place', FILE, (root) => put(root, FILE, definition('letters', 'v2')), /SHA-256/],
      [
        'a definition that is gone',
        FILE,
        (root) => rmSync(join(root, layout.definitions), { recursive: true }),
        /names a definition with the SHA-256/,
      ],
      [
        'a definition more',
        `${layout.definitions}/more.yaml`,
        (root) => put(root, `${layout.definitions}/more.yaml`, definition('more')),
        /names no such definition/,
      ],
      [
        'a Secret among the definitions',
        `${layout.definitions}/more.yaml`,
        (root) => put(root, `${layout.definitions}/more.yaml`, 'apiVersion: v1\nkind: Secret\n'),
        /names no such definition/,
      ],
      [
        'a definition of other kinds than it says',
        FILE,
        (root) => recordDefinitions(root, [{ ...recorded, kinds: ['hospital.example/v1 Drafts'] }]),
        /it defines .*Letters; bundle\.json says .*Drafts/,
      ],
      [
        'a manifest of a kind that nothing defines',
        LETTER,
        (root) => put(root, LETTER, letter.replace('/v1', '/v3')),
        /it is of hospital\.example\/v3 Letters, which nothing in manifests\/00-definitions defines/,
      ],
    ])('refuses %s, also when every digest fits again', async (_, path, tamper, reason) => {
      const root = withDefinition();
      tamper(root);
      const { code, stderr } = await verify(sealedAgain(root));
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(reason) });
      expect(stderr).toContain(`domicile bundle: ${path}: `);
    });
  });

  it('says whose it is by the given key, and only then', async () => {
    const { root, publicKey } = signedBundle();
    expect((await verify(root, '--key', publicKey)).stdout).toMatch(/Signature +genuine/);
    expect((await verify(root)).stdout).toMatch(/Signature +not examined/);
    expect((await verify(smallBundle())).stdout).toMatch(/Signature +none/);
  });

  it.each<readonly [string, (root: string) => void, RegExp]>([
    ['that is gone', (root) => rmSync(join(root, layout.signature)), /it is missing: this bundle is not signed/],
    ['with a changed byte', (root) => appendFileSync(join(root, layout.signature), ' '), /not as it was written/],
    ['of somebody else', (root) => sign(root, generateKeyPairSync('ed25519').privateKey), /they name the keys/],
  ])('refuses a signature %s', async (_, tamper, reason) => {
    const { root, publicKey } = signedBundle();
    tamper(root);
    const { code, stderr } = await verify(root, '--key', publicKey);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(reason) });
    expect(stderr).toContain(`domicile bundle: ${layout.signature}: `);
  });

  it('names the list, when a genuine signature is over an earlier one and all digests fit again', async () => {
    const { root, publicKey } = signedBundle();
    put(root, SITE, 'name: other\n');
    rmSync(join(root, layout.sums));
    const signature = readFileSync(join(root, layout.signature));
    rmSync(join(root, layout.signature));
    seal(root);
    writeFileSync(join(root, layout.signature), signature);
    const { code, stderr } = await verify(root, '--key', publicKey);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^domicile bundle: SHA256SUMS: its SHA-256 is [0-9a-f]{64}; bundle\.dsse\.json is over one with [0-9a-f]{64}\n/,
    );
  });

  it.each([
    ['no folder', ['bundle', 'verify', 'nowhere'], 'there is no folder'],
    ['a folder with no bundle', ['bundle', 'verify', '.'], 'holds no bundle'],
    ['nothing named', ['bundle', 'verify'], 'domicile bundle verify DIR'],
  ])('is exit code 3 for %s', async (_, args, message) => {
    const { code, stderr } = await runIn(temporaryFolder(), args);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
  });
});

describe('domicile bundle install', () => {
  const install = (root: string, to: string) => runIn(root, ['bundle', 'install', '.', '--to', to]);

  it('puts the project in place, and over an earlier one without its state', async () => {
    const to = join(temporaryFolder(), 'installed');
    expect(await install(smallBundle(), to)).toMatchObject({ code: 0, stderr: '' });
    const state = { '.domicile/state/hospital.tfstate': '{}' };
    writeFiles(to, state);
    expect(await install(smallBundle({ 'project/app.mjs': '' }), to)).toMatchObject({ code: 0 });
    expect(Object.keys(contents(to)).sort()).toEqual(
      [...Object.keys(state), 'app.mjs', 'bundle.json', 'domicile', 'sites/hospital.yaml'].sort(),
    );
  });

  it('installs nothing of a bundle that is not whole', async () => {
    const root = smallBundle();
    const to = join(temporaryFolder(), 'installed');
    appendFileSync(join(root, SITE), '#');
    expect(await install(root, to)).toMatchObject({ code: 1, stdout: '' });
    expect(existsSync(to)).toBe(false);
  });

  it('leaves a folder alone that holds something else', async () => {
    const to = temporaryFolder();
    writeFiles(to, { 'letter.txt': 'Dear' });
    const { code, stderr } = await install(smallBundle(), to);
    expect(code).toBe(3);
    expect(stderr).toContain('no earlier bundle was installed there');
    expect(contents(to)).toEqual({ 'letter.txt': 'Dear' });
  });
});
