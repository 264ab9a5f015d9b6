import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kubectl } from '../../engines/kubectl.ts';
import { probeTerraform } from '../../engines/terraform/probe.ts';
import { goModule, withoutGo } from './go-module.ts';
import { established, kubectlFor } from './local-cluster.ts';
import { createProject, type TestProject } from './project.ts';

const EXTERNAL_SECRETS = [
  'github.com/external-secrets/external-secrets',
  'v1.3.2',
  'h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=',
] as const;

const { signal } = new AbortController();
const probe = await probeTerraform({ env: process.env, signal });
const noGo = withoutGo();
const site = { ...process.env, DOMICILE_SITE: 'sites/clinic.yaml' };
const engines = [
  { engine: 'apply', missing: noGo },
  { engine: 'terraform', missing: noGo ?? (probe.usable ? undefined : probe.reason) },
] as const;

const ingress = `  ingress:
    replicas: 1
    exposure: { kind: cluster }
    clientNetworks: [10.30.0.0/16]
    hosts: { fhir: fhir.clinic.example }
    systems: [his.clinic.example]
`;

const store = `secretStore:
  kind: openbao
  server: https://bao.clinic.example:8200
  path: platform
  login: { path: kubernetes, role: domicile }
`;

for (const { engine, missing } of engines) {
  const title = `a clinic with an OpenBao, deployed by ${engine}`;
  describe.skipIf(missing !== undefined)(missing === undefined ? title : `${title} SKIPPED: ${missing}`, () => {
    let project: TestProject;
    let kubectl: Kubectl;
    const up = () => project.run(['up', '--engine', engine], site);

    beforeAll(async () => {
      project = createProject();
      project.edit('sites/clinic.yaml', '\nmodules:\n', `\nmodules:\n${ingress}`);
      expect(await up()).toMatchObject({ code: 0 });
      kubectl = kubectlFor(project.root, join(project.root, '.domicile', 'kubeconfig'), 'domicile-local', signal);
      for (const kind of ['externalsecrets', 'secretstores']) {
        const folder = join(goModule(...EXTERNAL_SECRETS), 'config', 'crds', 'bases');
        const definition = join(folder, `external-secrets.io_${kind}.yaml`);
        await kubectl.text(['apply', '--server-side', '-f', definition]);
        await established(kubectl, '-f', definition);
      }
    });
    afterAll(() => project?.remove());

    it('is asked for what only the site knows, by objects that the real definitions accept', async () => {
      project.edit('sites/clinic.yaml', '\nmodules:\n', `\n${store}modules:\n`);
      const { code, stdout, stderr } = await up();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/secret-store +3 created/);
      const [secret] = await kubectl.objects(['get', 'externalsecrets.external-secrets.io', '--all-namespaces']);
      expect(secret?.metadata).toMatchObject({ namespace: 'clinic-ingress', name: 'ingress-client-authority' });
    });

    it('changes nothing the second time', async () => {
      expect((await up()).stdout).toMatch(/Layers +no change/);
    });

    it.runIf(engine === 'apply')('is waited for: nobody is asked to create the Secret', async () => {
      const { code, stdout } = await project.run(['secrets'], site);
      expect({
        code,
        line: stdout.split('\n').find((line) => line.includes('clinic-ingress/ingress-client-authority')),
      }).toEqual({
        code: 0,
        line: expect.stringMatching(/^awaited /),
      });
    });
  });
}
