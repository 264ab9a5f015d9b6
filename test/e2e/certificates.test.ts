import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { readRequirements } from '../../engines/secrets/requirement.ts';
import { certManager } from './cert-manager.ts';
import { describeOperated } from './operator.ts';

describeOperated('a clinic with cert-manager', certManager, (clinic) => {
  const certificates = async () => {
    const found = await clinic.kubectl.objects(['get', 'certificates.cert-manager.io', '--all-namespaces']);
    return found.map(({ metadata: { namespace, name } }) => `${namespace}/${name}`).sort();
  };
  const demanded = () =>
    readRequirements(join(clinic.project.root, 'cdktf.out'))
      .filter(({ contents }) => contents.kind === 'tls')
      .map(({ namespace, name }) => `${namespace}/${name}`);

  beforeAll(() => {
    clinic.project.edit(
      'sites/clinic.yaml',
      '\nmodules:',
      '\ncertificates: { kind: cert-manager, issuer: hospital }\nmodules:',
    );
  });

  it('asks for one certificate for each key pair, in a stack of its own, before the workloads', async () => {
    const { code, stdout, stderr } = await clinic.up();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`certificates +${demanded().length} created`));
    expect(await certificates()).toEqual(demanded());
  });

  it('changes nothing the second time', async () => {
    expect((await clinic.up()).stdout).toMatch(/Layers +no change/);
  });

  it.runIf(clinic.engine === 'apply')('waits for cert-manager, and makes no key pair in its place', async () => {
    const [secret = ''] = demanded();
    const [namespace = '', name = ''] = secret.split('/');
    await clinic.kubectl.text(['delete', 'secret', name, `--namespace=${namespace}`]);
    const { code, stdout } = await clinic.project.run(['secrets']);
    expect({ code, line: stdout.split('\n').find((line) => line.includes(secret)) }).toEqual({
      code: 0,
      line: expect.stringMatching(/^awaited /),
    });
    const left = await clinic.kubectl.text(['get', 'secret', name, `--namespace=${namespace}`, '--ignore-not-found']);
    expect(left).toBe('');
  });

  // Terraform knows nothing of a stack that is gone: cdktf destroy certificates, before the line is removed.
  it.runIf(clinic.engine === 'apply')('takes the certificates away when the site signs by itself again', async () => {
    clinic.project.edit('sites/clinic.yaml', 'kind: cert-manager, issuer: hospital', 'kind: site-authority');
    expect(await clinic.up()).toMatchObject({ code: 0, stderr: '' });
    expect(await certificates()).toEqual([]);
  });
});
