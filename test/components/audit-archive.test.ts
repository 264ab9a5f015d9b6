import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { archiveTask } from '../../constructs/data/audit-archive.ts';
import { AUDIT_ARCHIVE_SCRIPT } from '../../constructs/data/audit-archive-script.ts';
import { LOCK_CHECK_SCRIPT } from '../../constructs/data/lock-check-script.ts';
import { certificateFolder, describeWith, eventually, freePort, pathOf, start, stop } from './programs.ts';
import { askS3, type S3Request } from './s3.ts';

const access = { id: 'platform', secret: 'secret of the test' };
const HOUR = 3_600_000;
const thisHour = Math.floor(Date.now() / HOUR) * HOUR;
/** The script's own clock: half past, for as long as the tests run. */
const CLOCK = 'datetime.datetime.now(UTC)';
const halfPast = `datetime.datetime.fromtimestamp(${thisHour / 1000 + 1800}, UTC)`;
/** A record of so many hours before the last one that has settled. */
const recordOf = (hours: number, id: string) => ({
  resourceType: 'AuditEvent',
  id,
  meta: { lastUpdated: new Date(thisHour - hours * HOUR - 60_000).toISOString() },
});

/** A real S3 server with Object Lock, and a trail that demands the job's certificate and answers searches as FHIR says. */
describeWith(['python3', 'versitygw'], 'the archive of the audit trail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-archive-'));
  const at = (name: string) => join(folder, name);
  let store: ChildProcess | undefined;
  let trail: Server;
  let port = 0;
  let tls = '';
  let records: readonly ReturnType<typeof recordOf>[] = [];
  let bucket = '';
  const s3 = (request: S3Request) =>
    askS3({ port, region: 'eu-test-1', access, ca: readFileSync(join(tls, 'ca.crt'), 'utf8') }, request);

  beforeAll(async () => {
    for (const name of ['objects', 'versions', 'sidecar']) mkdirSync(at(name));
    expect(AUDIT_ARCHIVE_SCRIPT.split(CLOCK)).toHaveLength(2);
    writeFileSync(at('archive.py'), AUDIT_ARCHIVE_SCRIPT.replace(CLOCK, halfPast));
    writeFileSync(at('lock_check.py'), LOCK_CHECK_SCRIPT);
    tls = await certificateFolder(['localhost']);
    const file = (name: string) => readFileSync(join(tls, name));
    const own = { cert: file('tls.crt'), key: file('tls.key'), ca: file('ca.crt') };
    trail = createServer({ ...own, requestCert: true, rejectUnauthorized: true }, (asked, answer) => {
      const { searchParams } = new URL(asked.url ?? '', 'https://localhost');
      const [from = '', to = '9999'] = searchParams.getAll('_lastUpdated').map((one) => one.slice(2));
      const found = records.filter(({ meta }) => meta.lastUpdated >= from && meta.lastUpdated < to);
      const sorted = found.sort((a, b) => a.meta.lastUpdated.localeCompare(b.meta.lastUpdated));
      const first = Number(searchParams.get('_offset') ?? 0);
      const page = sorted.slice(first, first + Number(searchParams.get('_count')));
      answer.end(JSON.stringify({ resourceType: 'Bundle', entry: page.map((resource) => ({ resource })) }));
    });
    await new Promise<void>((resolve) => trail.listen(0, '127.0.0.1', resolve));
    port = await freePort();
    store = start(pathOf('versitygw'), [
      ...['--port', `127.0.0.1:${port}`, '--region', 'eu-test-1', '--access', access.id, '--secret', access.secret],
      ...['--cert', join(tls, 'tls.crt'), '--key', join(tls, 'tls.key'), '--quiet'],
      ...['posix', '--sidecar', at('sidecar'), '--versioning-dir', at('versions'), at('objects')],
    ]);
    await eventually(
      () => s3({ method: 'GET', path: '/' }),
      ({ status }) => status === 200,
    );
  });
  afterAll(async () => {
    trail?.close();
    await stop(store);
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async (context) => {
    bucket = `audit-${context.task.id.replace(/\D/g, '').slice(-8)}`;
    const headers = { 'x-amz-bucket-object-lock-enabled': 'true' };
    expect(await s3({ method: 'PUT', path: `/${bucket}`, headers })).toMatchObject({ status: 200 });
  });

  function archive(): Promise<{ readonly code: number | null; readonly said: string }> {
    const task = archiveTask({
      storage: {
        ...{ url: `https://localhost:${port}`, endpoint: { host: 'localhost', port, networks: [] }, bucket },
        ...{ region: 'eu-test-1', lock: { mode: 'compliance', days: 183 } },
        keys: { id: { secretName: '', key: '' }, secret: { secretName: '', key: '' } },
      },
      trail: { workload: undefined as never, host: 'localhost', port: (trail.address() as AddressInfo).port },
    });
    writeFileSync(at('task.json'), JSON.stringify({ ...task, certificate: tls }));
    const env = { PATH: process.env.PATH, ACCESS_KEY_ID: access.id, SECRET_ACCESS_KEY: access.secret };
    return new Promise((resolve) => {
      const child = spawn(pathOf('python3'), ['-I', at('archive.py'), at('task.json'), join(tls, 'ca.crt')], { env });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (text) => {
          said += text;
        });
      }
      child.on('close', (code) => resolve({ code, said }));
    });
  }

  const keys = async () => {
    const { body } = await s3({ method: 'GET', path: `/${bucket}`, query: { 'list-type': '2' } });
    return [...body.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key);
  };
  const read = async (key: string) => (await s3({ method: 'GET', path: `/${bucket}/${key}` })).body;
  const manifests = async () => {
    const found = (await keys()).filter((key) => key.endsWith('/manifest.json'));
    return Promise.all(found.map(read));
  };

  test('keeps every record once, hour by hour, each batch chained to the one before', async () => {
    records = [
      ...Array.from({ length: 450 }, (_, index) => recordOf(2, `early-${index}`)),
      recordOf(0, 'late'),
      { ...recordOf(0, 'unsettled'), meta: { lastUpdated: new Date(thisHour + 60_000).toISOString() } },
    ];
    expect(JSON.parse((await archive()).said)).toMatchObject({ hours: 3, records: 451 });
    const texts = await manifests();
    const read3 = texts.map((text) => JSON.parse(text));
    expect(read3.map(({ records }) => records)).toEqual([450, 0, 1]);
    const hashes = texts.map((text) => createHash('sha256').update(text).digest('hex'));
    expect(read3.map(({ previous }) => previous)).toEqual([null, hashes[0], hashes[1]]);
    const [part] = read3[0].parts;
    const lines = await read(part.key);
    expect(createHash('sha256').update(lines).digest('hex')).toBe(part.sha256);
    expect(
      new Set(
        lines
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).id),
      ).size,
    ).toBe(450);
  });

  test('goes on where the last run ended, and does nothing twice', async () => {
    records = [recordOf(1, 'one')];
    await archive();
    const before = await keys();
    expect(JSON.parse((await archive()).said)).toMatchObject({ hours: 0, records: 0 });
    expect(await keys()).toEqual(before);
  });

  test('lets nobody remove a version or shorten its lock, and holds what a person puts on hold', async () => {
    records = [recordOf(0, 'locked')];
    await archive();
    const key = (await keys()).find((one) => one.endsWith('.ndjson')) ?? '';
    const { body } = await s3({ method: 'GET', path: `/${bucket}`, query: { versions: '', prefix: key } });
    const versionId = /<VersionId>([^<]+)</.exec(body)?.[1] ?? '';
    const path = `/${bucket}/${key}`;
    const retention = (await s3({ method: 'GET', path, query: { retention: '', versionId } })).body;
    expect(retention).toContain('<Mode>COMPLIANCE</Mode>');
    const until = Date.parse(/<RetainUntilDate>([^<]+)</.exec(retention)?.[1] ?? '');
    expect(Math.round((until - thisHour) / (24 * HOUR))).toBe(183);
    expect((await s3({ method: 'DELETE', path, query: { versionId } })).status).toBe(403);
    const hold = (status: string) =>
      s3({
        ...{ method: 'PUT', path, query: { 'legal-hold': '', versionId } },
        body: `<LegalHold><Status>${status}</Status></LegalHold>`,
      });
    expect((await hold('ON')).status).toBe(200);
    expect((await s3({ method: 'GET', path, query: { 'legal-hold': '', versionId } })).body).toContain('ON');
    expect((await hold('OFF')).status).toBe(200);
  });

  test('is no archive, and says so, where the trail does not answer', async () => {
    records = [recordOf(0, 'x')];
    trail.closeAllConnections();
    const away = trail.listeners('request');
    trail.removeAllListeners('request');
    trail.on('request', (_, answer) => answer.writeHead(503).end());
    const { code, said } = await archive();
    trail.removeAllListeners('request');
    for (const one of away) trail.on('request', one as () => void);
    expect(code).toBe(1);
    expect(said).toMatch(/^not archived: HTTP Error 503/);
    expect(await keys()).toEqual([]);
  });
});
