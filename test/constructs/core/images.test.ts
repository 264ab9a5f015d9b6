import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DomicileError } from '../../../constructs/core/errors.ts';
import { loadImages } from '../../../constructs/core/images/lock.ts';
import { loadSite } from '../../../constructs/core/site/load.ts';

const site = loadSite('sites/reference-hospital.yaml');
const digest = `sha256:${'ab'.repeat(32)}`;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'domicile-images-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function withLock(text: string, profile: 'rehearsal' | 'production' = 'rehearsal') {
  const lock = join(folder, 'lock.yaml');
  writeFileSync(lock, text);
  return { ...site, registry: { ...site.registry, lock }, cluster: { ...site.cluster, profile } };
}

const oneImage = (synthetic: boolean) => `schema: domicile/images/v1
synthetic: ${synthetic}
images:
  hapi-fhir: {repository: hapiproject/hapi, version: v8.8.0, digest: '${digest}'}
`;

const problemOf = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof DomicileError) return error.problems[0];
    throw error;
  }
  return undefined;
};

test('an image is pulled by digest from the mirror of the site', () => {
  const images = loadImages(withLock(oneImage(true)));
  expect(images.reference('hapi-fhir')).toBe(`registry.reference-hospital.example/hapiproject/hapi@${digest}`);
  expect(images.version('hapi-fhir')).toBe('v8.8.0');
});

test('a component that the lock does not name is refused, with the place to add it', () => {
  const images = loadImages(withLock(oneImage(true)));
  for (const component of ['vllm', 'constructor', '__proto__']) {
    expect(problemOf(() => images.reference(component))).toMatchObject({
      code: 'lock-image',
      seen: 'hapi-fhir',
      position: { line: 3, column: 1 },
    });
  }
});

describe('a synthetic lock', () => {
  test('serves a rehearsal', () => expect(loadImages(withLock(oneImage(true))).synthetic).toBe(true));
  test('is refused by a production site', () => {
    const problem = problemOf(() => loadImages(withLock(oneImage(true), 'production')));
    expect(problem).toMatchObject({ code: 'lock-synthetic', position: { line: 2, column: 12 } });
  });
  test('and a looked-up one is not', () => {
    expect(loadImages(withLock(oneImage(false), 'production')).synthetic).toBe(false);
  });
});

describe('an image is never named by anything but its digest', () => {
  test.each([
    ['a tag in place of a digest', digest, 'latest'],
    ['a digest of another kind', digest, `sha512:${'a'.repeat(128)}`],
    ['a host in front of the repository', 'hapiproject/hapi', 'docker.io:443/hapi'],
    ['a tag in the repository', 'hapiproject/hapi', 'hapiproject/hapi:8'],
    ['a way out of the mirror', 'hapiproject/hapi', '../other/hapi'],
  ])('%s', (_name, from, to) => {
    const problem = problemOf(() => loadImages(withLock(oneImage(true).replace(from, to))));
    expect(problem).toMatchObject({ code: 'file-value', position: { line: 4 } });
  });
});

test('the locks of the project say that they are synthetic', () => {
  expect(loadImages(site).synthetic).toBe(true);
  expect(loadImages(loadSite('sites/clinic.yaml')).synthetic).toBe(true);
});
