import { type ChildProcess, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCK_CHECK_SCRIPT } from '../../constructs/data/lock-check-script.ts';
import { certificateFolder, describeWith, eventually, freePort, pathOf, start, stop } from './programs.ts';
import { askS3, type S3Request } from './s3.ts';

const access = { id: 'platform', secret: 'secret of the test' };

describeWith(['python3', 'versitygw'], 'the check of Object Lock, against a real S3 server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-lock-'));
  const at = (name: string) => join(folder, name);
  let server: ChildProcess | undefined;
  let port = 0;
  let tls = '';
  const s3 = (request: S3Request) =>
    askS3({ port, region: 'eu-test-1', access, ca: readFileSync(join(tls, 'ca.crt'), 'utf8') }, request);

  async function bucket(name: string, mode: string | undefined, days = 30): Promise<void> {
    const locked = mode !== undefined;
    const headers = locked ? { 'x-amz-bucket-object-lock-enabled': 'true' } : {};
    expect(await s3({ method: 'PUT', path: `/${name}`, headers })).toMatchObject({ status: 200 });
    if (!locked) return;
    const rule = `<Rule><DefaultRetention><Mode>${mode}</Mode><Days>${days}</Days></DefaultRetention></Rule>`;
    const body = `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>${rule}</ObjectLockConfiguration>`;
    const made = await s3({ method: 'PUT', path: `/${name}`, query: { 'object-lock': '' }, body });
    expect(made).toMatchObject({ status: 200 });
  }

  beforeAll(async () => {
    for (const name of ['objects', 'versions', 'sidecar']) mkdirSync(at(name));
    writeFileSync(at('check.py'), LOCK_CHECK_SCRIPT);
    tls = await certificateFolder(['localhost']);
    port = await freePort();
    server = start(pathOf('versitygw'), [
      ...['--port', `127.0.0.1:${port}`, '--region', 'eu-test-1', '--access', access.id, '--secret', access.secret],
      ...['--cert', join(tls, 'tls.crt'), '--key', join(tls, 'tls.key'), '--quiet'],
      ...['posix', '--sidecar', at('sidecar'), '--versioning-dir', at('versions'), at('objects')],
    ]);
    await eventually(
      () => s3({ method: 'GET', path: '/' }),
      ({ status }) => status === 200,
    );
    await bucket('compliance', 'COMPLIANCE');
    await bucket('governance', 'GOVERNANCE');
    await bucket('short', 'COMPLIANCE', 7);
    await bucket('open', undefined);
  });
  afterAll(async () => {
    await stop(server);
    rmSync(folder, { recursive: true, force: true });
  });

  function check(name: string, secret = access.secret) {
    const task = { url: `https://localhost:${port}`, region: 'eu-test-1', bucket: name, days: 30 };
    writeFileSync(at('task.json'), JSON.stringify(task));
    const env = { ...process.env, ACCESS_KEY_ID: access.id, SECRET_ACCESS_KEY: secret };
    const args = ['-I', at('check.py'), at('task.json'), join(tls, 'ca.crt')];
    const { status, stdout, stderr } = spawnSync('python3', args, { env, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  }

  test('finds that a lock in compliance mode holds', () => {
    const { status, said } = check('compliance');
    expect({ status, said: JSON.parse(said) }).toMatchObject({ status: 0, said: { lock: 'holds', days: 30 } });
  });

  test('finds it again the same day, since the first object cannot be replaced either', () =>
    expect(check('compliance').status).toBe(0));

  test.each([
    ['a bucket in governance mode', 'governance', /GOVERNANCE for 30 days, and the site says COMPLIANCE for 30/],
    ['a bucket that keeps for too short a time', 'short', /COMPLIANCE for 7 days/],
    ['a bucket without a lock', 'open', /Object Lock/],
    ['a bucket that is not there', 'missing', /answered 404/],
  ])('fails for %s', (_, name, message) => {
    const { status, said } = check(name);
    expect(status).toBe(1);
    expect(said).toMatch(message);
  });

  test('fails, and proves nothing, when the store does not know the platform', () => {
    const { status, said } = check('compliance', 'another secret');
    expect({ status, said }).toEqual({ status: 1, said: expect.stringContaining('SignatureDoesNotMatch') });
    expect(said).not.toContain('another secret');
  });
});
