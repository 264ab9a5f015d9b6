import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ENVOY_PATHS } from '../../constructs/core/envoy/types.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import type { SovereignStack } from '../../constructs/core/stack.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { bareApp, controllersOf, resourcesOf } from '../support/synthesized.ts';
import { certificateFolder, describeWith, pathOf } from './programs.ts';

const platform = buildPlatform(bareApp(), loadSite('sites/reference-hospital.yaml'));
const resources = Object.values(platform)
  .filter((stack): stack is SovereignStack => stack !== undefined)
  .flatMap((stack) => resourcesOf(stack));
const guards = resources
  .filter(({ type, body }) => type === 'config_map_v1' && body.data['envoy.yaml'] !== undefined)
  .map(({ name, body }) => [name, body.data as Readonly<Record<string, string>>] as const);

describeWith(['envoy'], 'Envoy accepts the configuration', () => {
  let tls: string;
  beforeAll(async () => {
    tls = await certificateFolder(['localhost']);
  });

  test.each(guards)('%s, without a deprecated field', (_, files) => {
    const folder = mkdtempSync(join(tmpdir(), 'domicile-envoy-'));
    const moved = (text: string) =>
      text
        .replaceAll('/etc/tls', tls)
        .replaceAll('/etc/clients', tls)
        .replaceAll(`${ENVOY_PATHS.configuration}/`, `${folder}/`);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), moved(text));
    const { status, stderr } = spawnSync(
      pathOf('envoy'),
      ['--mode', 'validate', '--config-path', join(folder, 'envoy.yaml')],
      { encoding: 'utf8' },
    );
    expect(stderr).not.toMatch(/deprecated field/i);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('of every container of the platform that runs Envoy', () => {
    const mounted = controllersOf(resources).flatMap(({ body }) => {
      const { container, volume } = body.spec.template.spec;
      const mounts: { name: string; mount_path: string }[] = container.flatMap(
        (one: { volume_mount?: object[] }) => one.volume_mount ?? [],
      );
      const names = mounts.filter(({ mount_path }) => mount_path === ENVOY_PATHS.configuration).map(({ name }) => name);
      const volumes: { name: string; config_map?: { name: string } }[] = volume ?? [];
      return volumes.filter(({ name }) => names.includes(name)).map(({ config_map }) => config_map?.name);
    });
    expect(guards.map(([name]) => name).sort()).toEqual([...new Set(mounted)].sort());
    expect(guards.map(([name]) => name)).toContain('fhir-guard');
  });
});
