import { describe, expect, test } from 'vitest';
import { intentsOf } from '../../constructs/core/network-intent.ts';
import { secretRequirementsOf } from '../../constructs/core/secrets.ts';
import { parseSite } from '../../constructs/core/site/load.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { clinicWith, operatedDatabases } from '../support/operated-site.ts';
import { edit } from '../support/site-text.ts';
import { bareApp, type Resource, resourcesOf } from '../support/synthesized.ts';

function platformOf(text: string) {
  const app = bareApp();
  const platform = buildPlatform(app, parseSite(text, 'site.yaml'));
  return { app, ...platform };
}

const namesOf = (resources: readonly Resource[], type: string) =>
  resources
    .filter((one) => one.type === type)
    .map(({ name }) => name)
    .sort();

describe("a clinic's databases under CloudNativePG", () => {
  const { app, databases, foundation, data, backup } = platformOf(clinicWith(operatedDatabases));
  if (databases === undefined) throw new Error('there is no stack of databases');
  const made = resourcesOf(databases);
  const bodies = (kind: string) => made.filter(({ body }) => body.kind === kind).map(({ body }) => body);
  const fhir = bodies('Cluster').find(({ metadata }) => metadata.name === 'fhir-database-cluster');

  test('are one Cluster each, in a stack of their own, after the namespaces and before what connects', () => {
    expect(bodies('Cluster').map(({ metadata }) => metadata.name)).toEqual([
      'audit-database-cluster',
      'fhir-database-cluster',
    ]);
    expect(databases.dependencies).toEqual([foundation]);
    expect(data.dependencies).toContain(databases);
    expect(namesOf(resourcesOf(data), 'stateful_set_v1')).toEqual(['audit-collector']);
  });

  test('have three copies, on three machines, of which two have a write before it counts', () => {
    expect(fhir.spec).toMatchObject({
      instances: 3,
      affinity: { enablePodAntiAffinity: true, podAntiAffinityType: 'required', topologyKey: 'kubernetes.io/hostname' },
      postgresql: { synchronous: { method: 'any', number: 1, dataDurability: 'required', failoverQuorum: true } },
      storage: { storageClass: 'encrypted-block', size: '20Gi' },
      // Spelled as the operator's webhook writes it back; 1024Mi failed Terraform's apply.
      resources: { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } },
    });
  });

  test('pull by digest from the mirror, what the operator puts in too', () => {
    const digest = /^rg\.fr-par\.scw\.cloud\/clinic\/[-a-z/]+(?::[-a-z0-9.]+)?@sha256:[0-9a-f]{64}$/;
    expect(fhir.spec.imageName).toMatch(digest);
    const injected: string[] = fhir.metadata.annotations['domicile.internal/injected-images'].split(' ');
    expect(injected.map((image) => image.match(digest) !== null)).toEqual([true, true]);
  });

  test('have the certificates and the logins of the site, a common name for each database among its own', () => {
    const secrets = secretRequirementsOf(app).filter(({ namespace }) => namespace === 'clinic-clinical');
    const { serverTLSSecret, replicationTLSSecret } = fhir.spec.certificates;
    const contentsOf = (name: string) => secrets.find((one) => one.name === name)?.contents;
    expect(contentsOf(serverTLSSecret)).toMatchObject({
      dnsNames: ['fhir-database-cluster-rw.clinic-clinical.svc'],
    });
    expect(contentsOf(replicationTLSSecret)).toMatchObject({ commonName: 'fhir-database-cluster.clinic-clinical' });
    expect(fhir.spec.postgresql.pg_ident).toEqual([
      'cnpg_streaming_replica fhir-database-cluster.clinic-clinical streaming_replica',
    ]);
    expect(contentsOf(fhir.spec.bootstrap.initdb.secret.name)).toEqual({
      ...{ kind: 'passwords', keys: ['password'], beside: { username: 'fhir_migration' } },
    });
  });

  test('are reached by their application, their backup, each other and the operator alone, and leave for two places', () => {
    const flows = intentsOf(app);
    const callers = flows.filter(({ to }) => to.kind === 'workload' && to.name === 'fhir-database-cluster');
    expect(callers.map(({ from, port }) => `${from.namespace}/${from.name} ${port}`).sort()).toEqual([
      'clinic-clinical/fhir 5432',
      'clinic-clinical/fhir-database-backup 5432',
      'clinic-clinical/fhir-database-cluster 5432',
      'clinic-clinical/fhir-database-cluster 8000',
      'clinic-clinical/fhir-database-restore 5432',
      'cnpg-system/cloudnative-pg 5432',
      'cnpg-system/cloudnative-pg 8000',
    ]);
    const left = flows.filter(({ from, to }) => from.name === 'fhir-database-cluster' && to.kind === 'external');
    expect(left.map(({ to }) => to.kind === 'external' && `${to.host} ${to.networks}`)).toEqual([
      'kubernetes.default.svc 10.30.0.10/32',
      's3.clinic.example 10.30.0.0/16',
    ]);
  });

  test('archive to the store of the site, encrypted there, and never to a server of anybody else', () => {
    const store = bodies('ObjectStore').find(({ metadata }) => metadata.name === 'fhir-database-cluster');
    expect(store.spec).toMatchObject({
      configuration: {
        destinationPath: 's3://clinic-wal/clinic/fhir-database-cluster',
        endpointURL: 'https://s3.clinic.example',
        wal: { encryption: 'AES256' },
        data: { encryption: 'AES256' },
      },
      retentionPolicy: '35d',
    });
    expect(bodies('ScheduledBackup').map(({ spec }) => spec.schedule)).toEqual(['0 15 2 * * *', '0 15 2 * * *']);
  });

  test('are dumped like any other', () => {
    if (backup === undefined) throw new Error('there is no stack of backups');
    expect(namesOf(resourcesOf(backup), 'cron_job_v1')).toContain('fhir-database-backup');
  });

  test('are looked for under the address of the one that is written to', () => {
    const text = JSON.stringify(resourcesOf(data));
    expect(text).toContain(
      'jdbc:postgresql://fhir-database-cluster-rw.clinic-clinical.svc:5432/fhir?sslmode=verify-full',
    );
    expect(text).not.toContain('fhir-database.clinic-clinical.svc');
  });
});

describe('a database that was led back', () => {
  const led = (recoveries: string) =>
    clinicWith(operatedDatabases.replace('\n  archive:', `\n  recoveries:\n${recoveries}  archive:`));
  const to = (database: string, moment: string) => `    - { database: ${database}, to: "${moment}" }\n`;

  test('begins with what it was at the last such moment, and an archive of its own; no other changes', () => {
    const moments = ['2026-11-01T10:00:00Z', '2026-11-23T02:59:00Z'];
    const { databases } = platformOf(led(moments.map((moment) => to('fhir-database', moment)).join('')));
    if (databases === undefined) throw new Error('there is no stack of databases');
    const clusters = resourcesOf(databases).filter(({ body }) => body.kind === 'Cluster');
    const archiveOf = (name: string) =>
      clusters.find((one) => one.name === name)?.body.spec.plugins[0].parameters.serverName;
    const { bootstrap, externalClusters } =
      clusters.find(({ name }) => name === 'fhir-database-cluster')?.body.spec ?? {};
    expect(bootstrap).toMatchObject({ recovery: { source: 'before', recoveryTarget: { targetTime: moments[1] } } });
    expect(externalClusters[0]).toMatchObject({
      name: 'before',
      plugin: { parameters: { serverName: 'fhir-database-cluster-2' } },
    });
    expect([archiveOf('fhir-database-cluster'), archiveOf('audit-database-cluster')]).toEqual([
      'fhir-database-cluster-3',
      'audit-database-cluster-1',
    ]);
  });

  test('is refused under a name that none has', () => {
    expect(() => platformOf(led(to('fhir', '2026-11-23T02:59:00Z')))).toThrow(/names a database that CloudNativePG/);
  });
});

test('an archive without the module that has the access to its store is refused', () => {
  const without = edit(clinicWith(operatedDatabases), '  backup: { schedule: 15 2 * * * }\n', '');
  expect(() => parseSite(without, 'clinic.yaml')).toThrow(/an archive needs the module backup/);
});

test.each(['', '\ndatabases: { kind: stateful-set }\n'])('without the operator (%j) each is one server', (line) => {
  const { databases, data } = platformOf(clinicWith(line));
  expect(databases).toBeUndefined();
  expect(namesOf(resourcesOf(data), 'stateful_set_v1')).toContain('fhir-database');
});
