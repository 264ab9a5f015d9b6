import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadSite } from '../../constructs/core/site/load.ts';
import type { SovereignStack } from '../../constructs/core/stack.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { bareApp, resourcesOf } from '../support/synthesized.ts';
import { certificateFolder, describeWith, pathOf } from './programs.ts';

const platform = buildPlatform(bareApp(), loadSite('sites/reference-hospital.yaml'));
const guards = Object.values(platform)
  .filter((stack): stack is SovereignStack => stack !== undefined)
  .flatMap((stack) => resourcesOf(stack))
  .filter(({ type, body }) => type === 'config_map_v1' && body.data['envoy.yaml'] !== undefined)
  .map(({ name, body }) => [name, body.data['envoy.yaml'] as string] as const);

describeWith(['envoy'], 'Envoy accepts the configuration', () => {
  let tls: string;
  beforeAll(async () => {
    tls = await certificateFolder(['localhost']);
  });

  test.each(guards)('%s, without a deprecated field', (_, yaml) => {
    const file = join(mkdtempSync(join(tmpdir(), 'domicile-envoy-')), 'envoy.yaml');
    writeFileSync(file, yaml.replaceAll('/etc/tls', tls).replaceAll('/etc/clients', tls));
    const { status, stderr } = spawnSync(pathOf('envoy'), ['--mode', 'validate', '--config-path', file], {
      encoding: 'utf8',
    });
    expect(stderr).not.toMatch(/deprecated field/i);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('of every guard of the platform', () => {
    expect(guards.map(([name]) => name).sort()).toEqual([
      'approval-guard',
      'audit-store-guard',
      'egress-gateway',
      'fhir-guard',
      'ingress-gateway',
      'model-gateway-guard',
    ]);
  });
});
