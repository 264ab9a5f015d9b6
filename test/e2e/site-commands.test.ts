import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, type TestProject } from './project.ts';

let project: TestProject;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project?.remove());

const site = 'sites/reference-hospital.yaml';

function changed(name: string, from: string, to: string): string {
  const text = readFileSync(join(project.root, site), 'utf8');
  if (!text.includes(from)) throw new Error(`${site} does not contain ${from}`);
  writeFileSync(join(project.root, 'sites', name), text.replace(from, to));
  return `sites/${name}`;
}

describe('commands about a site, which need no cluster', () => {
  it('endpoints lists what the firewall must let through', async () => {
    const { code, stdout } = await project.run(['endpoints', '--at', '2026-11-22', '--format', 'json']);
    expect(code).toBe(0);
    const { schema, endpoints } = JSON.parse(stdout);
    expect(schema).toBe('domicile/endpoints/v1');
    expect(endpoints).toContainEqual(expect.objectContaining({ direction: 'out', purpose: 'pull images' }));
    expect(
      endpoints.filter(({ to }: { to: string }) => to.includes('identity.reference-hospital.example')).length,
    ).toBeGreaterThan(0);
  });

  it('diff says in words what a change does', async () => {
    const after = changed('more.yaml', 'replicas: 2', 'replicas: 3');
    const { code, stdout } = await project.run(['diff', site, after]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/The site says\n {2}modules\.fhir\.replicas: 2 → 3 \(.*sites\/more\.yaml:\d+:\d+\)/);
    expect(stdout).toMatch(/changes Deployment reference-hospital-clinical\/fhir: spec\.replicas 2 → 3/);
    expect(await project.run(['diff', site, site])).toMatchObject({ code: 0, stdout: 'No difference.\n' });
  });

  it('diff passes on what the judge says of a site that leaves the boundary', async () => {
    const after = changed('abroad.yaml', 'https://s3.reference-hospital.example', 'https://s3.us-east-1.amazonaws.com');
    const { code, stdout, stderr } = await project.run(['diff', site, after]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('RES-002');
  });

  it('images lists every image that runs, and who runs it', async () => {
    const { code, stdout } = await project.run(['images', 'list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^hapi-fhir\t\S+\t\S+@sha256:[0-9a-f]{64}\t.*Deployment\/reference-hospital-clinical\/fhir/m,
    );
    // What a third party brings stands in its review, by digest, and not in the platform's lock.
    const others = stdout.split('\n').filter((line) => line.startsWith('not in the lock'));
    expect(others.filter((line) => !line.includes('/radiology-assistant@sha256:'))).toEqual([]);
  });

  it('images mirror-script names the registry of each project', async () => {
    const { code, stdout } = await project.run(['images', 'mirror-script']);
    expect(code).toBe(0);
    expect(
      stdout.match(/^copy \S+\/\S+:\S+ registry\.reference-hospital\.example\/\S+:\S+$/gm)?.length,
    ).toBeGreaterThan(5);
  });

  it('images lock leaves the lock as it was when the mirror does not answer', async () => {
    const before = project.fingerprint('sites');
    const { code, stderr } = await project.run(['images', 'lock']);
    expect(code).toBe(1);
    expect(stderr).toContain('is as it was');
    expect(project.fingerprint('sites')).toEqual(before);
  });
});
