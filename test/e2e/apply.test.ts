import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ApplyEngine } from '../../engines/apply/apply.ts';
import { isUnchanged, type LayerResult } from '../../engines/engine.ts';
import type { Kubectl } from '../../engines/kubectl.ts';
import { readOutput } from '../../engines/output.ts';
import { renderLayers } from '../../engines/render.ts';
import { type FixtureStack, outputFolder } from '../engines/fixture.ts';
import { startTestCluster, type TestCluster } from './local-cluster.ts';
import { data, foundation, platform, pods, type Stacks } from './platform-fixture.ts';

let cluster: TestCluster;
let kubectl: Kubectl;
beforeAll(async () => {
  cluster = await startTestCluster();
  kubectl = cluster.kubectl;
});
afterAll(() => cluster?.stop());

function engineFor(stacks: Stacks): ApplyEngine {
  const layers = Object.keys(stacks).length === 0 ? [] : renderLayers(readOutput(outputFolder(stacks)));
  return new ApplyEngine({ kubectl, site: 'test', layers, rolloutLimitSeconds: 300, onProgress: () => undefined });
}

async function deploy(stacks: Stacks): Promise<readonly LayerResult[]> {
  const engine = engineFor(stacks);
  const results: LayerResult[] = [];
  for (const layer of engine.layers) results.push(await engine.deploy(layer));
  return [...results, ...(await engine.finish())];
}

const names = async (...args: string[]) =>
  (await kubectl.text(['get', ...args, '-o', 'name', '--ignore-not-found'])).split('\n').filter((name) => name !== '');
const inWard = (kinds: string) => names(kinds, '--namespace=ward');

describe('server-side apply on a real API server', () => {
  afterEach(() => engineFor({}).destroy());

  it('deploys every layer, and waits until the workloads are ready', async () => {
    expect(await deploy(platform)).toEqual([
      { layer: 'foundation', created: 3, changed: 0, unchanged: 0, deleted: 0 },
      { layer: 'data', created: 2, changed: 0, unchanged: 0, deleted: 0 },
    ]);
    const [web] = await kubectl.objects(['get', 'deployment', 'web', '--namespace=ward']);
    expect(web?.status).toMatchObject({ readyReplicas: 2 });
    const [claim] = await kubectl.objects(['get', 'pvc', 'files-store-0', '--namespace=ward']);
    expect(claim?.status).toMatchObject({ phase: 'Bound' });
  });

  it('changes nothing the second time', async () => {
    await deploy(platform);
    const second = await deploy(platform);
    expect(isUnchanged(second)).toBe(true);
    expect(second.map(({ unchanged }) => unchanged)).toEqual([3, 2]);
  });

  it('leaves alone that somebody asked for new pods, as a rotation of Secrets does', async () => {
    await deploy(platform);
    await kubectl.text(['rollout', 'restart', 'deployment/web', '--namespace=ward']);
    expect(isUnchanged(await deploy(platform))).toBe(true);
  });

  it('changes what changed, and removes what is gone', async () => {
    await deploy(platform);
    const changed = structuredClone(foundation.resource) as Record<string, Record<string, Record<string, unknown>>>;
    delete changed.kubernetes_config_map_v1?.spare;
    Object.assign(changed.kubernetes_config_map_v1?.settings ?? {}, { data: { greeting: 'goodbye' } });
    expect(await deploy({ foundation: { ...foundation, resource: changed }, data })).toEqual([
      { layer: 'foundation', created: 0, changed: 1, unchanged: 1, deleted: 0 },
      { layer: 'data', created: 0, changed: 0, unchanged: 2, deleted: 0 },
      { layer: 'foundation', created: 0, changed: 0, unchanged: 0, deleted: 1 },
    ]);
    expect(await inWard('configmap')).toEqual(['configmap/kube-root-ca.crt', 'configmap/settings']);
  });

  it('removes a whole layer that is gone', async () => {
    await deploy(platform);
    await deploy({ foundation });
    expect(await inWard('deployment,statefulset')).toEqual([]);
    expect(
      await names('configmap', '--namespace=domicile-system', '--selector=domicile.internal/inventory-of'),
    ).toEqual(['configmap/inventory-test-foundation']);
  });

  it('does not touch what somebody else made, and says what that is', async () => {
    await kubectl.text(['create', 'namespace', 'ward']);
    await expect(deploy(platform)).rejects.toThrow('Namespace /ward');
    await engineFor({}).destroy();
    expect(await names('namespace', 'ward')).toEqual(['namespace/ward']);
    await kubectl.text(['delete', 'namespace', 'ward']);
  });

  it('does not prune an object that somebody else has put in the place of ours', async () => {
    await deploy({ foundation });
    await kubectl.text(['delete', 'configmap', 'spare', '--namespace=ward']);
    await kubectl.text(['create', 'configmap', 'spare', '--namespace=ward']);
    const { spare, ...rest } = foundation.resource.kubernetes_config_map_v1 ?? {};
    expect(spare).toBeDefined();
    await deploy({
      foundation: { ...foundation, resource: { ...foundation.resource, kubernetes_config_map_v1: rest } },
    });
    expect(await inWard('configmap')).toContain('configmap/spare');
  });

  it('says why a workload cannot become ready, long before the limit', async () => {
    const privileged = structuredClone(data) as FixtureStack & { resource: Record<string, Record<string, never>> };
    Object.assign(privileged.resource.kubernetes_deployment_v1?.web ?? {}, {
      spec: {
        replicas: '1',
        selector: { match_labels: { app: 'web' } },
        template: pods('web', { security_context: { privileged: true } }),
      },
    });
    await expect(deploy({ foundation, data: privileged })).rejects.toThrow(/PodSecurity|violates/);
  });

  it('leaves nothing behind when it is destroyed', async () => {
    await deploy(platform);
    const results = await engineFor({}).destroy();
    expect(results.map(({ layer, deleted }) => [layer, deleted])).toEqual([
      ['data', 2],
      ['foundation', 3],
    ]);
    expect(await names('namespace', 'ward')).toEqual([]);
    expect(
      await names('configmap', '--namespace=domicile-system', '--selector=domicile.internal/inventory-of'),
    ).toEqual([]);
  });
});
