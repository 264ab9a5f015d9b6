import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PROFILES_PATH, profileSums } from '../../../constructs/core/hapi/profiles.ts';
import { parseSite } from '../../../constructs/core/site/load.ts';
import { claimVolume } from '../../../constructs/core/volumes.ts';
import { FhirServer } from '../../../constructs/interop/fhir-server.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { edit, siteText } from '../../support/site-text.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const digest = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const packages = [
  { id: 'de.basisprofil.r4', version: '1.5.4', digest: digest('base') },
  { id: 'de.gematik.isik-basismodul', version: '5.1.3', digest: digest('isik') },
];
const bench = recordedWorkbench();
const { stack, namespace, images, identity, trail } = bench;
new FhirServer(stack, 'fhir', {
  ...{ namespace, name: 'fhir', images, identity, audit: trail.collector, replicas: 1 },
  database: bench.database('fhir'),
  profiles: { volume: claimVolume('profiles', 'fhir-profiles', true), packages, validateRequests: true },
});
const resources = resourcesOf(stack);
const files = resource(resources, 'config_map_v1', 'fhir-configuration').data;
const settings = parse(files['application.yaml']).hapi.fhir;
const pod = resource(resources, 'deployment_v1', 'fhir').spec.template.spec;

describe('a FHIR server with pinned profiles', () => {
  test('reads each package from its file, in order, and fetches nothing else', () => {
    expect(Object.values(settings.implementationguides)).toMatchObject([
      {
        name: 'de.basisprofil.r4',
        packageUrl: 'file:///profiles/de.basisprofil.r4-1.5.4.tgz',
        fetchDependencies: false,
      },
      { name: 'de.gematik.isik-basismodul', version: '5.1.3', fetchDependencies: false },
    ]);
    expect(settings.install_transitive_ig_dependencies).toBe(false);
  });

  test('validates what is written, as the site says', () => expect(settings.validation.requests_enabled).toBe(true));

  test('compares each package with its digest before the migration or the server reads it', () => {
    expect(pod.init_container.map(({ name }: { name: string }) => name)).toEqual(['verify-profiles', 'migrate-schema']);
    expect(pod.init_container[0].command).toEqual(['sha256sum', '--check', '--strict', '/etc/profiles/SHA256SUMS']);
    expect(files.SHA256SUMS).toBe(profileSums({ packages }));
  });

  test('cannot write to the packages', () => {
    const mounts = [...pod.init_container, ...pod.container].flatMap(
      (one: { volume_mount?: { mount_path: string; read_only: boolean }[] }) => one.volume_mount ?? [],
    );
    const own = mounts.filter(({ mount_path }) => mount_path === PROFILES_PATH);
    expect(own.map(({ read_only }) => read_only)).toEqual([true, true, true]);
  });
});

describe('the list of digests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-profiles-'));
  const check = () => {
    writeFileSync(join(folder, 'SUMS'), profileSums({ packages }).replaceAll(`${PROFILES_PATH}/`, `${folder}/`));
    execFileSync('sha256sum', ['--check', '--strict', join(folder, 'SUMS')], { stdio: 'pipe' });
  };
  writeFileSync(join(folder, 'de.basisprofil.r4-1.5.4.tgz'), 'base');

  test('refuses a package that is not there', () => expect(check).toThrow());

  test('accepts the packages that were pinned', () => {
    writeFileSync(join(folder, 'de.gematik.isik-basismodul-5.1.3.tgz'), 'isik');
    expect(check).not.toThrow();
  });

  test('refuses a package that was changed', () => {
    writeFileSync(join(folder, 'de.gematik.isik-basismodul-5.1.3.tgz'), 'isik, and more');
    expect(check).toThrow();
  });
});

describe('in the site file', () => {
  const text = siteText('reference-hospital');
  const line = (id: string) => text.split('\n').find((one) => one.includes(`id: ${id},`)) ?? id;
  const problems = (changed: string) => {
    try {
      parseSite(changed, 'site.yaml');
    } catch (error) {
      return String(error);
    }
    return 'accepted';
  };

  test.each([
    ['a package without one that it refers to', `${line('dvmd.kdl.r4')}\n`, '', 'dvmd.kdl.r4 2025.0.1'],
    ['a package of which it has another version', 'version: 1.5.4', 'version: 1.5.3', 'de.basisprofil.r4 1.5.4'],
    [
      'a package without its digest',
      /, digest: sha256:[0-9a-f]+ }/.exec(line('de.gematik.isik-basismodul'))?.[0] ?? '',
      ' }',
      'digest',
    ],
    ['a package twice', line('dvmd.kdl.r4'), `${line('dvmd.kdl.r4')}\n${line('dvmd.kdl.r4')}`, 'loaded twice'],
    ['a range of versions', 'version: 5.1.3', 'version: 5.1.x', 'one version, without a range'],
  ])('%s is refused at its place', (_, from, to, message) => {
    const changed = problems(edit(text, from, to));
    expect(changed).toContain(message);
    expect(changed).toMatch(/site\.yaml:\d+:\d+/);
  });
});
