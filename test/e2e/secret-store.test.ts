import { expect, it } from 'vitest';
import { describeOperated, type Operator } from './operator.ts';
import type { TestProject } from './project.ts';

const externalSecrets: Operator = {
  module: ['github.com/external-secrets/external-secrets', 'v1.3.2', 'h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ='],
  definitions: ['externalsecrets', 'secretstores'].map((kind) => `config/crds/bases/external-secrets.io_${kind}.yaml`),
};

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

const withIngress = (project: TestProject) =>
  project.edit('sites/clinic.yaml', '\nmodules:\n', `\nmodules:\n${ingress}`);

describeOperated(
  'a clinic with an OpenBao',
  externalSecrets,
  (clinic) => {
    it('is asked for what only the site knows, by objects that the real definitions accept', async () => {
      clinic.project.edit('sites/clinic.yaml', '\nmodules:\n', `\n${store}modules:\n`);
      const { code, stdout, stderr } = await clinic.up();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/secret-store +3 created/);
      const [secret] = await clinic.kubectl.objects(['get', 'externalsecrets.external-secrets.io', '--all-namespaces']);
      expect(secret?.metadata).toMatchObject({ namespace: 'clinic-ingress', name: 'ingress-client-authority' });
    });

    it('changes nothing the second time', async () => {
      expect((await clinic.up()).stdout).toMatch(/Layers +no change/);
    });

    it.runIf(clinic.engine === 'apply')('is waited for: nobody is asked to create the Secret', async () => {
      const { code, stdout } = await clinic.project.run(['secrets']);
      expect({
        code,
        line: stdout.split('\n').find((line) => line.includes('clinic-ingress/ingress-client-authority')),
      }).toEqual({
        code: 0,
        line: expect.stringMatching(/^awaited /),
      });
    });
  },
  withIngress,
);
