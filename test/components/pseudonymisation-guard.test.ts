import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PseudonymisationService } from '../../constructs/data/pseudonymisation-service.ts';
import { createAuthority, issueLeaf } from '../../controlplane/certificates.ts';
import { recordedWorkbench } from '../support/platform-parts.ts';
import { resource, resourcesOf } from '../support/synthesized.ts';
import { withCertificates } from './certificates.ts';
import { describeWith, eventually, freePort, pathOf, start, stop, withPorts } from './programs.ts';

const CLIENT = 'research-export-a.place.svc';
const HOST = 'pseudonymisation.place.svc';

function guardFile(): string {
  const bench = recordedWorkbench();
  const { stack, namespace, images, trail, identity } = bench;
  new PseudonymisationService(stack, 'pseudonymisation', {
    ...{ namespace, images, name: 'pseudonymisation', replicas: 1, audit: trail.collector, clients: [CLIENT] },
    database: bench.database('pseudonym'),
    reidentification: { identity, role: 'trust-centre' },
  });
  return resource(resourcesOf(stack), 'config_map_v1', 'pseudonymisation-guard').data['envoy.yaml'];
}

describeWith(['envoy'], 'the guard of the pseudonymisation, run by a real Envoy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-guard-'));
  const ports: Record<string, number> = {};
  const clients: Record<string, { cert: string; key: string }> = {};
  let authority = '';
  let engine: Server;
  let envoy: ChildProcess | undefined;

  beforeAll(async () => {
    const ca = await createAuthority('test authority');
    authority = ca.certificate;
    const leaf = async (name: string) => {
      const { certificate, key } = await issueLeaf(ca, { commonName: name, dnsNames: [name] });
      return { cert: certificate, key };
    };
    for (const name of [CLIENT, 'fhir.place.svc']) clients[name] = await leaf(name);
    const own = await leaf(HOST);
    for (const [file, text] of Object.entries({ 'ca.crt': authority, 'tls.crt': own.cert, 'tls.key': own.key })) {
      writeFileSync(join(folder, file), text, { mode: 0o600 });
    }
    for (const name of ['exports', 'people', 'health', 'engine']) ports[name] = await freePort();
    engine = createServer((asked, answer) => answer.end(`engine: ${asked.url}`));
    await new Promise<void>((resolve) => engine.listen(ports.engine, '127.0.0.1', resolve));
    const pairs = [
      [8443, ports.exports ?? 0],
      [8446, ports.people ?? 0],
      [8444, ports.health ?? 0],
      [8080, ports.engine ?? 0],
    ] as const;
    const file = withCertificates(withPorts(guardFile(), pairs), folder).replaceAll(
      'address: 0.0.0.0',
      'address: 127.0.0.1',
    );
    writeFileSync(join(folder, 'envoy.yaml'), file);
    envoy = start(pathOf('envoy'), ['--config-path', join(folder, 'envoy.yaml'), '--base-id', `${ports.exports}`]);
    await eventually(
      () => ask('exports', '/fhir/$de-identify', CLIENT),
      ({ status }) => status === 200,
    );
  });
  afterAll(async () => {
    await stop(envoy);
    engine?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function ask(door: string, path: string, as?: string, method = 'POST') {
    return new Promise<{ status: number; body: string }>((resolve, reject) => {
      const client = as === undefined ? {} : clients[as];
      const asked = request(
        {
          ...client,
          ca: authority,
          host: '127.0.0.1',
          port: ports[door],
          servername: HOST,
          method,
          path,
          agent: false,
        },
        (answer) => {
          let body = '';
          answer.on('data', (text) => {
            body += text;
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
        },
      );
      asked.on('error', reject);
      asked.end(method === 'POST' ? '{}' : undefined);
    });
  }

  test('lets an export have data de-identified', async () => {
    expect(await ask('exports', '/fhir/$de-identify', CLIENT)).toEqual({
      status: 200,
      body: 'engine: /fhir/$de-identify',
    });
  });

  describe('answers an export with 404 for', () => {
    test.each([
      ['the operation that reverses', '/fhir/$de-pseudonymize'],
      ['the operation that reverses, spelled otherwise', '/fhir/%24de-pseudonymize'],
      ['the operation that reverses, by a way round', '/fhir/$de-identify/../$de-pseudonymize'],
      ['the operation that takes rules from the caller', '/v3alpha1/fhir/$de-identify'],
      ['the description of the interface', '/swagger/v2/swagger.json'],
      ['the counters', '/metrics'],
      ['another operation with the same beginning', '/fhir/$de-identify-not'],
    ])('%s', async (_, path) => expect((await ask('exports', path, CLIENT)).status).toBe(404));

    test('reading', async () => expect((await ask('exports', '/fhir/$de-identify', CLIENT, 'GET')).status).toBe(404));
  });

  test.each([
    ['without a certificate', undefined],
    ['with the certificate of another service', 'fhir.place.svc'],
  ])('lets nobody in %s', async (_, as) => {
    await expect(ask('exports', '/fhir/$de-identify', as)).rejects.toThrow();
  });

  test('reverses for nobody without a token, also not for an export', async () => {
    expect((await ask('people', '/fhir/$de-pseudonymize', CLIENT)).status).toBe(401);
    expect((await ask('people', '/fhir/$de-pseudonymize')).status).toBe(401);
  });
});
