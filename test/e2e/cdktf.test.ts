import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../engines/run.ts';
import { probeTerraform } from '../../engines/terraform/probe.ts';
import { createProject, SMALL_SITE, type TestProject } from './project.ts';

const { signal } = new AbortController();
const probe = await probeTerraform({ env: process.env, signal });
const withoutTerraform = probe.usable ? '' : ` SKIPPED: ${probe.reason}`;
if (!probe.usable) console.warn(`NO CDKTF TEST RUNS: Terraform finds no Kubernetes provider: ${probe.reason}`);

describe.skipIf(!probe.usable)(`the cdktf command, as a platform engineer uses it${withoutTerraform}`, () => {
  let project: TestProject;
  beforeAll(async () => {
    project = createProject(SMALL_SITE);
    expect((await project.run(['up', '--engine', 'terraform'])).code).toBe(0);
  });
  afterAll(() => project?.remove());

  async function cdktf(...args: string[]) {
    const program = join(project.root, 'node_modules', '.bin', 'cdktf');
    const env = { ...process.env, DOMICILE_SITE: SMALL_SITE, CI: 'true', CHECKPOINT_DISABLE: '1', FORCE_COLOR: '0' };
    const { code, stdout, stderr } = await run(program, args, { cwd: project.root, env, limitSeconds: 400, signal });
    return { code, said: stdout + stderr };
  }

  it('finds nothing to change after up', async () => {
    const { code, said } = await cdktf('deploy', '*', '--auto-approve', '--skip-provider-lock');
    expect(code, said).toBe(0);
    expect(said).toContain('No changes.');
    expect(said).not.toMatch(/[1-9]\d* (added|changed|destroyed)/);
  });

  it('refuses a violation inside diff, and changes nothing', async () => {
    const before = project.fingerprint('cdktf.out');
    project.edit(SMALL_SITE, 'mirror: rg.fr-par.scw.cloud/clinic', 'mirror: docker.io');
    const { code, said } = await cdktf('diff', 'foundation', '--skip-provider-lock');
    project.edit(SMALL_SITE, 'mirror: docker.io', 'mirror: rg.fr-par.scw.cloud/clinic');
    expect(code).not.toBe(0);
    expect(said).toContain('docker.io');
    expect(project.fingerprint('cdktf.out')).toEqual(before);
  });

  it('destroys all, and deploys all again', async () => {
    const destroyed = await cdktf('destroy', '*', '--auto-approve', '--skip-provider-lock');
    expect(destroyed.code, destroyed.said).toBe(0);
    const deployed = await cdktf('deploy', '*', '--auto-approve', '--skip-provider-lock');
    expect(deployed.code, deployed.said).toBe(0);
    expect((await project.run(['up'])).stdout).toMatch(/Layers +no change/);
  });
});
