import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCluster, type TestCluster } from './local-cluster.ts';
import { createProject, type TestProject } from './project.ts';

const site = join('sites', 'clinic.yaml');

describe('a site with a cluster of its own', () => {
  let cluster: TestCluster;
  let project: TestProject;
  beforeAll(async () => {
    cluster = await startTestCluster();
    project = createProject();
    project.edit(site, 'kubeconfig: .domicile/kubeconfig', `kubeconfig: ${cluster.kubeconfig}`);
  });
  afterAll(async () => {
    await project?.remove();
    await cluster?.stop();
  });

  const run = (...args: string[]) => project.run([...args, '--site', join(project.root, site)]);
  const namespaces = () => cluster.kubectl.text(['get', 'namespaces', '-o', 'name']);

  it('is refused by the wrong cluster, and nothing is written there', async () => {
    const before = await namespaces();
    const wrong = '00000000-0000-4000-8000-000000000000';
    project.edit(site, 'context: domicile-local', `context: domicile-local\n  identity: ${wrong}`);
    const { code, stderr } = await run('up', '--engine', 'apply');
    project.edit(site, `\n  identity: ${wrong}`, '');
    expect(code).toBe(1);
    expect(stderr).toContain(`the site says ${wrong}`);
    expect(await namespaces()).toBe(before);
  });

  it('deploys there, and starts nothing on this machine', async () => {
    const { code, stdout, stderr } = await run('up', '--engine', 'apply');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('local control plane');
    expect(existsSync(join(project.root, '.domicile', 'controlplane'))).toBe(false);
  });

  it('keeps to the engine that made what is there', async () => {
    const { code, stderr } = await run('up', '--engine', 'terraform');
    expect(code).toBe(1);
    expect(stderr).toContain('Go on with --engine apply, or remove it first with: domicile down');
  });

  it('is left as it was found', async () => {
    await cluster.kubectl.text(['create', 'namespace', 'of-somebody-else']);
    const { code, stderr } = await run('down');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect((await namespaces()).trim().split('\n')).toEqual(
      ['default', 'kube-node-lease', 'kube-public', 'kube-system', 'of-somebody-else'].map(
        (name) => `namespace/${name}`,
      ),
    );
    expect(await cluster.kubectl.text(['get', '--raw=/readyz'])).toBe('ok');
  });
});
