import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExitCode } from '../../cli/command.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import { runIn } from '../support/command.ts';
import { contents, temporaryFolder, writeFiles } from '../support/folder.ts';

const init = (cwd: string, ...args: readonly string[]) => runIn(cwd, ['init', ...args]);

describe('domicile init in an empty folder', () => {
  it('writes a project: settings, program, site and image lock', async () => {
    const folder = temporaryFolder();
    const { code, stdout } = await init(folder, '--name', 'st-anna', '--country', 'AT');
    expect(code).toBe(0);
    expect(Object.keys(contents(folder))).toEqual([
      'cdktf.json',
      'main.ts',
      'sites/st-anna.images.yaml',
      'sites/st-anna.yaml',
    ]);
    expect(stdout).toContain('export DOMICILE_SITE=sites/st-anna.yaml');
    expect(JSON.parse(contents(folder)['cdktf.json'] ?? '').context.site).toBe('sites/st-anna.yaml');
  });

  it('says in the site what the answers said, and keeps nothing of the site that it came from', async () => {
    const folder = temporaryFolder();
    await init(
      folder,
      ...['--name', 'st-anna', '--organisation', 'St. Anna Spital', '--domain', 'anna.at', '--country', 'AT'],
      ...['--location', 'Wien', '--network', '10.9.0.0/16', '--registry', 'mirror.anna.at/care'],
      ...['--storage', 'ceph https://s3.anna.at', '--cluster', '~/.kube/config#anna'],
    );
    const text = contents(folder)['sites/st-anna.yaml'] ?? '';
    expect(text).not.toMatch(/reference|Reference/);
    expect(loadSite(join(folder, 'sites/st-anna.yaml'))).toMatchObject({
      name: 'st-anna',
      country: 'AT',
      location: { kind: 'on-premises', city: 'Wien', operator: 'St. Anna Spital' },
      claims: [
        { match: '*.anna.at', country: 'AT', operator: 'St. Anna Spital' },
        { match: '10.9.0.0/16', country: 'AT', operator: 'St. Anna Spital' },
      ],
      cluster: { kubeconfig: '~/.kube/config', context: 'anna' },
      registry: { mirror: 'mirror.anna.at/care', lock: 'sites/st-anna.images.yaml' },
      storage: { class: 'ceph', backup: { endpoint: 'https://s3.anna.at', bucket: 'st-anna-backup' } },
      identity: { issuer: 'https://identity.anna.at/realms/care', clinicianRole: 'clinician' },
    });
  });

  it.each(['hospital', 'clinic'])('offers the profile %s', async (profile) => {
    const folder = temporaryFolder();
    expect(await init(folder, '--profile', profile, '--country', 'NO')).toMatchObject({ code: 0, stderr: '' });
    expect(contents(folder)['sites/hospital.yaml']).not.toMatch(/reference|\bclinic\b/i);
  });

  it('knows a cloud by provider and region', async () => {
    const folder = temporaryFolder();
    await init(folder, '--location', 'scaleway/fr-par', '--country', 'FR');
    expect(loadSite(join(folder, 'sites/hospital.yaml')).location).toEqual({
      kind: 'cloud',
      provider: 'scaleway',
      region: 'fr-par',
    });
  });
});

describe('domicile init writes nothing', () => {
  it.each<[string, readonly string[], ExitCode, RegExp]>([
    [
      'for a registry outside the boundary',
      ['--registry', 'gcr.io/care'],
      1,
      /RES-002[\s\S]*gcr\.io[\s\S]*Nothing was written/,
    ],
    ['for a backup in London', ['--storage', 'fast https://s3.eu-west-2.amazonaws.com'], 1, /eu-west-2/],
    ['for a cluster in Zürich', ['--location', 'aws/eu-central-2'], 1, /eu-central-2/],
    [
      'for a host that nobody can place',
      ['--registry', 'registry.elsewhere.example'],
      2,
      /registry\.elsewhere\.example/,
    ],
    [
      'for a country outside the EEA',
      ['--country', 'CH'],
      3,
      /--country "CH" cannot be used; allowed: a member country/,
    ],
    ['for a cluster without a context', ['--cluster', '~/.kube/config'], 3, /kubeconfig and one of its contexts/],
    ['for storage without an endpoint', ['--storage', 'fast'], 3, /StorageClass and an https/],
    ['for a profile that does not exist', ['--profile', 'campus'], 3, /one of these: hospital clinic/],
    ['for a domain that is none', ['--domain', '*.com'], 3, /allowed: a domain/],
    ['for an option that does not exist', ['--region', 'fr-par'], 3, /region/],
  ])('%s', async (_, args, code, message) => {
    const folder = temporaryFolder();
    const ran = await init(folder, ...args);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toMatch(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('over a site that exists', async () => {
    const folder = temporaryFolder();
    const before = { 'cdktf.json': '{}', 'sites/hospital.yaml': 'mine\n' };
    writeFiles(folder, before);
    const { code, stderr } = await init(folder);
    expect(code).toBe(3);
    expect(stderr).toContain('sites/hospital.yaml exists; give another --name');
    expect(contents(folder)).toEqual(before);
  });
});
