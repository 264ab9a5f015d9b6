import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PostgresConfigProps } from '../../constructs/data/postgres-config.ts';
import { PostgresServer } from './postgres-server.ts';
import { describeWith, eventually } from './programs.ts';

const props: PostgresConfigProps = {
  databaseName: 'audit',
  roles: { migration: 'audit_migration', user: 'audit_user', purge: 'audit_purge' },
  sharedBuffers: '32MB',
  appendOnlyTables: ['record'],
};
const passwords = { MIGRATION_PASSWORD: "m'igration\\", USER_PASSWORD: 'user', PURGE_PASSWORD: 'purge' };

describeWith(['postgres'], 'PostgreSQL, initialised and configured as the construct says', () => {
  let server: PostgresServer;
  const query = (...question: Parameters<PostgresServer['query']>) => server.query(...question);
  const user = (sql: string) => query('audit_user', 'user', sql);

  beforeAll(async () => {
    server = await PostgresServer.start(props, passwords);
  });

  afterAll(() => server?.stop());

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

  test('shows a renewed certificate, of a new authority, without a restart', async () => {
    const started = () => user('select pg_postmaster_start_time()').stdout.trim();
    const before = started();
    await server.renew();
    await eventually(
      async () => user('select 1').status,
      (status) => status === 0,
    );
    expect(started()).toBe(before);
  });

  test('comes to the same again on a second start, with new passwords', async () => {
    await server.stop();
    await server.initialise({ ...passwords, USER_PASSWORD: 'rotated' });
    await server.run('rotated');
    expect(query('audit_user', 'user', 'select 1').status).not.toBe(0);
    expect(query('audit_user', 'rotated', 'delete from record').stderr).toMatch(/permission denied for table record/);
  });
});
