import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  initialiseScript,
  POSTGRES_PATHS,
  type PostgresConfigProps,
  pgHbaConf,
  postgresqlConf,
  rolesSql,
} from '../../constructs/data/postgres-config.ts';
import { certificateFolder, describeWith, eventually, freePort, idsOf, pathOf, stop } from './programs.ts';

const props: PostgresConfigProps = {
  databaseName: 'audit',
  roles: { migration: 'audit_migration', user: 'audit_user', purge: 'audit_purge' },
  sharedBuffers: '32MB',
  appendOnlyTables: ['record'],
};
const passwords = { MIGRATION_PASSWORD: "m'igration\\", USER_PASSWORD: 'user', PURGE_PASSWORD: 'purge' };

describeWith(['postgres'], 'PostgreSQL, initialised and configured as the construct says', () => {
  const home = mkdtempSync(join(tmpdir(), 'domicile-postgres-'));
  const at = (name: string) => join(home, name);
  let port: number;
  let server: ChildProcess | undefined;
  // The server wants an operating-system user named like its superuser, and refuses to run as root.
  const ids = process.getuid?.() === 0 ? idsOf('postgres') : undefined;
  const as = ids ?? {};
  const bin = () => dirname(pathOf('postgres'));
  const env = () => ({ ...process.env, ...passwords, PATH: `${bin()}:${process.env.PATH}` });

  // What the pod has and a test machine has not: its paths, its port, and an extension that Debian packs apart.
  const local = (text: string) =>
    text
      .replaceAll(POSTGRES_PATHS.data, at('data'))
      .replaceAll(POSTGRES_PATHS.configuration, at('configuration'))
      .replaceAll(POSTGRES_PATHS.certificate, at('tls'))
      .replaceAll(POSTGRES_PATHS.socket, at('socket'))
      .replace("listen_addresses = '*'", "listen_addresses = '127.0.0.1'")
      .replace('port = 5432', `port = ${port}`)
      .replace(/^(shared_preload_libraries|pgaudit).*$/gm, '');

  const initialise = () =>
    spawnSync('/bin/sh', [at('configuration/initialise.sh')], { ...as, env: env(), encoding: 'utf8' });

  const query = (role: string, password: string, sql: string, sslmode = 'verify-full', database = 'audit') =>
    spawnSync(
      join(bin(), 'psql'),
      [
        `host=localhost port=${port} dbname=${database} user=${role} sslmode=${sslmode} sslrootcert=${at('tls/ca.crt')}`,
        '--no-psqlrc',
        '-Atc',
        sql,
      ],
      { env: { ...process.env, PGPASSWORD: password, PGCONNECT_TIMEOUT: '5' }, encoding: 'utf8' },
    );
  const user = (sql: string) => query('audit_user', 'user', sql);

  beforeAll(async () => {
    port = await freePort();
    const tls = await certificateFolder(['localhost']);
    for (const folder of ['configuration', 'tls', 'socket']) mkdirSync(at(folder));
    for (const file of readdirSync(tls)) copyFileSync(join(tls, file), at(`tls/${file}`));
    chmodSync(at('tls/tls.key'), 0o600);
    writeFileSync(at('configuration/postgresql.conf'), local(postgresqlConf(props)));
    writeFileSync(at('configuration/pg_hba.conf'), local(pgHbaConf(props)));
    writeFileSync(at('configuration/roles.sql'), rolesSql(props));
    writeFileSync(at('configuration/initialise.sh'), local(initialiseScript()));
    if (ids !== undefined) {
      for (const path of [home, ...['configuration', 'tls', 'socket', 'tls/tls.key'].map(at)])
        chownSync(path, ids.uid, ids.gid);
    }
    expect(initialise()).toMatchObject({ status: 0 });
    server = spawn(
      join(bin(), 'postgres'),
      ['-D', at('data'), '-c', `config_file=${at('configuration/postgresql.conf')}`],
      { ...as, stdio: 'ignore' },
    );
    await eventually(
      async () => user('select 1').stdout.trim(),
      (answer) => answer === '1',
    );
  }, 120_000);

  afterAll(() => stop(server));

  test('takes the connections of its roles, over TLS 1.3', () => {
    expect(user('select version from pg_stat_ssl where pid = pg_backend_pid()').stdout.trim()).toBe('TLSv1.3');
  });

  test.each<[string, () => ReturnType<typeof query>]>([
    ['without TLS', () => query('audit_user', 'user', 'select 1', 'disable')],
    ['to another database', () => query('audit_user', 'user', 'select 1', 'require', 'postgres')],
    ['of the superuser', () => query('postgres', 'x', 'select 1', 'require', 'postgres')],
    ['with a wrong password', () => query('audit_user', 'wrong', 'select 1')],
  ])('refuses a connection %s', (_, attempt) => {
    expect(attempt().status).not.toBe(0);
  });

  test('lets the migration make tables, and the application not', () => {
    expect(
      query(
        'audit_migration',
        passwords.MIGRATION_PASSWORD,
        'create table record (id int); create table cache (id int)',
      ).status,
    ).toBe(0);
    expect(user('create table mine (id int)').stderr).toMatch(/permission denied for schema public/);
  });

  test('lets the application add to an append-only table, and neither change nor delete', () => {
    expect(user('insert into record values (1); select count(*) from record').stdout).toContain('1');
    expect(user('update record set id = 2').stderr).toMatch(/permission denied for table record/);
    expect(user('delete from record').stderr).toMatch(/permission denied for table record/);
    expect(user('truncate record').stderr).toMatch(/permission denied for table record/);
  });

  test('keeps it so, even when the owner grants the right again', () => {
    const grant = query('audit_migration', passwords.MIGRATION_PASSWORD, 'grant all on record to audit_user');
    expect(grant.status).toBe(0);
    expect(user('delete from record').stderr).toMatch(/permission denied for table record/);
  });

  test('lets the application do both in any other table', () => {
    expect(user('insert into cache values (1); update cache set id = 2; delete from cache').status).toBe(0);
  });

  test('lets the purge delete, and nothing else', () => {
    const purge = (sql: string) => query('audit_purge', 'purge', sql);
    expect(purge('insert into record values (2)').stderr).toMatch(/permission denied/);
    expect(purge('delete from record where id = 1').status).toBe(0);
  });

  test('comes to the same again on a second start, with new passwords', async () => {
    await stop(server);
    const again = spawnSync('/bin/sh', [at('configuration/initialise.sh')], {
      ...as,
      env: { ...env(), USER_PASSWORD: 'rotated' },
      encoding: 'utf8',
    });
    expect(again.status).toBe(0);
    server = spawn(
      join(bin(), 'postgres'),
      ['-D', at('data'), '-c', `config_file=${at('configuration/postgresql.conf')}`],
      { ...as, stdio: 'ignore' },
    );
    await eventually(
      async () => query('audit_user', 'rotated', 'select 1').stdout.trim(),
      (answer) => answer === '1',
    );
    expect(query('audit_user', 'user', 'select 1').status).not.toBe(0);
    expect(query('audit_user', 'rotated', 'delete from record').stderr).toMatch(/permission denied for table record/);
  });
});
