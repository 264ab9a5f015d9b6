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
    expect(text).not.toMatch(/reference[- ]hospital/i);
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

  it.each(['hospital', 'clinic', 'university-hospital', 'group'])('offers the profile %s', async (profile) => {
    const folder = temporaryFolder();
    expect(await init(folder, '--profile', profile, '--country', 'NO')).toMatchObject({ code: 0, stderr: '' });
    expect(contents(folder)['sites/hospital.yaml']).not.toMatch(/reference[- ]hospital|\bclinic\b/i);
  });

  it('makes the numbers of the site for as many beds as it is told', async () => {
    const folder = temporaryFolder();
    await init(folder, '--profile', 'hospital', '--beds', '600');
    const { modules } = loadSite(join(folder, 'sites/hospital.yaml'));
    expect(modules.fhir?.database.storage).toBe('250Gi');
    expect(modules.imaging?.storage).toBe('5Ti');
    expect(modules.research).toBeUndefined();
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

describe('domicile init for a cluster of its own', () => {
  const machines = 'a-1 control-plane 10.9.1.11 a cellar; a-2 worker 10.9.1.12 b roof';
  const given = [
    '--name',
    'st-anna',
    '--domain',
    'anna.at',
    '--country',
    'AT',
    '--location',
    'Wien',
    '--network',
    '10.9.0.0/16',
  ];
  const ofMachines = [
    ...['--machines', machines, '--node-network', '10.9.1.0/24', '--administrators', '10.9.9.0/24 10.9.8.0/24'],
    ...['--resolvers', '10.9.0.53', '--time-servers', 'time.anna.at', '--proxy', 'https://proxy.anna.at:3128'],
  ];

  it.each(['rke2', 'talos', 'existing'])('writes a site that passes, with the profile %s', async (profile) => {
    const folder = temporaryFolder();
    const { code, stdout, stderr } = await init(folder, '--profile', profile, ...given, ...ofMachines);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('npx domicile cluster render sites/st-anna.yaml');
    expect(stdout.includes("the installer's digest")).toBe(profile === 'talos');
    const site = loadSite(join(folder, 'sites/st-anna.yaml'));
    expect(contents(folder)['sites/st-anna.yaml']).not.toMatch(/on-prem[-.]|kassel/i);
    expect(site.nodes).toEqual({ resolvers: ['10.9.0.53'], timeServers: ['time.anna.at'] });
    expect(site.cluster.provision).toMatchObject({
      distribution: profile,
      api: 'api.anna.at',
      authorities: 'sites/st-anna.authorities.pem',
      machines: [
        { name: 'a-1', role: 'control-plane', address: '10.9.1.11', zone: 'a', room: 'cellar' },
        { name: 'a-2', role: 'worker', address: '10.9.1.12', zone: 'b', room: 'roof' },
      ],
      networks: { nodes: '10.9.1.0/24', administrators: ['10.9.9.0/24', '10.9.8.0/24'] },
      proxy: { url: 'https://proxy.anna.at:3128', except: ['*.anna.at'] },
    });
  });

  it('takes the answers from a file, and an option before it', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'answers.yaml': `profile: rke2\nname: ward\ncountry: AT\nmachines: n-1 control-plane 10.40.1.11 a cellar\n`,
    });
    expect(await init(folder, '--answers', 'answers.yaml', '--country', 'DE')).toMatchObject({ code: 0, stderr: '' });
    const { country, cluster } = loadSite(join(folder, 'sites/ward.yaml'));
    expect(country).toBe('DE');
    expect(cluster.provision?.machines.map(({ name }) => name)).toEqual(['n-1']);
  });

  it.each([
    [
      'machines for a site without its own',
      ['--machines', machines],
      '--machines says nothing with --profile hospital',
    ],
    [
      'a machine without a room',
      ['--profile', 'rke2', '--machines', 'a-1 worker 10.9.1.11 a'],
      'for each machine a name, a role',
    ],
    [
      'an even number of members',
      ['--profile', 'rke2', '--machines', 'a worker 10.40.1.1 a r'],
      'odd number of members',
    ],
    ['a proxy with a password', ['--profile', 'rke2', '--proxy', 'https://u:p@proxy.example'], 'without user or path'],
  ])('refuses %s', async (_, args, words) => {
    const folder = temporaryFolder();
    const { code, stderr } = await init(folder, ...args);
    expect(code).toBe(3);
    expect(stderr).toContain(words);
    expect(readdirSync(folder)).toEqual([]);
  });
});
