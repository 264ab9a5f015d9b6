import { existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, type TestProject } from './project.ts';

/** A machine with Node and nothing else: no Go, no cluster, no control plane, no Terraform, no kubectl. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const home = mkdtempSync(join(tmpdir(), 'domicile-home-'));
  const bin = mkdtempSync(join(tmpdir(), 'domicile-bin-'));
  symlinkSync(process.execPath, join(bin, 'node'));
  return { PATH: bin, HOME: home };
}

describe('on a machine with Node and nothing else', () => {
  let project: TestProject;
  const env = bareEnvironment();
  beforeAll(() => {
    project = createProject();
  });
  afterAll(() => project?.remove());

  it('up still synthesizes, judges and reports, and names the three ways to a cluster', async () => {
    const { code, stdout } = await project.run(['up'], env);
    expect(code).toBe(2);
    expect(stdout).toMatch(/Verdict +pass/);
    expect(existsSync(join(project.root, '.domicile', 'report.json'))).toBe(true);
    expect(stdout).toContain(
      'local control plane: lacks etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok',
    );
    expect(stdout).toContain('kubectl: not found');
    for (const way of ['1. your own cluster', '2. prebuilt programs', '3. Go 1.26']) expect(stdout).toContain(way);
  });

  it('doctor says what is missing, what for, and how to get it', async () => {
    const { code, stdout } = await project.run(['doctor'], env);
    expect(code).toBe(2);
    expect(stdout).toMatch(/MISSING +kubectl[\s\S]*for: applying[\s\S]*get it: install kubectl/);
    expect(stdout).toMatch(/absent +Terraform +neither terraform nor tofu is on PATH/);
  });

  it('render needs nothing else', async () => {
    const { code, stdout } = await project.run(['render'], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+ manifests in manifests\n$/);
    expect(existsSync(join(project.root, 'manifests', '01-admission'))).toBe(true);
  });

  it('a violation is refused all the same', async () => {
    project.edit('sites/reference-hospital.yaml', 'mirror: registry.reference-hospital.example', 'mirror: docker.io');
    const { code, stderr } = await project.run(['up'], env);
    project.edit('sites/reference-hospital.yaml', 'mirror: docker.io', 'mirror: registry.reference-hospital.example');
    expect(code).toBe(1);
    expect(stderr).toContain('docker.io');
  });
});

describe('usage', () => {
  it.each([
    [['up', '--engine', 'helm'], 'there is no engine "helm"; there are: auto, terraform, apply'],
    [['up', '--site', 'nowhere.yaml'], 'nowhere.yaml'],
    [['down', 'everything'], 'everything'],
  ])('%j is refused', async (args, message) => {
    const project = createProject();
    const { code, stderr } = await project.run(args, bareEnvironment());
    expect(code).toBe(3);
    expect(stderr).toContain(message);
  });
});
