import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Site } from '../../constructs/core/site/site.ts';
import { probeTerraform } from '../../engines/terraform/probe.ts';
import { hospital, smallApp } from '../support/small-app.ts';
import { startTestCluster, type TestCluster } from './local-cluster.ts';

const probe = await probeTerraform({ env: process.env, signal: new AbortController().signal });
const skipped = probe.usable ? '' : ` SKIPPED: ${probe.reason}`;

describe.skipIf(!probe.usable)(`a judged stack, applied by Terraform to a real API server${skipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-guard-'));
  let cluster: TestCluster;
  let uid = '';
  beforeAll(async () => {
    cluster = await startTestCluster();
    const [system] = await cluster.kubectl.objects(['get', 'namespace', 'kube-system']);
    uid = String(system?.metadata.uid);
  });
  afterAll(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true });
  });

  function synthesize(identity: string): void {
    const { kubeconfig, context } = cluster;
    const site: Site = {
      ...hospital,
      cluster: { ...hospital.cluster, kubeconfig, context, identity },
      state: { backend: 'local', folder: join(folder, 'state') },
    };
    smallApp(folder, site).app.synth();
  }

  function terraform(...args: readonly string[]) {
    const cwd = join(folder, 'cdktf.out', 'stacks', 'foundation');
    const { status, stdout, stderr } = spawnSync(probe.program ?? 'terraform', [...args, '-no-color', '-input=false'], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, CHECKPOINT_DISABLE: '1' },
      timeout: 300_000,
    });
    // Terraform wraps its messages and frames them.
    return { status, said: `${stdout}${stderr}`.replace(/[\s│]+/g, ' ') };
  }

  const namespaces = async () =>
    (await cluster.kubectl.objects(['get', 'namespaces'])).map(({ metadata }) => metadata.name);

  it('is refused at plan when the cluster is another one, and nothing is made', async () => {
    synthesize('00000000-0000-4000-8000-000000000000');
    expect(terraform('init').status).toBe(0);
    const plan = terraform('plan');
    expect(plan.status).toBe(1);
    expect(plan.said).toContain('This is not the cluster that the site names');
    expect(terraform('apply', '-auto-approve').status).toBe(1);
    expect(await namespaces()).not.toContain('clinical');
  });

  it('is applied to the cluster that the site names, and then there is nothing to change', async () => {
    synthesize(uid);
    expect(terraform('apply', '-auto-approve').said).toContain('Apply complete!');
    expect(await namespaces()).toContain('clinical');
    expect(terraform('plan', '-detailed-exitcode').said).toContain('No changes.');
  });

  it('is destroyed without a trace', async () => {
    expect(terraform('destroy', '-auto-approve').said).toContain('Destroy complete!');
    expect(await namespaces()).not.toContain('clinical');
  });
});
