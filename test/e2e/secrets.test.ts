import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SecretRequirement } from '../../constructs/core/secret-contents.ts';
import { ensureSecrets } from '../../engines/secrets/ensure.ts';
import { beginJournal } from '../../engines/secrets/journal.ts';
import { rotateSecrets } from '../../engines/secrets/rotate.ts';
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

function outcomesOf(...requirements: SecretRequirement[]) {
  return ensureSecrets({ kubectl: cluster.kubectl, site: 'test', requirements, onProgress: () => undefined });
}

async function ensure(...requirements: SecretRequirement[]) {
  return (await outcomesOf(...requirements)).map(({ outcome }) => outcome);
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

describe('a rotation', () => {
  const key: SecretRequirement = {
    ...{ namespace: 'ward', name: 'backup-key', purpose: 'password of the backups' },
    contents: { kind: 'passwords', keys: ['password'], keep: 'backups could not be read again' },
  };
  const all = [copy, key, external, password, tls];
  const rotate = (which: string) =>
    rotateSecrets({ kubectl: cluster.kubectl, site: 'test', requirements: all, which, onProgress: () => undefined });
  /** When the pods of a workload were last replaced. */
  const restartOf = async (kind: string, name: string) => {
    const path = '-o=jsonpath={.spec.template.metadata.annotations.kubectl\\.kubernetes\\.io/restartedAt}';
    return cluster.kubectl.text(['get', kind, name, '--namespace=ward', path]);
  };

  beforeAll(async () => {
    await ensure(...all);
    const items = [
      workload('StatefulSet', 'database', 'database', [{ name: 'x', secret: { secretName: 'fhir-tls' } }], 'database'),
      workload('Deployment', 'fhir', 'fhir', [], 'second-end'),
      workload('Deployment', 'bystander', 'fhir', [], 'backup-key'),
    ];
    await cluster.kubectl.text(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  });
  afterAll(() =>
    cluster.kubectl.text([
      ...['delete', 'deployments,statefulsets,secrets', '--all', '--namespace=ward', '--wait'],
      ...['--timeout=60s'],
    ]),
  );

  it('changes a Secret with its copies, and replaces the pods that read them, databases first', async () => {
    const before = await valuesOf('database');
    const rotation = await rotate('database');
    expect(rotation).toEqual({
      resumed: false,
      rotated: ['ward/database', 'ward/second-end'],
      kept: [],
      restarted: ['StatefulSet ward/database', 'Deployment ward/fhir'],
    });
    const after = await valuesOf('database');
    expect([after.owner, after.user]).not.toContain(before.owner);
    expect(after.user).toMatch(/^[\w-]{43}$/);
    expect(await valuesOf('second-end')).toEqual({ 'client-secret': after.user });
    expect(await restartOf('deployment', 'fhir')).toBe(await restartOf('statefulset', 'database'));
    expect(await restartOf('deployment', 'bystander')).toBe('');
  });

  it('of all leaves alone what must not change, and says why', async () => {
    const [backup, authority] = [await valuesOf('backup-key'), (await valuesOf('fhir-tls'))['ca.crt']];
    const { rotated, kept } = await rotate('all');
    expect(rotated).toEqual(['ward/database', 'ward/fhir-tls', 'ward/second-end']);
    expect(kept).toEqual([
      { secret: 'ward/backup-key', why: 'backups could not be read again' },
      { secret: 'ward/identity-client', why: expect.stringContaining('come from the site') },
    ]);
    expect(await valuesOf('backup-key')).toEqual(backup);
    expect((await valuesOf('fhir-tls'))['ca.crt']).toBe(authority);
  });

  it('that was interrupted is finished with the values that it had made, whatever is asked for now', async () => {
    await rotate('database');
    const { user } = await valuesOf('database');
    const journal = await beginJournal(cluster.kubectl, 'test', ['ward/database', 'ward/second-end']);
    const mark = `domicile.internal/rotated=${journal.started}`;
    await cluster.kubectl.text(['annotate', 'secret', 'database', '--namespace=ward', '--overwrite', mark]);
    const rotation = await rotate('fhir-tls');
    expect(rotation).toMatchObject({ resumed: true, rotated: ['ward/database', 'ward/second-end'] });
    expect((await valuesOf('database')).user).toBe(user);
    expect(await valuesOf('second-end')).toEqual({ 'client-secret': user });
    expect(await restartOf('deployment', 'fhir')).toBe(journal.started);
    expect((await rotate('fhir-tls')).resumed).toBe(false);
  });

  it.each([
    ['nothing', /no Secret is called "nothing"; there are: all, ward\/second-end/],
    ['backup-key', /nothing was changed:\n {2}ward\/backup-key: backups could not be read again/],
    ['ward/second-end', /it is a copy; rotate ward\/database/],
  ])('refuses %s with the reason', async (which, message) => {
    await expect(rotate(which)).rejects.toThrow(message);
  });
});

/** A workload with one pod that reads `variables` as its environment. */
function workload(kind: string, name: string, role: string, volumes: readonly object[], variables: string) {
  const labels = { app: name, 'domicile.internal/role': role };
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  const env = [{ name: 'X', valueFrom: { secretKeyRef: { name: variables, key: 'x', optional: true } } }];
  const container = { name: 'main', image: 'registry.example/x:1', env, securityContext };
  const pod = { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'ward' },
    spec: {
      ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels }, spec: { volumes, containers: [container], securityContext: pod } },
    },
  };
}

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

  it('tell when their certificates expire, and nothing of those without one', async () => {
    const outcomes = await outcomesOf(password, tls);
    const days = outcomes.map(({ expires }) => expires && Math.round((expires.getTime() - Date.now()) / 86_400_000));
    expect(days).toEqual([undefined, 365]);
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
