import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isUnchanged, type LayerResult } from '../../engines/engine.ts';
import { readOutput } from '../../engines/output.ts';
import { probeTerraform } from '../../engines/terraform/probe.ts';
import { TerraformEngine } from '../../engines/terraform/terraform.ts';
import { type FixtureStack, outputFolder, writeOutput } from '../engines/fixture.ts';
import { startTestCluster, type TestCluster } from './local-cluster.ts';
import { data, forTerraform, foundation, platform, type Stacks } from './platform-fixture.ts';
import { environmentWithProvider, mirroredProviderVersions } from './terraform-providers.ts';

const { signal } = new AbortController();
const probe = await probeTerraform({ env: process.env, signal });
const versions = mirroredProviderVersions();
const withoutProvider = probe.usable ? '' : ` SKIPPED: ${probe.reason}`;
/** One run with what Terraform finds by itself, and one with each version of its implied mirror when there are several. */
const providers = versions.length > 1 ? versions : ['as found'];

if (!probe.usable) console.warn(`NO TERRAFORM TEST RUNS: Terraform finds no Kubernetes provider: ${probe.reason}`);

describe.skipIf(!probe.usable).each(providers)(`Terraform with the provider %s${withoutProvider}`, (version) => {
  const env = version === 'as found' ? process.env : environmentWithProvider(version);
  const folder = outputFolder({});
  const state = mkdtempSync(join(tmpdir(), 'domicile-state-'));
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startTestCluster();
  });
  afterAll(() => cluster?.stop());

  function engineFor(stacks: Stacks): TerraformEngine {
    writeOutput(folder, forTerraform(stacks, cluster, state));
    return new TerraformEngine({
      program: probe.program ?? 'terraform',
      stacks: readOutput(folder),
      scratch: join(folder, 'plans'),
      env,
      layerLimitSeconds: 300,
      rolloutLimitSeconds: 300,
      onProgress: () => undefined,
      signal,
      kubectl: cluster.kubectl,
      site: 'test',
    });
  }

  async function deploy(stacks: Stacks): Promise<readonly LayerResult[]> {
    const engine = engineFor(stacks);
    const results: LayerResult[] = [];
    for (const layer of engine.layers) results.push(await engine.deploy(layer));
    return results;
  }

  it('is what the probe finds', async () => {
    const found = await probeTerraform({ env, signal });
    expect(found).toMatchObject({ usable: true, ...(version === 'as found' ? {} : { provider: version }) });
  });

  it('deploys every stack, and waits until the workloads are ready', async () => {
    expect(await deploy(platform)).toEqual([
      { layer: 'foundation', created: 3, changed: 0, deleted: 0, unchanged: 0 },
      { layer: 'data', created: 2, changed: 0, deleted: 0, unchanged: 0 },
    ]);
    const [web] = await cluster.kubectl.objects(['get', 'deployment', 'web', '--namespace=ward']);
    expect(web?.status).toMatchObject({ readyReplicas: 2 });
  });

  it('changes nothing the second time', async () => {
    const second = await deploy(platform);
    expect(isUnchanged(second)).toBe(true);
    expect(second.map(({ unchanged }) => unchanged)).toEqual([3, 2]);
  });

  it('leaves alone that somebody asked for new pods, as a rotation of Secrets does', async () => {
    await cluster.kubectl.text(['rollout', 'restart', 'deployment/web', '--namespace=ward']);
    expect(isUnchanged(await deploy(platform))).toBe(true);
  });

  it('changes what changed, and removes what is gone', async () => {
    const { spare, ...rest } = foundation.resource.kubernetes_config_map_v1 ?? {};
    expect(spare).toBeDefined();
    const settings = { ...rest.settings, data: { greeting: 'goodbye' } };
    const changed: FixtureStack = {
      ...foundation,
      resource: { ...foundation.resource, kubernetes_config_map_v1: { settings } },
    };
    expect(await deploy({ foundation: changed, data })).toEqual([
      { layer: 'foundation', created: 0, changed: 1, deleted: 1, unchanged: 1 },
      { layer: 'data', created: 0, changed: 0, deleted: 0, unchanged: 2 },
    ]);
  });

  it('rolls out what changed in workloads, also where the provider forgets who they are', async () => {
    const { kubernetes_deployment_v1: deployments = {}, kubernetes_stateful_set_v1: sets = {} } = data.resource;
    const scaled: FixtureStack = {
      ...data,
      resource: {
        kubernetes_deployment_v1: { web: withReplicas(deployments.web, '3') },
        kubernetes_stateful_set_v1: { store: withReplicas(sets.store, '2') },
      },
    };
    const changed = { foundation, data: scaled };
    expect(await deploy(changed)).toContainEqual({ layer: 'data', created: 0, changed: 2, deleted: 0, unchanged: 0 });
    expect(isUnchanged(await deploy(changed))).toBe(true);
    expect(await deploy(platform)).toContainEqual({ layer: 'data', created: 0, changed: 2, deleted: 0, unchanged: 0 });
  });

  it('says what Terraform says when the cluster refuses', async () => {
    const nowhere = { kubernetes_config_map_v1: { x: { metadata: { name: 'x', namespace: 'nowhere' } } } };
    await expect(deploy({ stray: { resource: nowhere } })).rejects.toThrow('namespaces "nowhere" not found');
  });

  it('leaves nothing behind when it is destroyed', async () => {
    const results = await engineFor(platform).destroy();
    expect(results.map(({ layer, deleted }) => [layer, deleted])).toEqual([
      ['data', 2],
      ['foundation', 3],
    ]);
    expect(await cluster.kubectl.text(['get', 'namespace', 'ward', '--ignore-not-found', '-o', 'name'])).toBe('');
    expect(await engineFor(platform).destroy()).toEqual([]);
  });
});

/** A workload of the fixture with another number of pods. */
function withReplicas(workload: unknown, replicas: string): Readonly<Record<string, unknown>> {
  const { spec, ...rest } = workload as { readonly spec: object };
  return { ...rest, spec: { ...spec, replicas } };
}

describe('a machine where Terraform finds no provider', () => {
  it('is told why, within the limit', async () => {
    const found = await probeTerraform({ env: environmentWithProvider(), signal });
    expect(found).toMatchObject({ usable: false });
    expect(found.usable ? '' : found.reason).toMatch(/hashicorp\/kubernetes|on PATH/);
  });

  it('or no Terraform at all, is told so', async () => {
    const env = { PATH: mkdtempSync(join(tmpdir(), 'domicile-path-')) };
    expect(await probeTerraform({ env, signal })).toMatchObject({
      usable: false,
      reason: 'neither terraform nor tofu is on PATH',
    });
  });
});
