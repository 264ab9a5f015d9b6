import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { envoyConfig } from '../../constructs/core/envoy/config.ts';
import { ENVOY_HEALTH_PORT } from '../../constructs/core/envoy/types.ts';
import {
  COLLECTOR_HEALTH_PORT,
  COLLECTOR_HTTP_PORT,
  COLLECTOR_PATHS,
  COLLECTOR_PORT,
  collectorConfig,
} from '../../constructs/governance/collector-config.ts';
import { createAuthority, issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import { greeting, MountedCertificate, withCertificates } from './certificates.ts';
import { describeWith, eventually, freePort, pathOf, start, stop, withPorts } from './programs.ts';

const CLIENT = 'client.place.svc';
const DOOR = 8443;
const BEHIND = 8080;

describeWith(['envoy'], 'a guard whose certificate is renewed', () => {
  const mounted = new MountedCertificate();
  const { folder } = mounted;
  let authority: KeyPair;
  let next: KeyPair;
  let behind: Server;
  let envoy: ReturnType<typeof start>;
  let port: number;

  async function ask(signed: KeyPair) {
    const { certificate: cert, key } = await issueLeaf(signed, { commonName: CLIENT, dnsNames: [CLIENT] });
    return greeting(port, { cert, key });
  }

  beforeAll(async () => {
    [authority, next] = [await createAuthority('site'), await createAuthority('the next of the site')];
    await mounted.renew(authority);
    const [door = 0, health = 0, application = 0] = [await freePort(), await freePort(), await freePort()];
    port = door;
    behind = createServer((_, response) => response.end('behind'));
    await new Promise<void>((resolve) => behind.listen(application, '127.0.0.1', resolve));
    const config = envoyConfig({
      ...{ serviceName: 'guarded', namespace: 'place', role: 'fhir', healthPaths: [] },
      audit: { host: 'localhost', port: 9 },
      upstream: { kind: 'local', port: BEHIND },
      doors: [
        {
          ...{ name: 'https', port: DOOR, recorded: false, routes: [{ methods: ['GET'], prefix: '/' }] },
          admission: { kind: 'certificate', dnsNames: [CLIENT] },
        },
      ],
    });
    const ports = [
      [DOOR, door],
      [ENVOY_HEALTH_PORT, health],
      [BEHIND, application],
    ] as const;
    const file = join(folder, 'envoy.yaml');
    writeFileSync(file, withCertificates(withPorts(config, ports), folder).replaceAll('0.0.0.0', '127.0.0.1'));
    const options = ['--config-path', file, '--disable-hot-restart', '--concurrency', '1', '--log-level', 'warning'];
    envoy = start(pathOf('envoy'), options);
    await eventually(
      () => ask(authority),
      ({ status }) => status === 200,
    );
  });

  afterAll(async () => {
    await stop(envoy);
    behind?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('shows the new one without a restart', async () => {
    const before = await ask(authority);
    const renewed = await mounted.renew(authority);
    const after = await eventually(
      () => ask(authority),
      ({ serial }) => serial === renewed,
    );
    expect([before.status, after.status, before.serial === renewed]).toEqual([200, 200, false]);
    expect(envoy.exitCode).toBeNull();
  });

  test('admits by a new authority alone, once that has taken the place of the old one', async () => {
    expect((await ask(next)).status).toBe(0);
    await mounted.renew(next);
    await eventually(
      () => ask(next),
      ({ status }) => status === 200,
    );
    expect((await ask(authority)).status).toBe(0);
  });

  test('keeps what it has when the new files are no certificate', async () => {
    const { serial } = await ask(next);
    mounted.replace({ 'tls.crt': 'no certificate', 'tls.key': 'no key', 'ca.crt': 'no authority' });
    await eventually(
      async () => envoy.log.join(''),
      (log) => log.includes('Failed to load'),
    );
    expect(await ask(next)).toEqual({ serial, status: 200 });
  });
});

describeWith(['otelcol'], 'a collector whose certificate is renewed', () => {
  test('shows the new one without a restart, at the interval that its configuration names', async () => {
    const mounted = new MountedCertificate();
    const { folder } = mounted;
    const authority = await createAuthority('site');
    await mounted.renew(authority);
    const [grpc = 0, http = 0, health = 0] = [await freePort(), await freePort(), await freePort()];
    const ports = [
      [COLLECTOR_PORT, grpc],
      [COLLECTOR_HTTP_PORT, http],
      [COLLECTOR_HEALTH_PORT, health],
    ] as const;
    const queue = join(folder, 'queue');
    mkdirSync(queue);
    const text = withPorts(collectorConfig({ host: 'localhost', port: 9 }), ports)
      .replaceAll(COLLECTOR_PATHS.certificate, folder)
      .replaceAll(COLLECTOR_PATHS.queue, queue)
      .replaceAll('0.0.0.0', '127.0.0.1');
    expect(text).toContain('reload_interval: 1h');
    writeFileSync(join(folder, 'collector.yaml'), text.replaceAll('reload_interval: 1h', 'reload_interval: 1s'));
    const collector = start(pathOf('otelcol'), ['--config', join(folder, 'collector.yaml')]);
    try {
      await eventually(
        () => greeting(health, {}),
        ({ status }) => status === 200,
      );
      const renewed = await mounted.renew(authority);
      await eventually(
        () => greeting(health, {}),
        ({ serial, status }) => status === 200 && serial === renewed,
      );
      expect(collector.exitCode).toBeNull();
    } finally {
      await stop(collector);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
