import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goModule, withoutGo } from './go-module.ts';
import { established, startTestCluster, type TestCluster } from './local-cluster.ts';
import { createProject, type TestProject } from './project.ts';

const definitions = [
  [
    'github.com/fluxcd/source-controller',
    'v1.9.6',
    'h1:nG534/bI6nVpyHra7ONAk6xDB3xPsVT+EOLHZHXPrrc=',
    'source.toolkit.fluxcd.io_ocirepositories.yaml',
  ],
  [
    'github.com/fluxcd/kustomize-controller',
    'v1.9.5',
    'h1:/XY2zy3K7fntyppEXIHG7oRMzmfgIt50eJzUfaPX1Kc=',
    'kustomize.toolkit.fluxcd.io_kustomizations.yaml',
  ],
] as const;
const noGo = withoutGo();
const source = { name: 'clinic-de', namespace: 'fleet-clinics' };

describe.skipIf(noGo !== undefined)(
  `a fleet on a real API server${noGo === undefined ? '' : ` SKIPPED: ${noGo}`}`,
  () => {
    let cluster: TestCluster;
    let project: TestProject;
    const flux = (file: string) => join(project.root, 'fleet-output', 'flux', source.name, file);
    const render = () => project.run(['fleet', 'render', 'fleets/clinics.yaml']);

    beforeAll(async () => {
      project = createProject();
      cpSync('fleets', join(project.root, 'fleets'), { recursive: true });
      cluster = await startTestCluster();
      const files = definitions.flatMap(([module, version, sum, file]) => [
        '-f',
        join(goModule(module, version, sum), 'config/crd/bases', file),
      ]);
      await cluster.kubectl.text(['apply', '--server-side', ...files]);
      await established(cluster.kubectl, ...files);
    });
    afterAll(async () => {
      await cluster?.stop();
      await project?.remove();
    });

    it('is rendered, the canary alone, and a second time to the same bytes', async () => {
      const { code, stdout, stderr } = await render();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/clinic-de +sha256:[0-9a-f]{64}\n.*keeps what it had/);
      const before = project.fingerprint('fleet-output');
      expect((await render()).code).toBe(0);
      expect(project.fingerprint('fleet-output')).toEqual(before);
    });

    it('leaves the output as it was when the registry of the artefacts is outside', async () => {
      const before = project.fingerprint('fleet-output');
      project.edit('fleets/clinics.yaml', 'rg.fr-par.scw.cloud', 'us-east1-docker.pkg.dev');
      const { code, stderr } = await render();
      project.edit('fleets/clinics.yaml', 'us-east1-docker.pkg.dev', 'rg.fr-par.scw.cloud');
      expect(code).toBe(1);
      expect(stderr).toMatch(/fleets\/clinics\.yaml:6:\d+: artefacts\.registry is not inside/);
      expect(stderr).toMatch(/Nothing was written/);
      expect(project.fingerprint('fleet-output')).toEqual(before);
    });

    it('has objects that the definitions of Flux accept without a warning', async () => {
      const files = ['-f', flux('account.yaml'), '-f', flux('rollout.yaml')];
      const { code, stderr } = await cluster.kubectl.attempt(['apply', '--server-side', '--validate=strict', ...files]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    });
  },
);
