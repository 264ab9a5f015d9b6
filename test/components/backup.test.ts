import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  BACKUP_PATHS,
  downloadScript,
  dumpScript,
  rcloneEnvironment,
  restoreScript,
  uploadScript,
} from '../../constructs/data/backup-scripts.ts';
import { PostgresServer } from './postgres-server.ts';
import { certificateFolder, describeWith, eventually, freePort, pathOf, start, stop } from './programs.ts';
import { runToEnd } from './run.ts';
import { askS3, type S3Request } from './s3.ts';

const passwords = { MIGRATION_PASSWORD: 'm', USER_PASSWORD: 'u', PURGE_PASSWORD: 'p' };
const roles = { migration: 'records_migration', user: 'records_user', purge: 'records_purge' };
const shape = { databaseName: 'records', roles, sharedBuffers: '32MB', appendOnlyTables: ['journal'] };
const access = { id: 'backup', secret: 'backup-secret-of-the-test' };
const secretWord = 'Wolfsbane-4711';

/** A real PostgreSQL, dumped, sealed, kept in a real S3 server with Object Lock, and put back: the jobs' own scripts. */
describeWith(['postgres', 'rclone', 'versitygw'], 'a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-backup-'));
  const at = (name: string) => join(folder, name);
  let database: PostgresServer;
  let store: ReturnType<typeof start> | undefined;
  let port: number;

  const local = (text: string) =>
    text
      .replaceAll('/tmp/', `${folder}/`)
      .replaceAll(BACKUP_PATHS.work, at('work'))
      .replaceAll(BACKUP_PATHS.key, at('key'))
      .replaceAll(BACKUP_PATHS.store, at('store-tls'));

  // Nothing of the machine's own environment, as in a pod.
  const environment = (role: 'user' | 'migration') => ({
    HOME: folder,
    ...Object.fromEntries(
      Object.entries(
        rcloneEnvironment({
          ...{ endpoint: `https://localhost:${port}`, region: 'eu-test-1', bucket: 'backups' },
          folder: 'hospital/records-database',
        }),
      ).map(([name, value]) => [name, local(value)]),
    ),
    RCLONE_CONFIG_STORE_ACCESS_KEY_ID: access.id,
    RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: access.secret,
    PATH: `${dirname(pathOf('rclone'))}:${process.env.PATH}`,
    ...{ PGHOST: 'localhost', PGPORT: `${database.port}`, PGDATABASE: 'records', PGUSER: roles[role] },
    ...{
      PGPASSWORD: role === 'user' ? 'u' : 'm',
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: join(database.tls, 'ca.crt'),
    },
  });

  async function run(
    script: string,
    role: 'user' | 'migration' = 'user',
    more: NodeJS.ProcessEnv = {},
  ): Promise<string> {
    const file = at('step.sh');
    writeFileSync(file, local(script));
    return runToEnd('/bin/sh', [file], { ...environment(role), ...more });
  }

  const rclone = (...args: string[]) => runToEnd(pathOf('rclone'), args, environment('user'));
  const user = (sql: string) => database.query('user', 'u', sql);
  const rows = () => user('select name from patient order by id').stdout.trim().split('\n');

  beforeAll(async () => {
    for (const name of ['work', 'key', 'store-tls', 'objects', 'versions', 'sidecar']) mkdirSync(at(name));
    writeFileSync(at('key/password'), 'key of the test');
    database = await PostgresServer.start(shape, passwords);
    const made = database.query(
      'migration',
      'm',
      'create table patient (id int primary key, name text); create table journal (id int); create sequence visits',
    );
    expect(made.stderr).toBe('');
    user(`insert into patient values (1, '${secretWord}'), (2, 'Zoe'); insert into journal values (1)`);
    const tls = await certificateFolder(['localhost']);
    for (const name of ['ca.crt', 'tls.crt', 'tls.key'])
      writeFileSync(at(`store-tls/${name}`), readFileSync(join(tls, name)));
    port = await freePort();
    store = start(pathOf('versitygw'), [
      ...['--port', `127.0.0.1:${port}`, '--region', 'eu-test-1', '--access', access.id, '--secret', access.secret],
      ...['--cert', at('store-tls/tls.crt'), '--key', at('store-tls/tls.key'), '--quiet'],
      ...['posix', '--sidecar', at('sidecar'), '--versioning-dir', at('versions'), at('objects')],
    ]);
    await eventually(
      () => s3({ method: 'GET', path: '/' }),
      ({ status }) => status === 200,
    );
    await lockedBucket('backups');
    await run(dumpScript());
    await run(uploadScript());
  });

  afterAll(async () => {
    await stop(store);
    await database?.stop();
  });

  /** As the site's administrator makes it: Object Lock on, compliance, thirty days for whatever arrives. */
  async function lockedBucket(name: string): Promise<void> {
    const headers = { 'x-amz-bucket-object-lock-enabled': 'true' };
    expect(await s3({ method: 'PUT', path: `/${name}`, headers })).toMatchObject({ status: 200 });
    const rule = '<Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>30</Days></DefaultRetention></Rule>';
    const body = `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>${rule}</ObjectLockConfiguration>`;
    const locked = await s3({ method: 'PUT', path: `/${name}`, query: { 'object-lock': '' }, body });
    expect(locked).toMatchObject({ status: 200 });
  }

  const authority = () => readFileSync(at('store-tls/ca.crt'), 'utf8');
  const s3 = (ask: S3Request) => askS3({ port, region: 'eu-test-1', access, ca: authority() }, ask);

  test('arrives under its time, and is not readable by the store', async () => {
    const listed = await rclone('lsf', 'store:backups/hospital/records-database');
    expect(listed).toMatch(/^records-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.dump\.bin\n$/);
    const object = readdirSync(at('objects'), { recursive: true, encoding: 'utf8' }).find((name) =>
      name.endsWith('.bin'),
    );
    const bytes = readFileSync(join(at('objects'), object ?? ''));
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('RCLONE\0\0');
    expect(bytes.includes('PGDMP')).toBe(false);
    expect(bytes.includes(secretWord)).toBe(false);
  });

  test('cannot be deleted while the store retains it', async () => {
    const name = (await rclone('lsf', 'store:backups/hospital/records-database')).trim();
    const path = `/backups/hospital/records-database/${name}`;
    const versions = (await s3({ method: 'GET', path: '/backups', query: { versions: '' } })).body;
    const versionId = /<VersionId>([^<]+)</.exec(versions)?.[1] ?? '';
    expect((await s3({ method: 'DELETE', path, query: { versionId } })).status).toBe(403);
  });

  test('is refused by a name that is there already', async () => {
    const [file = ''] = readdirSync(at('work')).filter((name) => name.endsWith('.dump'));
    const before = readFileSync(join(at('work'), file));
    writeFileSync(join(at('work'), file), 'forged');
    await expect(run(uploadScript())).rejects.toThrow(/immutable/);
    writeFileSync(join(at('work'), file), before);
  });

  test('puts back what was changed and what was lost, with the rights as they were', async () => {
    user(
      "update patient set name = 'forged' where id = 2; delete from patient where id = 1; insert into journal values (2)",
    );
    expect(rows()).toEqual(['forged']);
    await run(downloadScript());
    await run(restoreScript(roles.user), 'migration');
    expect(rows()).toEqual([secretWord, 'Zoe']);
    expect(user("insert into patient values (3, 'new'); delete from patient where id = 3").stderr).toBe('');
    expect(user('select count(*) from journal').stdout.trim()).toBe('1');
    expect(user('delete from journal').stderr).toMatch(/permission denied for table journal/);
  });

  test('puts everything back into a new, empty database', async () => {
    const lost = database;
    database = await PostgresServer.start(shape, passwords);
    await lost.stop();
    await run(downloadScript());
    await run(restoreScript(roles.user), 'migration');
    expect(rows()).toEqual([secretWord, 'Zoe']);
    expect(user('delete from journal').stderr).toMatch(/permission denied for table journal/);
  });

  test('leaves the database as it is when the backup is damaged', async () => {
    const dump = at('work/restore.dump');
    writeFileSync(dump, readFileSync(dump).subarray(0, -200));
    await expect(run(restoreScript(roles.user), 'migration')).rejects.toThrow();
    expect(rows()).toEqual([secretWord, 'Zoe']);
  });

  test('cannot be opened with another key', async () => {
    writeFileSync(at('key/password'), 'another key');
    await expect(run(downloadScript())).rejects.toThrow();
  });

  test('says that there is none, for a database that has none', async () => {
    const more = { RCLONE_CONFIG_SEALED_REMOTE: 'store:backups/hospital/other' };
    await expect(run(downloadScript(), 'user', more)).rejects.toThrow(/there is no backup|not found/);
  });
});
