import { type ChildProcess, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RETRIEVAL_PATHS, RETRIEVAL_PORTS, retrievalConfig } from '../../constructs/ai/retrieval/engine-config.ts';
import { jdbcUrl } from '../../constructs/core/database.ts';
import type { EmbeddingModel, VectorCollection, VectorStore } from '../../constructs/core/vector-store.ts';
import {
  initialiseScript,
  POSTGRES_PATHS,
  type PostgresConfigProps,
  rolesSql,
} from '../../constructs/data/postgres-config.ts';
import { passageTable, purgeScript, vectorSchema } from '../../constructs/data/vector-store-sql.ts';
import { describeWith, eventually, freePort, idsOf, pathOf, start, stop } from './programs.ts';

const model: EmbeddingModel = { name: 'embeddings', digest: `sha256:${'ab'.repeat(32)}`, dimensions: 4 };
const collections: readonly VectorCollection[] = [
  { name: 'guidelines', patientData: false, retentionDays: 30 },
  { name: 'letters', patientData: true, retentionDays: 30 },
];
const roles = { migration: 'vectors_migration', user: 'vectors_user', purge: 'vectors_purge' };
const table = passageTable(model);
const passwords = { MIGRATION_PASSWORD: 'm', USER_PASSWORD: 'u', PURGE_PASSWORD: 'p' };
const vectorOf = (text: string) =>
  ['sepsis', 'fracture', 'heart', 'letter'].map((word) => text.toLowerCase().split(word).length - 1 || 0.01);

/** The store's own scripts in a PostgreSQL with pgvector. That build has no TLS: connections are in the clear, on loopback. */
describeWith(['pgvector', 'postgres', 'camel', 'java'], 'the vector store and the retrieval service', () => {
  const home = mkdtempSync(join(tmpdir(), 'domicile-vectors-'));
  const ids = process.getuid?.() === 0 ? idsOf('postgres') : undefined;
  const bin = join(home, 'program', 'pgserver', 'pginstall', 'bin');
  const props = (more: readonly VectorCollection[] = collections): PostgresConfigProps => ({
    ...{ databaseName: 'vectors', roles, sharedBuffers: '32MB', appendOnlyTables: [table] },
    schema: vectorSchema({ model, collections: more, roles }),
  });
  const documents = join(home, 'documents');
  let port: Record<'database' | 'models' | 'server', number>;
  let database: ChildProcess | undefined;
  let service: ReturnType<typeof start> | undefined;
  let gateway: Server;
  const embedded: string[] = [];

  function initialise(config: PostgresConfigProps) {
    const files = {
      'roles.sql': rolesSql(config),
      'schema.sql': config.schema ?? '',
      'initialise.sh': initialiseScript(config),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, 'etc', name), local(text));
    const env = { ...process.env, ...passwords, PATH: `${bin}:${process.env.PATH}` };
    return spawnSync('/bin/sh', [join(home, 'etc/initialise.sh')], { ...ids, env, encoding: 'utf8' });
  }

  const local = (text: string) =>
    text
      .replaceAll(POSTGRES_PATHS.data, join(home, 'data'))
      .replaceAll(POSTGRES_PATHS.configuration, join(home, 'etc'))
      .replaceAll(POSTGRES_PATHS.socket, join(home, 'socket'));

  async function run() {
    const options = ['-D', join(home, 'data'), '-c', `unix_socket_directories=${join(home, 'socket')}`];
    const args = [...options, '-p', `${port.database}`, '-c', 'listen_addresses=127.0.0.1'];
    const as = ids === undefined ? [] : [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups'];
    database =
      ids === undefined
        ? start(join(bin, 'postgres'), args)
        : start('setpriv', [...as, join(bin, 'postgres'), ...args]);
    await eventually(
      async () => query('user', 'select 1').stdout.trim(),
      (answer) => answer === '1',
    );
  }

  function query(role: keyof typeof roles, sql: string) {
    const connection = `host=127.0.0.1 port=${port.database} dbname=vectors user=${roles[role]}`;
    const password = passwords[`${role.toUpperCase()}_PASSWORD` as keyof typeof passwords];
    const env = { ...process.env, PGPASSWORD: password };
    return spawnSync(join(bin, 'psql'), [connection, '--no-psqlrc', '-Atc', sql], { env, encoding: 'utf8' });
  }

  const search = async (question: object) => {
    const body = JSON.stringify(question);
    const answer = await fetch(`http://127.0.0.1:${port.server}/retrieval/search`, { method: 'POST', body });
    return { status: answer.status, body: await answer.json() };
  };

  function drop(place: string, text: string | Buffer) {
    const file = join(documents, place);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  beforeAll(async () => {
    port = { database: await freePort(), models: await freePort(), server: await freePort() };
    // The server refuses to run as root, and nobody else may look into the folder where it was installed.
    cpSync(join(dirname(pathOf('pgvector')), '../../..'), join(home, 'program'), { recursive: true });
    for (const name of ['etc', 'socket', 'documents', 'camel']) mkdirSync(join(home, name));
    chmodSync(home, 0o755);
    if (ids !== undefined) for (const path of [home, join(home, 'socket')]) chownSync(path, ids.uid, ids.gid);
    const { status, stderr } = initialise(props());
    if (status !== 0) throw new Error(stderr);
    await run();
    gateway = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        const { input } = JSON.parse(body) as { input: readonly string[] };
        embedded.push(...input);
        const data = input.map((text, index) => ({ index, embedding: vectorOf(text) }));
        response.end(JSON.stringify({ data }));
      });
    }).listen(port.models, '127.0.0.1');
    const store = { model, collections, table, host: 'store', port: 5432, databaseName: 'vectors' } as VectorStore;
    for (const [name, text] of Object.entries(retrievalConfig(store))) {
      const here = text
        .replaceAll(RETRIEVAL_PATHS.configuration, join(home, 'camel'))
        .replaceAll(RETRIEVAL_PATHS.documents, documents)
        .replaceAll(`:${RETRIEVAL_PORTS.models}/`, `:${port.models}/`)
        .replaceAll(`port=${RETRIEVAL_PORTS.server}`, `port=${port.server}`)
        .replace(
          jdbcUrl(store, `${RETRIEVAL_PATHS.authority}/ca.crt`),
          `jdbc:postgresql://127.0.0.1:${port.database}/vectors`,
        );
      writeFileSync(join(home, 'camel', name), here);
    }
    const classes = `${join(home, 'camel')}:${dirname(pathOf('camel'))}/*`;
    const env = { ...process.env, DATABASE_USER: roles.user, DATABASE_PASSWORD: 'u' };
    service = start(pathOf('java'), ['-Xmx256m', '-cp', classes, 'org.apache.camel.main.Main'], env);
    await eventually(async () => (await fetch(`http://127.0.0.1:${port.server}/health/ready`)).ok, Boolean, 60).catch(
      (problem) => {
        throw new Error(`${problem}\n${service?.log.join('')}`);
      },
    );
    drop('guidelines/sepsis.txt', 'Sepsis: give antibiotics within the hour.\n\nSepsis: measure lactate.\n');
    drop('guidelines/fracture.txt', 'Fracture of the hip: operate within a day.');
    drop('letters/p1/a.txt', 'Letter about a heart.');
    drop('letters/p2/b.txt', 'Letter about another heart.');
    drop('guidelines/p1/c.txt', 'Letter that has no business here.');
    drop('guidelines/latin.txt', Buffer.from('Gr\u00fc\u00dfe', 'latin1'));
    await eventually(
      async () =>
        readdirSync(documents, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.txt'))
          .sort(),
      (names) => names.every((name) => name.startsWith('.')) && names.length === 6,
      60,
    ).catch((problem) => {
      throw new Error(`${problem}\n${service?.log.join('')}`);
    });
  });

  afterAll(async () => {
    await stop(service);
    await stop(database);
    gateway?.close();
  });

  test('finds the nearest passage by the index of its collection', async () => {
    const { status, body } = await search({ collection: 'guidelines', text: 'what to do in sepsis', passages: 1 });
    expect(status).toBe(200);
    expect(body.model).toBe(`embeddings@${model.digest}`);
    expect(body.passages).toMatchObject([
      { source: 'sepsis.txt', position: 0, text: expect.stringContaining('lactate') },
    ]);
    const near = "embedding <=> '[1,0,0,0]'";
    const plan = query(
      'user',
      `set enable_seqscan = off; explain select id from ${table} where collection = 'guidelines' order by ${near} limit 1`,
    );
    expect(plan.stdout).toContain(`Index Scan using ${table}_guidelines`);
  });

  test('finds texts of a patient for that patient alone', async () => {
    const { body } = await search({ collection: 'letters', text: 'heart', patient: 'p1', passages: 20 });
    expect(body.passages.map(({ text }: { text: string }) => text)).toEqual(['Letter about a heart.']);
  });

  test.each([
    ['texts of patients for nobody in particular', { collection: 'letters', text: 'heart' }, /one patient each/],
    ['a patient where none is declared', { collection: 'guidelines', text: 'x', patient: 'p1' }, /not declared/],
    ['another collection', { collection: 'others', text: 'x' }, /no such collection/],
    ['nothing', { collection: 'guidelines', text: ' ' }, /no text/],
    ['everything', { collection: 'guidelines', text: 'x', passages: 1000 }, /1 to 20/],
  ])('refuses to be asked for %s', async (_, question, reason) => {
    const { status, body } = await search(question);
    expect([status, body.error]).toEqual([400, expect.stringMatching(reason)]);
  });

  test('keeps aside what is of a patient without a declaration, and what is not in UTF-8', () => {
    expect(existsSync(join(documents, '.refused/guidelines/p1/c.txt'))).toBe(true);
    expect(existsSync(join(documents, '.refused/guidelines/latin.txt'))).toBe(true);
    expect(embedded.join()).not.toContain('no business');
  });

  const values = (patient: string, collection: string) =>
    `(gen_random_uuid(), '${collection}', ${patient}, 's', 'd', 0, 'b', '[1,2,3,4]')`;
  const insert = (patient: string, collection: string) =>
    `insert into ${table} (id, collection, patient, source, source_digest, position, body, embedding) values ${values(patient, collection)}`;

  test.each([
    ['patient data that is not declared', insert("'p1'", 'guidelines'), /only if the site declares it/],
    ['texts of nobody among those of patients', insert('null', 'letters'), /only if the site declares it/],
    ['a collection that is not declared', insert('null', 'others'), /violates|declares/],
    ['a vector of another length', insert('null', 'guidelines').replace('[1,2,3,4]', '[1,2]'), /expected 4 dimensions/],
    ['a change', `update ${table} set body = 'x'`, /permission denied/],
    ['a deletion', `delete from ${table}`, /permission denied/],
    ['a collection of its own', "insert into collection values ('x', true, 9)", /permission denied/],
  ])('takes from the service no %s', (_, sql, reason) => {
    expect(query('user', sql).stderr).toMatch(reason);
  });

  test('is emptied by the purge of what is too old, and of what the site no longer names', async () => {
    query(
      'migration',
      `alter table ${table} disable trigger declared; update ${table} set stored_at = now() - interval '31 days' where source = 'fracture.txt'; alter table ${table} enable trigger declared`,
    );
    await stop(database);
    expect(initialise(props(collections.slice(0, 1))).status).toBe(0);
    await run();
    const connection = { PGHOST: '127.0.0.1', PGPORT: `${port.database}`, PGDATABASE: 'vectors', PGUSER: roles.purge };
    const env = { ...process.env, ...connection, PGPASSWORD: 'p', PATH: `${bin}:${process.env.PATH}` };
    const { stderr } = spawnSync('/bin/sh', ['-c', purgeScript()], { env, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(query('user', `select distinct source from ${table}`).stdout.trim()).toBe('sepsis.txt');
  });

  test('does not start when a collection changes whether it holds patient data', async () => {
    await stop(database);
    const { status, stderr } = initialise(props([{ name: 'guidelines', patientData: true, retentionDays: 30 }]));
    expect(stderr).toMatch(/give the new one another name/);
    expect(status).not.toBe(0);
  });
});
