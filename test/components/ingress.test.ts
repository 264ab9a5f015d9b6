import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, request, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENVOY_HEALTH_PORT } from '../../constructs/core/envoy/types.ts';
import { INGRESS_PORT, ingressConfig, type PublicDoor } from '../../constructs/network/ingress-config.ts';
import { strictRules } from '../../constructs/network/web-firewall.ts';
import { createAuthority, issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import { withCertificates } from './certificates.ts';
import { describeWith, eventually, freePort, pathOf, start, stop, withPorts } from './programs.ts';

const people = 'approval.hospital.example';
const systems = 'fhir.hospital.example';

/** A real Envoy between clients and a server behind it, on loopback. */
describeWith(['envoy'], 'the way into the cluster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-ingress-'));
  let envoy: ReturnType<typeof start> | undefined;
  let server: Server;
  let inside: KeyPair;
  let outside: KeyPair;
  let port: number;
  let his: object;
  let stranger: object;
  let ours: object;
  /** What reached the server behind. */
  const seen: IncomingMessage[] = [];

  async function pair(authority: KeyPair, ...dnsNames: string[]) {
    const [commonName = ''] = dnsNames;
    const leaf = await issueLeaf(authority, { commonName, dnsNames, addresses: ['127.0.0.1'] });
    return { cert: leaf.certificate, key: leaf.key };
  }

  beforeAll(async () => {
    inside = await createAuthority('site');
    outside = await createAuthority('hospital systems');
    his = await pair(outside, 'his.hospital.example');
    stranger = await pair(outside, 'printer.hospital.example');
    ours = await pair(inside, 'his.hospital.example');
    const gateway = await pair(inside, people, systems, 'localhost');
    writeFileSync(join(folder, 'tls.crt'), gateway.cert);
    writeFileSync(join(folder, 'tls.key'), gateway.key);
    writeFileSync(join(folder, 'ca.crt'), inside.certificate);
    const clients = join(folder, 'clients');
    mkdirSync(clients);
    writeFileSync(join(clients, 'ca.crt'), outside.certificate);
    const [behind = 0, front = 0, health = 0] = await Promise.all(Array.from({ length: 3 }, freePort));
    port = front;
    server = createServer({ ...(await pair(inside, 'localhost')) }, (message, response) => {
      seen.push(message);
      message.resume();
      message.on('end', () => response.end('behind'));
    });
    await new Promise<void>((resolve) => server.listen(behind, '127.0.0.1', resolve));
    const target = { host: 'localhost', port: behind };
    const doors: PublicDoor[] = [
      {
        ...{ name: 'approval', host: people, target, requestsPerMinute: 60 },
        admission: { kind: 'people' },
        routes: [{ methods: ['GET', 'POST'], prefix: '/operaton' }],
        maxRequestBytes: 1024,
      },
      {
        ...{ name: 'fhir', host: systems, target },
        admission: { kind: 'systems', dnsNames: ['his.hospital.example'] },
        routes: [{ methods: ['GET'], prefix: '/fhir' }],
      },
    ];
    const audit = { host: 'localhost', port: 9 };
    const config = ingressConfig({ serviceName: 'ingress', namespace: 'front', audit, doors, firewall: strictRules });
    const ports = [
      [INGRESS_PORT, port],
      [ENVOY_HEALTH_PORT, health],
    ] as const;
    const yaml = withCertificates(withPorts(config, ports), folder, clients)
      .replaceAll('0.0.0.0', '127.0.0.1')
      .replaceAll('address: localhost', 'address: 127.0.0.1')
      .replaceAll('request_headers_timeout: 10s', 'request_headers_timeout: 1s');
    writeFileSync(join(folder, 'envoy.yaml'), yaml);
    envoy = start(pathOf('envoy'), [
      ...['--config-path', join(folder, 'envoy.yaml'), '--disable-hot-restart', '--concurrency', '1'],
      ...['--log-level', 'warning'],
    ]);
    await eventually(
      () => ask({ servername: systems, path: '/fhir/metadata', ...his }),
      ({ status }) => status === 200,
    );
  });

  afterAll(async () => {
    await stop(envoy);
    server?.close();
  });

  interface Ask {
    readonly servername: string;
    readonly path: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string | string[]>>;
    readonly body?: string;
  }

  function ask({ body, ...options }: Ask): Promise<{ status: number; message: IncomingMessage }> {
    return new Promise((resolve, reject) => {
      const headers = { host: options.servername, ...options.headers };
      const all = { host: '127.0.0.1', port, ca: inside.certificate, agent: false, ...options, headers } as const;
      const call = request(all, (message) => {
        message.resume();
        resolve({ status: message.statusCode ?? 0, message });
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  /** Sends bytes as they are over TLS, and resolves to the status of the answer; 0 when there is none. */
  function raw(text: string): Promise<number> {
    return new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, servername: people, ca: inside.certificate });
      socket.once('secureConnect', () => socket.write(text));
      socket.once('data', (data) => {
        socket.destroy();
        resolve(Number(String(data).split(' ')[1]));
      });
      socket.once('close', () => resolve(0));
      socket.once('error', () => resolve(0));
    });
  }

  describe('for systems', () => {
    test('is open with the certificate of a named system', async () => {
      expect((await ask({ servername: systems, path: '/fhir/Patient/1', ...his })).status).toBe(200);
    });

    test.each<[string, () => object]>([
      ['without a certificate', () => ({})],
      ['with the certificate of a system that is not named', () => stranger],
      ["with a certificate of the platform's own authority", () => ours],
    ])('is closed %s', async (_, certificate) => {
      await expect(ask({ servername: systems, path: '/fhir/Patient/1', ...certificate() })).rejects.toThrow();
    });

    test('cannot be entered through the door for people', async () => {
      const through = { servername: people, path: '/fhir/Patient/1', headers: { host: systems } };
      expect((await ask(through)).status).toBe(404);
    });
  });

  describe('for people', () => {
    const path = '/operaton/app';

    test('is open without a certificate', async () => {
      const { status, message } = await ask({ servername: people, path });
      expect(status).toBe(200);
      expect(message.headers).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
      });
    });

    test.each(['other.hospital.example', 'localhost'])('is closed under the name %s', async (servername) => {
      await expect(ask({ servername, path })).rejects.toThrow();
    });

    test.each<[string, Partial<Ask>, number]>([
      ['a path that no route names', { path: '/engine-rest/process-definition' }, 404],
      ['a method that no route names', { path, method: 'DELETE' }, 404],
      ['an encoded slash', { path: '/operaton%2fapp' }, 400],
      ['a way up, encoded', { path: '/operaton/%252e%252e%252fengine-rest' }, 403],
      ['a null byte', { path: `${path}?a=%00` }, 403],
      ['a line break', { path: `${path}?a=%0d%0aset-cookie:x` }, 403],
      ['a script', { path: `${path}?q=%3Cscript%3E` }, 403],
      ['a lookup expression', { path: `${path}?q=$%7Bjndi:ldap://x/a%7D` }, 403],
      ['a lookup expression in a header', { path, headers: { 'user-agent': '$'.concat('{jndi:dns://x}') } }, 403],
      ['a statement', { path: `${path}?id=1'%20OR%201=1` }, 403],
      ['another method in a header', { path, headers: { 'x-http-method-override': 'DELETE' } }, 403],
      ['another path in a header', { path, headers: { 'x-original-url': '/engine-rest' } }, 403],
      ['a header with an underscore', { path, headers: { x_forwarded_for: '1.1.1.1' } }, 400],
      [
        'too many headers',
        { path, headers: Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`h${i}`, 'x'])) },
        431,
      ],
      ['headers that are too long', { path, headers: { cookie: 'a'.repeat(40_000) } }, 431],
      ['a document type that no part takes', { path, method: 'POST', headers: { 'content-type': 'text/xml' } }, 403],
      [
        'an object of a programming language',
        { path, method: 'POST', headers: { 'content-type': 'application/x-java-serialized-object' } },
        403,
      ],
      [
        'a packed body, which no limit can measure',
        { path, method: 'POST', headers: { 'content-encoding': 'gzip' } },
        403,
      ],
      [
        'another protocol on the same connection',
        { path, headers: { connection: 'upgrade', upgrade: 'websocket' } },
        403,
      ],
      ['a body that is too long', { path, method: 'POST', body: 'x'.repeat(4096) }, 413],
    ])('is closed to %s', async (_, what, status) => {
      const before = seen.length;
      expect((await ask({ servername: people, path, ...what })).status).toBe(status);
      expect(seen).toHaveLength(before);
    });

    test.each([
      ['what an ordinary search looks like', `${path}?name=M%C3%BCller&date=ge2026-01-01&_count=20`],
      ['a name with an apostrophe', `${path}?name=O'Neill`],
      ['two dots in a file name', `${path}/report..final.pdf`],
    ])('is open to %s', async (_, ordinary) => {
      expect((await ask({ servername: people, path: ordinary })).status).toBe(200);
    });

    test('normalises a way up before it looks for a route', async () => {
      expect(await raw(`GET /operaton/../engine-rest HTTP/1.1\r\nHost: ${people}\r\n\r\n`)).toBe(404);
    });

    test('refuses a request whose length can be read in two ways', async () => {
      const smuggled = 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
      expect(await raw(`POST ${path} HTTP/1.1\r\nHost: ${people}\r\n${smuggled}`)).toBe(400);
    });

    const head = `Host: ${people}\r\n`;
    test.each([
      ['two lengths', `POST ${path} HTTP/1.1\r\n${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd`, 400],
      ['a blank before the colon', `POST ${path} HTTP/1.1\r\n${head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`, 400],
      ['an unknown coding', `POST ${path} HTTP/1.1\r\n${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`, 501],
      ['two hosts', `GET ${path} HTTP/1.1\r\n${head}Host: ${systems}\r\n\r\n`, 404],
      ['no host', `GET ${path} HTTP/1.1\r\n\r\n`, 400],
      ['HTTP/1.0', `GET ${path} HTTP/1.0\r\n${head}\r\n`, 426],
      ['a method that mirrors headers', `TRACE ${path} HTTP/1.1\r\n${head}\r\n`, 404],
    ])('reads no request with %s', async (_, text, status) => {
      const before = seen.length;
      expect(await raw(text)).toBe(status);
      expect(seen).toHaveLength(before);
    });

    test('waits for no client that sends its headers slowly', async () => {
      expect(await raw(`GET ${path} HTTP/1.1\r\n${head}X-Slow: `)).toBe(408);
    });

    test.each([
      ['JSON of FHIR', 'application/fhir+json; charset=utf-8'],
      ['a form', 'application/x-www-form-urlencoded'],
      ['a file', 'multipart/form-data; boundary=x'],
    ])('takes %s', async (_, type) => {
      const { status } = await ask({
        servername: people,
        path,
        method: 'POST',
        headers: { 'content-type': type },
        body: 'x',
      });
      expect(status).toBe(200);
    });

    test('tells the server behind the address of the connection, whatever a client says of itself', async () => {
      const headers = {
        'x-forwarded-for': '198.51.100.7',
        'x-real-ip': '198.51.100.7',
        'x-forwarded-host': 'evil.example',
      };
      await ask({ servername: people, path, headers });
      const received = seen.at(-1)?.headers ?? {};
      expect(received['x-forwarded-for']?.toString().split(',').at(-1)).not.toBe('198.51.100.7');
      expect(received['x-real-ip']).toBeUndefined();
      expect(received['x-forwarded-host']).toBeUndefined();
    });

    test('is closed to more requests than its limit', async () => {
      const many = await Promise.all(Array.from({ length: 70 }, () => ask({ servername: people, path })));
      expect(many.map(({ status }) => status)).toContain(429);
    });
  });
});
