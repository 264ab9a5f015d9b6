import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer as createPlain, type IncomingMessage, request as plainRequest, type Server } from 'node:http';
import { createServer, request, type Server as TlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { envoyConfig } from '../../constructs/core/envoy/config.ts';
import { outletConfig } from '../../constructs/core/envoy/outlet-sidecar.ts';
import { ENVOY_HEALTH_PORT } from '../../constructs/core/envoy/types.ts';
import type { ReviewedApp } from '../../constructs/core/site/modules/marketplace.ts';
import { APP_GATEWAY_PORT, appDoor } from '../../constructs/marketplace/app-gateway.ts';
import { PORTAL_PAGE, PORTAL_PORT, portalConfig } from '../../constructs/marketplace/portal-config.ts';
import { portalPage } from '../../constructs/marketplace/portal-page.ts';
import { createAuthority, issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import { hospital } from '../support/small-app.ts';
import { withCertificates } from './certificates.ts';
import { describeWith, eventually, freePort, pathOf, start, stop } from './programs.ts';

const reviewed = hospital.modules.marketplace?.apps['radiology-assistant'];
if (reviewed === undefined) throw new Error('the reference hospital has reviewed an app');
const radiology: ReviewedApp = { ...reviewed, scopes: ['system/ImagingStudy.rs', 'system/Patient.r'] };
const cardiology: ReviewedApp = {
  ...reviewed,
  scopes: ['system/Observation.rs'],
  quota: { ...reviewed.quota, requestsPerMinute: 10 },
};
const clients = { radiology: 'radiology.app.svc', cardiology: 'cardiology.app.svc' };
const ingress = 'ingress.place.svc';

/** Real Envoys as two apps' gateways, as one app's sidecar and as the page, before a server that takes whatever comes. */
describeWith(['envoy'], 'the gateways of third-party apps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-apps-'));
  const running: ReturnType<typeof start>[] = [];
  let site: KeyPair;
  let record: TlsServer;
  let program: Server;
  let ports: Readonly<
    Record<'record' | 'radiology' | 'cardiology' | 'portal' | 'outlet' | 'outletHealth' | 'program', number>
  >;
  let keys: Readonly<Record<string, { readonly cert: string; readonly key: string }>>;
  /** What reached the FHIR server. */
  const seen: IncomingMessage[] = [];

  async function pair(authority: KeyPair, ...dnsNames: string[]) {
    const [commonName = ''] = dnsNames;
    const leaf = await issueLeaf(authority, { commonName, dnsNames, addresses: ['127.0.0.1'] });
    return { cert: leaf.certificate, key: leaf.key };
  }

  async function envoy(name: string, yaml: string, files: Readonly<Record<string, string>> = {}, own = 'localhost') {
    const here = mkdtempSync(join(folder, `${name}-`));
    const { cert, key } = await pair(site, own, 'localhost');
    const health = await freePort();
    const local = withCertificates(yaml, here)
      .replaceAll('0.0.0.0', '127.0.0.1')
      .replaceAll('address: localhost', 'address: 127.0.0.1')
      .replaceAll('/etc/envoy', here)
      .replaceAll(
        `port_value: ${ENVOY_HEALTH_PORT}\n`,
        `port_value: ${name === 'outlet' ? ports.outletHealth : health}\n`,
      );
    const all = { ...files, 'envoy.yaml': local, 'tls.crt': cert, 'tls.key': key, 'ca.crt': site.certificate };
    for (const [file, text] of Object.entries(all)) writeFileSync(join(here, file), text);
    const config = ['--config-path', join(here, 'envoy.yaml'), '--disable-hot-restart', '--concurrency', '1'];
    running.push(start(pathOf('envoy'), [...config, '--log-level', 'warning']));
  }

  const audit = { host: 'localhost', port: 9 };
  const gateway = (name: 'radiology' | 'cardiology', app: ReviewedApp) =>
    envoyConfig({
      ...{ serviceName: name, namespace: 'place', role: 'app-gateway', audit, healthPaths: [] },
      doors: [appDoor({ app, client: clients[name], replicas: 1 })],
      upstream: { kind: 'remote', host: 'localhost', port: ports.record },
    }).replaceAll(`port_value: ${APP_GATEWAY_PORT}\n`, `port_value: ${ports[name]}\n`);

  beforeAll(async () => {
    site = await createAuthority('site');
    const stranger = await createAuthority('stranger');
    const free = await Promise.all(Array.from({ length: 7 }, freePort));
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = free;
    ports = { record: a, radiology: b, cardiology: c, portal: d, outlet: e, outletHealth: f, program: g };
    keys = {
      radiology: await pair(site, clients.radiology),
      cardiology: await pair(site, clients.cardiology),
      forged: await pair(stranger, clients.radiology),
      ingress: await pair(site, ingress),
    };
    record = createServer({ ...(await pair(site, 'localhost')) }, (message, response) => {
      seen.push(message);
      message.resume();
      message.on('end', () => response.end('record'));
    });
    program = createPlain((message, response) => {
      response.statusCode = message.url === '/healthz' ? 200 : 500;
      response.end();
    });
    await new Promise<void>((resolve) => record.listen(ports.record, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => program.listen(ports.program, '127.0.0.1', resolve));
    await envoy('radiology', gateway('radiology', radiology));
    await envoy('cardiology', gateway('cardiology', cardiology));
    const outlet = { name: 'fhir', localPort: ports.outlet, host: 'localhost', port: ports.radiology };
    const health = { port: ports.program, path: '/healthz' };
    await envoy('outlet', outletConfig({ namespace: 'app', name: 'radiology', outlet, health }), {}, clients.radiology);
    await envoy(
      'portal',
      portalConfig({ serviceName: 'portal', namespace: 'place', client: ingress, audit }).replaceAll(
        `port_value: ${PORTAL_PORT}\n`,
        `port_value: ${ports.portal}\n`,
      ),
      { [PORTAL_PAGE]: portalPage({ site: 'ward', apps: { radiology }, admitted: ['radiology'] }) },
    );
    const ready = { status: 200 };
    await eventually(
      () => ask('radiology', 'radiology', '/fhir/Patient/1'),
      ({ status }) => status === ready.status,
    );
    await eventually(
      () => ask('cardiology', 'cardiology', '/fhir/Condition/1'),
      ({ status }) => status === 404,
    );
    await eventually(
      () => ask('portal', 'ingress', '/'),
      ({ status }) => status === ready.status,
    );
    await eventually(
      () => throughSidecar('/fhir/Patient/1'),
      ({ status }) => status === ready.status,
    );
  });

  afterAll(async () => {
    for (const one of running) await stop(one);
    record?.close();
    program?.close();
  });

  interface Answer {
    readonly status: number;
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
  }

  function answer(message: IncomingMessage, resolve: (answer: Answer) => void): void {
    const parts: Buffer[] = [];
    message.on('data', (part: Buffer) => parts.push(part));
    message.on('end', () =>
      resolve({ status: message.statusCode ?? 0, headers: message.headers, body: Buffer.concat(parts).toString() }),
    );
  }

  function ask(
    at: 'radiology' | 'cardiology' | 'portal',
    as: string | undefined,
    path: string,
    method = 'GET',
  ): Promise<Answer> {
    const own = as === undefined ? {} : keys[as];
    return new Promise((resolve, reject) => {
      const to = { host: '127.0.0.1', port: ports[at], servername: 'localhost', ca: site.certificate, agent: false };
      const call = request({ ...to, ...own, path, method }, (message) => answer(message, resolve));
      call.on('error', reject);
      call.end();
    });
  }

  function throughSidecar(path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const to = { host: '127.0.0.1', port: ports.outlet, path, agent: false };
      plainRequest(to, (message) => answer(message, resolve))
        .on('error', reject)
        .end();
    });
  }

  describe('let an app', () => {
    test.each([
      '/fhir/ImagingStudy/17',
      '/fhir/ImagingStudy?status=available&_count=20&_sort=-started',
      '/fhir/ImagingStudy?identifier=urn%3Aoid%3A1.2%7C3',
    ])('read what was granted: %s', async (path) => {
      expect((await ask('radiology', 'radiology', path)).body).toBe('record');
      expect(seen.at(-1)?.url).toBe(path);
    });

    test('read it through its sidecar, without a key of its own', async () => {
      expect((await throughSidecar('/fhir/ImagingStudy/17')).body).toBe('record');
    });
  });

  describe('keep from it', () => {
    test.each<[string, string, string?]>([
      ['what only another app was granted', '/fhir/Observation/1'],
      ['the same, as a search', '/fhir/Observation?code=1'],
      ['a search where only reading was granted', '/fhir/Patient?name=a'],
      ['what a search includes', '/fhir/ImagingStudy?_include=ImagingStudy:patient'],
      ['the same, with an escape', '/fhir/ImagingStudy?%5finclude=ImagingStudy:patient'],
      ['a way up', '/fhir/ImagingStudy/../Observation/1'],
      ['everything of a patient', '/fhir/Patient/1/$everything'],
      ['writing', '/fhir/ImagingStudy', 'POST'],
      ['changing', '/fhir/Patient/1', 'PUT'],
      ['deleting', '/fhir/Patient/1', 'DELETE'],
      ['a transaction', '/fhir', 'POST'],
    ])('%s', async (_, path, method) => {
      const before = seen.length;
      expect((await ask('radiology', 'radiology', path, method)).status).toBe(404);
      expect(seen).toHaveLength(before);
    });

    test.each([
      ['the gateway of another app', 'radiology', 'cardiology'],
      ['the gateway without a certificate', undefined, 'radiology'],
      ['the gateway with a certificate that somebody else signed', 'forged', 'radiology'],
      ['the page, past the ingress', 'radiology', 'portal'],
    ] as const)('%s', async (_, as, at) => {
      const before = seen.length;
      await expect(ask(at, as, '/fhir/Observation/1')).rejects.toThrow();
      expect(seen).toHaveLength(before);
    });

    test('more requests than its quota', async () => {
      const many = await Promise.all(
        Array.from({ length: 20 }, () => ask('cardiology', 'cardiology', '/fhir/Observation/1')),
      );
      expect(many.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(10);
    });

    test('nothing of the quota of another app', async () => {
      expect((await ask('radiology', 'radiology', '/fhir/Patient/1')).status).toBe(200);
    });
  });

  test('a sidecar tells the kubelet how the program is', async () => {
    const asked = (path: string) =>
      new Promise<number>((resolve, reject) => {
        const to = { host: '127.0.0.1', port: ports.outletHealth, path, rejectUnauthorized: false, agent: false };
        request(to, ({ statusCode }) => resolve(statusCode ?? 0))
          .on('error', reject)
          .end();
      });
    expect(await asked('/healthz')).toBe(200);
    expect(await asked('/metrics')).toBe(404);
  });

  test('the page is served as a page that may load nothing', async () => {
    const { headers, body } = await ask('portal', 'ingress', '/');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('<h1>App Store of ward</h1>');
    expect((await ask('portal', 'ingress', '/other')).status).toBe(404);
  });
});
