import { readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadSite, parseSite } from '../../constructs/core/site/load.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { SovereignApp } from '../../gate/sovereign-app.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { contents } from '../support/folder.ts';
import { edit, placeOf, siteText } from '../support/site-text.ts';

const files = readdirSync('sites').filter((name) => /\.yaml$/.test(name) && !name.endsWith('.images.yaml'));

function synthesize(site: Site): Readonly<Record<string, string>> {
  // Inside the project, where cdktf puts it: from elsewhere the relative paths to the project would name its folder.
  const folder = join('.domicile', 'test', `sites-${process.pid}`);
  try {
    const outdir = join(folder, 'cdktf.out');
    const app = new SovereignApp({ site, outdir });
    buildPlatform(app, site);
    app.synth();
    return contents(outdir);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The message with which the site is refused; empty when it is not. */
function refusalOf(site: Site): string {
  try {
    synthesize(site);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

describe.each(files)('sites/%s', (file) => {
  const site = loadSite(join('sites', file));
  let output: Readonly<Record<string, string>>;
  beforeAll(() => {
    output = synthesize(site);
  });

  test('is built, passes every rule, and gives the same bytes each time', () => {
    const record = JSON.parse(output['domicile.json'] ?? '');
    expect(record).toMatchObject({
      verdict: 'pass',
      counts: { fail: 0, indeterminate: 0 },
      coverage: { undecided: 0 },
    });
    expect(record.counts.subjects).toBeGreaterThan(50);
    expect(record.coverage.placed).toBeGreaterThan(10);
    expect(synthesize(site)).toEqual(output);
    for (const [path, text] of Object.entries(output)) {
      expect(text.includes(process.cwd()) || text.includes(homedir()), path).toBe(false);
    }
  });

  test('every image comes from its mirror, by digest', () => {
    const all = Object.values(output).join('\n');
    const images = [...all.matchAll(/"image": "([^"]+)"/g)].map(([, image]) => image);
    expect(images.length).toBeGreaterThan(2);
    for (const image of images) {
      expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
      expect(image?.startsWith(`${site.registry.mirror}/`), image).toBe(true);
    }
  });
});

test('a clinic in a cloud may keep its backups there, though other clouds have a region of that name', () => {
  const text = edit(siteText('clinic'), 'sites/clinic.images.yaml', 'sites/reference-hospital.images.yaml');
  expect(refusalOf(parseSite(`${text}  backup:\n    schedule: 15 2 * * *\n`, 'sites/changed.yaml'))).toBe('');
});

describe('a value abroad is refused with the line of the site, the line of the code and the construct', () => {
  test.each<[string, Parameters<typeof siteText>[0], string, string, string, string, string]>([
    [
      'the model endpoint',
      'reference-hospital',
      '          kind: volume\n          path: /models/clinical-embeddings\n          storage: 5Gi\n',
      '          kind: endpoint\n          url: https://api.openai.com/v1\n',
      'https://api.openai.com/v1',
      'api.openai.com',
      'ai/',
    ],
    [
      'images from Docker Hub',
      'clinic',
      'mirror: rg.fr-par.scw.cloud/clinic',
      'mirror: docker.io',
      'docker.io',
      'docker.io/',
      'data/',
    ],
    [
      'an identity provider abroad',
      'clinic',
      'https://identity.clinic.example',
      'https://cognito-idp.us-east-1.amazonaws.com',
      'https://cognito',
      'cognito-idp.us-east-1',
      'data/',
    ],
  ])('%s', (_name, site, from, to, place, value, constructs) => {
    const changed = edit(siteText(site), from, to);
    const refusal = refusalOf(parseSite(changed, 'sites/changed.yaml'));
    expect(refusal).toContain(`value      ${value}`);
    expect(refusal).toContain(`site       sites/changed.yaml:${placeOf(changed, place)}`);
    expect(refusal).toMatch(/code {7}stacks\/\w+\.ts:\d+:\d+/);
    expect(refusal).toContain(`construct  ${constructs}`);
  });
});
