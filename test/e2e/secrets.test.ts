import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureSecrets } from '../../engines/secrets/ensure.ts';
import type { SecretRequirement } from '../../engines/secrets/requirement.ts';
import { removeSystemNamespace } from '../../engines/system-namespace.ts';
import { startTestCluster, type TestCluster } from './local-cluster.ts';

const password: SecretRequirement = {
  namespace: 'ward',
  name: 'database',
  purpose: 'passwords of the database',
  contents: { kind: 'passwords', keys: ['owner', 'user'] },
};
const tls: SecretRequirement = {
  namespace: 'ward',
  name: 'fhir-tls',
  purpose: 'the key pair of the FHIR server',
  contents: { kind: 'tls', dnsNames: ['fhir.ward.svc'], usages: ['server'] },
};
const external: SecretRequirement = {
  namespace: 'ward',
  name: 'identity-client',
  purpose: 'the client secret of the identity provider',
  contents: { kind: 'external', keys: ['client-secret'] },
};

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
  await cluster.kubectl.text(['create', 'namespace', 'ward']);
});
afterAll(() => cluster?.stop());

async function ensure(...requirements: SecretRequirement[]) {
  const outcomes = await ensureSecrets({
    kubectl: cluster.kubectl,
    site: 'test',
    requirements,
    onProgress: () => undefined,
  });
  return outcomes.map(({ outcome }) => outcome);
}

async function valuesOf(name: string): Promise<Record<string, string>> {
  const [secret] = await cluster.kubectl.objects(['get', 'secret', name, '--namespace=ward']);
  const entries = Object.entries((secret?.data ?? {}) as Record<string, string>);
  return Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]));
}

const copy: SecretRequirement = {
  namespace: 'ward',
  name: 'second-end',
  purpose: 'the same secret, for the other side',
  contents: { kind: 'copy', keys: { 'client-secret': 'user' }, from: { namespace: 'ward', name: 'database' } },
};

describe('the second end of a secret', () => {
  it('is refused while the first is not there', async () => {
    await expect(ensure(copy)).rejects.toThrow(/holds under user, and that Secret does not exist/);
  });

  it('waits for the site where the site makes the first', async () => {
    const second: SecretRequirement = {
      ...{ namespace: 'ward', name: 'second-client', purpose: 'the other side' },
      contents: {
        kind: 'copy',
        keys: { secret: 'client-secret' },
        from: { namespace: 'ward', name: 'identity-client' },
      },
    };
    expect(await ensure(external, second)).toEqual(['missing', 'waiting']);
  });

  it('holds what the first holds, made in the same run or found', async () => {
    expect(await ensure(password, copy)).toEqual(['created', 'created']);
    const { user } = await valuesOf('database');
    expect(await valuesOf('second-end')).toEqual({ 'client-secret': user });
    await cluster.kubectl.text(['delete', 'secret', 'second-end', '--namespace=ward']);
    expect(await ensure(password, copy)).toEqual(['kept', 'created']);
    expect(await valuesOf('second-end')).toEqual({ 'client-secret': user });
    await cluster.kubectl.text(['delete', 'secret', 'database', 'second-end', '--namespace=ward']);
  });
});

describe('generated Secrets', () => {
  it('are created once, and then kept', async () => {
    expect(await ensure(password, tls, external)).toEqual(['created', 'created', 'missing']);
    const before = await valuesOf('database');
    expect(await ensure(password, tls, external)).toEqual(['kept', 'kept', 'missing']);
    expect(await valuesOf('database')).toEqual(before);
  });

  it('hold long passwords, each its own', async () => {
    const { owner, user } = await valuesOf('database');
    expect(owner).toMatch(/^[\w-]{43}$/);
    expect(user).toMatch(/^[\w-]{43}$/);
    expect(owner).not.toBe(user);
  });

  it('hold a key pair that the authority of the site has signed', async () => {
    const values = await valuesOf('fhir-tls');
    const leaf = new X509Certificate(values['tls.crt'] ?? '');
    const authority = new X509Certificate(values['ca.crt'] ?? '');
    expect(leaf.verify(authority.publicKey)).toBe(true);
    expect(leaf.checkHost('fhir.ward.svc')).toBe('fhir.ward.svc');
    expect(authority.subject).toBe('CN=Domicile site test');
  });

  it('are signed by the same authority later', async () => {
    expect(await ensure({ ...tls, name: 'other-tls' })).toEqual(['created']);
    expect((await valuesOf('other-tls'))['ca.crt']).toBe((await valuesOf('fhir-tls'))['ca.crt']);
  });

  it('never touch a file of the project', async () => {
    const { owner = '', user = '' } = await valuesOf('database');
    for (const file of filesBelow(cluster.project).filter((name) => !name.includes('/etcd/'))) {
      const text = readFileSync(file, 'latin1');
      expect(
        [owner, user].filter((value) => text.includes(value)),
        file,
      ).toEqual([]);
    }
  });

  it('refuse to complete a Secret that somebody else made', async () => {
    await cluster.kubectl.text([
      'create',
      'secret',
      'generic',
      'partial',
      '--namespace=ward',
      '--from-literal=owner=x',
    ]);
    await expect(ensure({ ...password, name: 'partial' })).rejects.toThrow(
      'ward/partial exists but lacks user; it has owner',
    );
    expect(await valuesOf('partial')).toEqual({ owner: 'x' });
  });

  it('need their namespace first', async () => {
    await expect(ensure({ ...password, namespace: 'nowhere' })).rejects.toThrow('the namespaces nowhere do not exist');
  });

  it('leave no authority behind once the site is removed', async () => {
    await removeSystemNamespace(cluster.kubectl, 'test');
    expect(
      await cluster.kubectl.text(['get', 'namespace', 'domicile-system', '--ignore-not-found', '-o', 'name']),
    ).toBe('');
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
