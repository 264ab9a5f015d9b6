import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSite } from '../../constructs/core/site/load.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { clinicWith, operatedDatabases } from '../support/operated-site.ts';
import { bareApp, resourcesOf } from '../support/synthesized.ts';
import { OperatedServer } from './operated-server.ts';
import { describeWith, pathOf } from './programs.ts';

/** What the operator says of one object, and makes of it. */
interface Answer {
  readonly kind: string;
  readonly name: string;
  readonly refused?: string;
  readonly warnings?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

const recovered = operatedDatabases.replace(
  '\n  archive:',
  '\n  recoveries: [{ database: fhir-database, to: "2026-11-23T02:59:00Z" }]\n  archive:',
);

// biome-ignore lint/suspicious/noExplicitAny: manifests are changed by hand, to see them refused
function manifestsOf(lines: string): readonly any[] {
  const { databases } = buildPlatform(bareApp(), parseSite(clinicWith(lines), 'clinic.yaml'));
  if (databases === undefined) throw new Error('there is no stack of databases');
  return resourcesOf(databases).flatMap(({ body }) => (/^(?:Cluster|ScheduledBackup)$/.test(body.kind) ? [body] : []));
}

function asked(objects: readonly unknown[]): readonly Answer[] {
  const { status, stdout, stderr } = spawnSync(pathOf('cloudnativepg'), {
    input: JSON.stringify(objects),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describeWith(['cloudnativepg'], "CloudNativePG's own webhook", () => {
  test.each([
    ['new databases', operatedDatabases],
    ['a database that was led back', recovered],
    ['databases without an archive', operatedDatabases.replace(/ {2}archive:.*\n/, '')],
  ])('admits %s, and warns of nothing', (_, lines) => {
    const answers = asked(manifestsOf(lines));
    expect(answers.filter(({ kind }) => kind === 'Cluster')).toHaveLength(2);
    for (const { name, refused, warnings } of answers) {
      expect({ name, refused, warnings }).toEqual({ name, refused: undefined, warnings: undefined });
    }
  });

  // Otherwise the test above would show nothing.
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a field that it does not know', { instancez: 3 }, /unknown field "instancez"/],
    ['an image of no version', { imageName: `mirror.example/postgresql@sha256:${'0'.repeat(64)}` }, /imageName/],
    ['more copies that must have a write than there are', { instances: 1 }, /spec.postgresql.synchronous/],
  ])('refuses %s', (_, change, why) => {
    const [one] = manifestsOf(operatedDatabases).filter(({ kind }) => kind === 'Cluster');
    const [answer] = asked([{ ...one, spec: { ...one.spec, ...change } }]);
    expect(answer?.refused).toMatch(why);
  });

  describe('makes files', () => {
    const files = () =>
      asked(manifestsOf(operatedDatabases)).find(({ name, files }) => name === 'fhir-database-cluster' && files)?.files;

    test('that let in the three roles and the copies, and nobody else', () => {
      const lines = (files()?.['pg_hba.conf'] ?? '').split('\n').filter((line) => /^(?:local|host)/.test(line));
      const last = lines.indexOf('host all all all reject');
      expect(lines.slice(0, last)).toEqual([
        'local all cnpg_metrics_exporter peer map=cnpg_metrics_exporter',
        'local all all peer map=local',
        'hostssl postgres streaming_replica all cert map=cnpg_streaming_replica',
        'hostssl replication streaming_replica all cert map=cnpg_streaming_replica',
        'hostssl all cnpg_pooler_pgbouncer all cert map=cnpg_pooler_pgbouncer',
        'hostssl fhir fhir_migration all scram-sha-256',
        'hostssl fhir fhir_user all scram-sha-256',
        'hostssl fhir fhir_purge all scram-sha-256',
      ]);
    });

    test('that load pgAudit, archive every segment, and speak TLS 1.3', () => {
      const settings = files()?.['postgresql.conf'] ?? '';
      for (const line of [
        "shared_preload_libraries = 'pgaudit'",
        "archive_mode = 'on'",
        "ssl_min_protocol_version = 'TLSv1.3'",
        "log_parameter_max_length_on_error = '0'",
      ]) {
        expect(settings).toContain(line);
      }
    });
  });
});

describeWith(['cloudnativepg', 'postgres'], 'PostgreSQL itself', () => {
  const [cluster] = manifestsOf(operatedDatabases).filter(
    ({ kind, metadata }) => kind === 'Cluster' && metadata.name === 'fhir-database-cluster',
  );
  let server: OperatedServer;

  beforeAll(() => {
    const files = asked([cluster])[0]?.files ?? {};
    server = new OperatedServer(files, cluster.spec.bootstrap.initdb.owner);
    for (const sql of cluster.spec.bootstrap.initdb.postInitApplicationSQL) server.query(sql);
  });

  afterAll(() => server?.stop());

  // The server here has no certificates; nothing else may be wrong with a line.
  test.each(['pg_hba_file_rules', 'pg_ident_file_mappings'])('reads every line of what %s shows', (view) => {
    expect(Number(server.query(`select count(*) from ${view}`))).toBeGreaterThan(3);
    expect(server.query(`select * from ${view} where error !~ 'SSL is disabled'`)).toBe('');
  });

  // pgAudit, which Debian packs apart, is taken out; all else is read.
  test('knows every setting', () => {
    expect(server.query("select name, error from pg_file_settings where error is not null and name !~ 'pgaudit'")).toBe(
      '',
    );
  });

  test('has the rights of the three roles, and a database that is closed to all others', () => {
    const rights = server.query(
      "select has_database_privilege('fhir_user', 'fhir', 'connect'), has_schema_privilege('fhir_user', 'public', 'create'), has_database_privilege('pg_monitor', 'fhir', 'connect')",
    );
    expect(rights).toBe('t|f|f');
  });
});
