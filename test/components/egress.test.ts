import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpsServer, request as httpsRequest, type Server } from 'node:https';
import { connect as connectTcp, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Leaver } from '../../constructs/core/egress/need.ts';
import { type EgressRelay, PROXY_PORT, relayClusters, relayListeners } from '../../constructs/core/egress/relay.ts';
import { EGRESS_PORT } from '../../constructs/core/egress/route.ts';
import { bootstrap } from '../../constructs/core/envoy/config.ts';
import { ENVOY_HEALTH_PORT } from '../../constructs/core/envoy/types.ts';
import { egressConfig } from '../../constructs/network/egress-config.ts';
import { createAuthority, issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import { withCertificates } from './certificates.ts';
import { describeWith, eventually, freePort, pathOf, start, stop, withPorts } from './programs.ts';

/** Milliseconds after which nothing comes any more; the gateway itself waits for a few seconds. */
const SILENCE = 60_000;

/** An application, its relay, the gateway and a server outside, each a real process or a real TLS end, on loopback. */
describeWith(['envoy'], 'the way out of the cluster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-egress-'));
  const programs: ReturnType<typeof start>[] = [];
  let authority: KeyPair;
  let server: Server;
  let port: Record<'outside' | 'gateway' | 'health' | 'proxy' | 'direct', number>;

  async function leaf(...dnsNames: string[]): Promise<string> {
    const [name = ''] = dnsNames;
    const pair = await issueLeaf(authority, { commonName: name, dnsNames, addresses: ['127.0.0.1'] });
    const at = mkdtempSync(join(folder, 'tls-'));
    writeFileSync(join(at, 'tls.crt'), pair.certificate);
    writeFileSync(join(at, 'tls.key'), pair.key);
    writeFileSync(join(at, 'ca.crt'), authority.certificate);
    return at;
  }

  function run(name: string, yaml: string): void {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, yaml);
    const log = ['--disable-hot-restart', '--concurrency', '1', '--log-level', 'warning'];
    programs.push(start(pathOf('envoy'), ['--config-path', file, ...log]));
  }

  const client = (tls: string) => ({
    cert: readFileSync(join(tls, 'tls.crt')),
    key: readFileSync(join(tls, 'tls.key')),
    ca: authority.certificate,
  });

  /** Resolves to `open` when the gateway lets a TLS connection through to the server behind, else to why it did not. */
  function knock(servername: string | undefined, tls: string | undefined): Promise<string> {
    return new Promise((resolve) => {
      const socket = connectTls({
        ...{ host: '127.0.0.1', port: port.gateway, ca: authority.certificate, ALPNProtocols: [] },
        ...(servername === undefined ? {} : { servername }),
        ...(tls === undefined ? {} : client(tls)),
        checkServerIdentity: () => undefined,
      });
      const end = (answer: string) => {
        socket.destroy();
        resolve(answer);
      };
      // The gateway's own certificate proves nothing: open is what leads to the server behind it.
      socket.once('secureConnect', () => {
        const inner = connectTls({ socket, servername: 'localhost', ca: authority.certificate });
        inner.once('secureConnect', () => end('open'));
        inner.once('error', () => end('cut'));
      });
      socket.once('error', () => end('cut'));
      socket.once('close', () => end('cut'));
      socket.setTimeout(SILENCE, () => end('silence'));
    });
  }

  function raw(bytes: Buffer): Promise<string> {
    return new Promise((resolve) => {
      const socket: Socket = connectTcp(port.gateway, '127.0.0.1', () => socket.write(bytes));
      socket.once('data', (data) => resolve(data[0] === 0x15 ? 'cut' : 'open'));
      socket.once('error', () => resolve('cut'));
      socket.once('close', () => resolve('cut'));
      socket.setTimeout(SILENCE, () => resolve('silence'));
    });
  }

  let app: string;
  let other: string;
  let stranger: string;

  beforeAll(async () => {
    authority = await createAuthority('test authority');
    app = await leaf('app.place.svc');
    other = await leaf('other.place.svc');
    stranger = await leaf('stranger.place.svc');
    const gateway = await leaf('localhost');
    const [outside, at, health, proxy, direct] = await Promise.all(Array.from({ length: 5 }, freePort));
    port = { outside, gateway: at, health, proxy, direct } as typeof port;
    server = createHttpsServer(client(await leaf('localhost')), (_, response) => response.end('from outside'));
    await new Promise<void>((resolve) => server.listen(port.outside, '127.0.0.1', resolve));
    // The one name that loopback has; its port makes it the server name `port-….localhost`.
    const endpoint = { host: 'localhost', port: port.outside, networks: ['127.0.0.0/8'] };
    const from = (name: string) => ({ name, namespace: 'place' }) as Leaver;
    const needs = [
      { from: from('app'), endpoint, purpose: 'test' },
      { from: from('other'), endpoint: { ...endpoint, host: 'forbidden.localhost' }, purpose: 'test' },
    ];
    const pairs = [
      [EGRESS_PORT, port.gateway],
      [ENVOY_HEALTH_PORT, port.health],
      [PROXY_PORT, port.proxy],
      [PROXY_PORT + 1, port.direct],
    ] as const;
    const local = (yaml: string, tls: string) =>
      withCertificates(withPorts(yaml, pairs), tls).replaceAll('0.0.0.0', '127.0.0.1');
    const audit = { host: 'localhost', port: 9 };
    run('gateway', local(egressConfig({ serviceName: 'egress', namespace: 'place', audit, needs }), gateway));
    const relay: EgressRelay = {
      route: { host: 'localhost', port: port.gateway },
      destinations: [endpoint],
      proxied: [endpoint],
    };
    const parts = { listeners: relayListeners(relay), clusters: relayClusters(relay) };
    const relayYaml = bootstrap({ serviceName: 'app', namespace: 'place' }, parts);
    run('relay', local(relayYaml, app));
    await eventually(
      () => fetchThroughRelay('localhost'),
      (answer) => answer === 'from outside',
    );
  });

  afterAll(async () => {
    await Promise.all(programs.map(stop));
    server?.close();
  });

  /** As a guard does: TLS to the host, over the relay's port for it. */
  function fetchThroughRelay(servername: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const call = httpsRequest(
        { host: '127.0.0.1', port: port.direct, servername, ca: authority.certificate, agent: false },
        (response) => {
          let text = '';
          response.on('data', (part) => {
            text += part;
          });
          response.on('end', () => resolve(text));
        },
      );
      call.on('error', reject);
      call.end();
    });
  }

  /** As a Java application does: CONNECT to its loopback proxy. Resolves to the proxy's status line. */
  function connectVia(authorityOf: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connectTcp(port.proxy, '127.0.0.1', () =>
        socket.write(`CONNECT ${authorityOf} HTTP/1.1\r\nHost: ${authorityOf}\r\n\r\n`),
      );
      socket.once('data', (data) => {
        socket.destroy();
        resolve(String(data).split('\r\n')[0] ?? '');
      });
      socket.once('error', reject);
    });
  }

  const allowed = () => `port-${port.outside}.localhost`;

  test('is open to a declared name, from end to end encrypted', async () => {
    expect(await fetchThroughRelay('localhost')).toBe('from outside');
    expect(await knock(allowed(), app)).toBe('open');
  });

  test('is open to an application through its loopback proxy', async () => {
    expect(await connectVia(`localhost:${port.outside}`)).toBe('HTTP/1.1 200 OK');
  });

  test.each(['evil.example:443', 'localhost:443', '10.20.0.9:443'])('the proxy knows no way to %s', async (name) => {
    expect(await connectVia(name)).toBe('HTTP/1.1 404 Not Found');
  });

  test.each<[string, () => string | undefined]>([
    ['a name that nobody declared', () => 'evil.example'],
    ['a name below a declared one', () => `x.${allowed()}`],
    ['a declared name with a suffix', () => `${allowed()}.evil.example`],
    ['the host without its port', () => 'localhost'],
    ['no server name', () => undefined],
  ])('is closed to %s', async (_, servername) => {
    expect(await knock(servername(), app)).toBe('cut');
  });

  test('is closed to a workload that did not declare the name', async () => {
    expect(await knock(allowed(), other)).toBe('cut');
    expect(await knock(allowed(), stranger)).toBe('cut');
    expect(await knock(`port-${port.outside}.forbidden.localhost`, app)).toBe('cut');
  });

  test('is closed without a certificate', async () => {
    expect(await knock(allowed(), undefined)).toBe('cut');
  });

  test.each<[string, () => Buffer]>([
    ['an HTTP request', () => Buffer.from(`CONNECT localhost:${port.outside} HTTP/1.1\r\n\r\n`)],
    ['an address as server name', () => clientHello(sni('127.0.0.1'))],
    ['an encrypted ClientHello without a readable name', () => clientHello(extension(0xfe0d, Buffer.alloc(64, 7)))],
    [
      'an encrypted ClientHello under a foreign outer name',
      () => clientHello(sni('cloudflare-ech.com'), extension(0xfe0d, Buffer.alloc(64, 7))),
    ],
    ['noise', () => Buffer.alloc(512, 0x5a)],
    ['half a ClientHello', () => clientHello(sni('evil.example')).subarray(0, 60)],
  ])('is closed to %s', async (_, bytes) => {
    expect(await raw(bytes())).toBe('cut');
  });
});

/** A TLS 1.2 ClientHello with these extensions (RFC 5246, section 7.4.1.2). */
function clientHello(...extensions: readonly Buffer[]): Buffer {
  const all = Buffer.concat(extensions);
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    Buffer.alloc(32, 1),
    Buffer.from([0, 0, 2, 0xc0, 0x2f, 1, 0]),
    sized(all, 2),
  ]);
  const handshake = Buffer.concat([Buffer.from([1]), sized(body, 3)]);
  return Buffer.concat([Buffer.from([0x16, 3, 1]), sized(handshake, 2)]);
}

function sni(name: string): Buffer {
  return extension(0, sized(Buffer.concat([Buffer.from([0]), sized(Buffer.from(name), 2)]), 2));
}

function extension(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(type);
  return Buffer.concat([head, sized(data, 2)]);
}

function sized(data: Buffer, bytes: number): Buffer {
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(data.length, 0, bytes);
  return Buffer.concat([length, data]);
}
