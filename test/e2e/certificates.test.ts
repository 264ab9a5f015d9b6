import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kubectl } from '../../engines/kubectl.ts';
import { readRequirements } from '../../engines/secrets/requirement.ts';
import { probeTerraform } from '../../engines/terraform/probe.ts';
import { goModule, withoutGo } from './go-module.ts';
import { established, kubectlFor } from './local-cluster.ts';
import { createProject, type TestProject } from './project.ts';

const CERT_MANAGER = [
  'github.com/cert-manager/cert-manager',
  'v1.21.2',
  'h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=',
] as const;

const { signal } = new AbortController();
const probe = await probeTerraform({ env: process.env, signal });
const noGo = withoutGo();
const site = { ...process.env, DOMICILE_SITE: 'sites/clinic.yaml' };
const engines = [
  { engine: 'apply', missing: noGo },
  { engine: 'terraform', missing: noGo ?? (probe.usable ? undefined : probe.reason) },
] as const;

for (const { engine, missing } of engines) {
  const title = `a clinic with cert-manager, deployed by ${engine}`;
  describe.skipIf(missing !== undefined)(missing === undefined ? title : `${title} SKIPPED: ${missing}`, () => {
    let project: TestProject;
    let kubectl: Kubectl;
    const up = () => project.run(['up', '--engine', engine], site);
    const secrets = () => project.run(['secrets'], site);
    const certificates = async () => {
      const found = await kubectl.objects(['get', 'certificates.cert-manager.io', '--all-namespaces']);
      return found.map(({ metadata: { namespace, name } }) => `${namespace}/${name}`).sort();
    };
    const demanded = () =>
      readRequirements(join(project.root, 'cdktf.out'))
        .filter(({ contents }) => contents.kind === 'tls')
        .map(({ namespace, name }) => `${namespace}/${name}`);

    beforeAll(async () => {
      project = createProject();
      expect(await up()).toMatchObject({ code: 0 });
      kubectl = kubectlFor(project.root, join(project.root, '.domicile', 'kubeconfig'), 'domicile-local', signal);
      const definitions = join(goModule(...CERT_MANAGER), 'deploy', 'crds', 'cert-manager.io_certificates.yaml');
      await kubectl.text(['apply', '--server-side', '-f', definitions]);
      await established(kubectl, '-f', definitions);
      project.edit(
        'sites/clinic.yaml',
        '\nmodules:',
        '\ncertificates: { kind: cert-manager, issuer: hospital }\nmodules:',
      );
    });
    afterAll(() => project?.remove());

    it('asks for one certificate for each key pair, in a stack of its own, before the workloads', async () => {
      const { code, stdout, stderr } = await up();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`certificates +${demanded().length} created`));
      expect(await certificates()).toEqual(demanded());
    });

    it('changes nothing the second time', async () => {
      expect((await up()).stdout).toMatch(/Layers +no change/);
    });

    it.runIf(engine === 'apply')('waits for cert-manager, and makes no key pair in its place', async () => {
      const [secret = ''] = demanded();
      const [namespace = '', name = ''] = secret.split('/');
      await kubectl.text(['delete', 'secret', name, `--namespace=${namespace}`]);
      const { code, stdout } = await secrets();
      expect({ code, line: stdout.split('\n').find((line) => line.includes(secret)) }).toEqual({
        code: 0,
        line: expect.stringMatching(/^awaited /),
      });
      expect(await kubectl.text(['get', 'secret', name, `--namespace=${namespace}`, '--ignore-not-found'])).toBe('');
    });

    // Terraform knows nothing of a stack that is gone: cdktf destroy certificates, before the line is removed.
    it.runIf(engine === 'apply')('takes the certificates away when the site signs by itself again', async () => {
      project.edit('sites/clinic.yaml', 'kind: cert-manager, issuer: hospital', 'kind: site-authority');
      expect(await up()).toMatchObject({ code: 0, stderr: '' });
      expect(await certificates()).toEqual([]);
    });
  });
}
