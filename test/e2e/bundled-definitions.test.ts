import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layout } from '../../cli/bundle/layout.ts';
import { definitionCommands } from '../../cli/bundle/readme.ts';
import { definition } from '../cli/bundle/small-bundle.ts';
import { runIn } from '../support/command.ts';
import { certManager } from './cert-manager.ts';
import { goModule, withoutGo } from './go-module.ts';
import { startTestCluster, type TestCluster } from './local-cluster.ts';
import { SMALL_SITE } from './project.ts';

const repository = join(import.meta.dirname, '..', '..');
const noGo = withoutGo();

describe.skipIf(noGo !== undefined)(
  `a bundle with the definitions of cert-manager${noGo === undefined ? '' : ` SKIPPED: ${noGo}`}`,
  () => {
    const world = mkdtempSync(join(tmpdir(), 'domicile-definitions-test-'));
    let project: string;
    let site: string;
    let cluster: TestCluster;

    const bundle = (out: string, ...definitions: readonly string[]) => {
      const args = ['bundle', site, '--out', join(world, out), '--without-provider'];
      const program = join(repository, 'bin', 'domicile.js');
      const named = definitions.flatMap((file) => ['--definitions', file]);
      return spawnSync(process.execPath, [program, ...args, ...named], { cwd: repository, encoding: 'utf8' });
    };
    const released = () => certManager.definitions.map((file) => join(goModule(...certManager.module), file));
    const written = (name: string, text: string) => {
      writeFileSync(join(world, name), text);
      return join(world, name);
    };

    beforeAll(async () => {
      // A bundle is made of a project, and its site file lies in it.
      mkdirSync(join(repository, '.domicile'), { recursive: true });
      project = mkdtempSync(join(repository, '.domicile', 'definitions-'));
      site = relative(repository, join(project, 'clinic.yaml'));
      const clinic = readFileSync(join(repository, SMALL_SITE), 'utf8');
      const signed = 'certificates: { kind: cert-manager, issuer: hospital }';
      writeFileSync(join(repository, site), clinic.replace('\nmodules:', `\n${signed}\nmodules:`));
      cluster = await startTestCluster();
    });
    afterAll(async () => {
      await cluster?.stop();
      for (const folder of [world, project]) rmSync(folder, { recursive: true, force: true });
    });

    it('holds them first, and is whole', async () => {
      const { status, stdout, stderr } = bundle('made', ...released());
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/Definitions +certificates\.cert-manager\.io/);
      expect(readdirSync(join(world, 'made', layout.manifests))[0]).toBe('00-definitions');
      expect(await runIn(world, ['bundle', 'verify', 'made'])).toMatchObject({ code: 0, stderr: '' });
    });

    it('makes a cluster know them, by the commands of its own instructions, and then take its manifests', async () => {
      const root = join(world, 'made');
      const instructions = readFileSync(join(root, layout.readme), 'utf8');
      for (const command of definitionCommands('.')) {
        expect(instructions).toContain(`    ${command}\n`);
        const env = { ...process.env, KUBECONFIG: cluster.kubeconfig };
        const ran = spawnSync('sh', ['-c', command], { cwd: root, env, encoding: 'utf8' });
        expect({ command, status: ran.status, stderr: ran.stderr }).toEqual({ command, status: 0, stderr: '' });
      }
      for (const layer of ['01-foundation', '02-certificates']) {
        const folder = join(root, layout.manifests, layer);
        await cluster.kubectl.text(['apply', '--server-side', '--recursive', '--filename', folder]);
      }
      const certificates = await cluster.kubectl.objects(['get', 'certificates.cert-manager.io', '--all-namespaces']);
      expect(certificates.length).toBe(readdirSync(join(root, layout.manifests, '02-certificates')).length);
    });

    it('is not made when a kind of the manifests stays undefined', () => {
      const { status, stderr } = bundle('lacking', written('letters.yaml', definition('letters')));
      expect(status).toBe(1);
      expect(stderr).toContain('use kinds that --definitions does not define: cert-manager.io/v1 Certificate');
      expect(readdirSync(world)).not.toContain('lacking');
    });

    it('is not made with a definition whose versions are converted by a server abroad', () => {
      const abroad = 'https://convert.eu-west-2.compute.amazonaws.com/letters';
      const webhook = `  conversion:\n    strategy: Webhook\n    webhook: {conversionReviewVersions: [v1], clientConfig: {url: "${abroad}"}}\n`;
      const { status, stderr } = bundle(
        'abroad',
        ...released(),
        written('abroad.yaml', definition('letters') + webhook),
      );
      expect(status).toBe(1);
      expect(stderr).toContain('convert.eu-west-2.compute.amazonaws.com');
      expect(readdirSync(world)).not.toContain('abroad');
    });
  },
);
