import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { envoyConfig } from '../../constructs/core/envoy/config.ts';
import { ENVOY_HEALTH_PORT, type EnvoyProps, type GuardDoor } from '../../constructs/core/envoy/types.ts';
import { auditEventScript } from '../../constructs/governance/audit-event-script.ts';
import {
  COLLECTOR_HEALTH_PORT,
  COLLECTOR_HTTP_PORT,
  COLLECTOR_PATHS,
  COLLECTOR_PORT,
  collectorConfig,
} from '../../constructs/governance/collector-config.ts';
import { withCertificates } from './certificates.ts';
import { certificateFolder, describeWith, eventually, freePort, pathOf, start, stop, withPorts } from './programs.ts';

interface AuditEvent {
  readonly action: string;
  readonly outcome: string;
  readonly purposeOfEvent?: readonly { readonly text: string }[];
  readonly agent: readonly { readonly who: { readonly identifier: { readonly value: string } } }[];
  readonly source: { readonly observer: { readonly display: string } };
  readonly entity: readonly {
    readonly what?: { readonly identifier: { readonly value: string } };
    readonly name?: string;
  }[];
}

/** The real Envoy in front of a server, the real collector behind it, the real Envoy in front of a store: one path. */
describeWith(['envoy', 'otelcol'], 'a request leaves a FHIR AuditEvent in the store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-audit-'));
  const received: AuditEvent[] = [];
  const refused: string[] = [];
  const programs: Record<string, ReturnType<typeof start>> = {};
  const servers: Server[] = [];
  let answerOfStore = 200;
  let tls: string;
  let port: Record<
    'upstream' | 'store' | 'door' | 'health' | 'ingest' | 'ingestHealth' | 'collector' | 'collectorHealth' | 'reports',
    number
  >;

  const local = (text: string, health: number) =>
    withCertificates(
      withPorts(text, [
        [ENVOY_HEALTH_PORT, health],
        [COLLECTOR_PORT, port.collector],
        [COLLECTOR_HTTP_PORT, port.reports],
        [COLLECTOR_HEALTH_PORT, port.collectorHealth],
      ]),
      tls,
    )
      .replaceAll(COLLECTOR_PATHS.queue, join(folder, 'queue'))
      .replaceAll('0.0.0.0', '127.0.0.1');

  function guard(name: string, upstream: number, door: GuardDoor, health: number): void {
    const props: EnvoyProps = {
      ...{ serviceName: name, namespace: 'clinical', role: 'fhir', doors: [door], healthPaths: [] },
      upstream: { kind: 'local', port: upstream },
      audit: { host: 'localhost', port: port.collector },
    };
    writeFileSync(join(folder, `${name}.yaml`), local(envoyConfig(props), health));
    programs[name] = start(pathOf('envoy'), [
      '--config-path',
      join(folder, `${name}.yaml`),
      '--disable-hot-restart',
      '--concurrency',
      '1',
      '--log-level',
      'warning',
    ]);
  }

  function collector(): void {
    programs.collector = start(pathOf('otelcol'), ['--config', join(folder, 'collector.yaml')]);
  }

  function ask(at: number, path: string, method = 'GET', withCertificate = true, body = ''): Promise<number> {
    const file = (name: string) => readFileSync(join(tls, name));
    const certificate = withCertificate ? { cert: file('tls.crt'), key: file('tls.key') } : {};
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          servername: 'localhost',
          port: at,
          path,
          method,
          ca: file('ca.crt'),
          ...certificate,
          ...(body === '' ? {} : { headers: { 'content-type': 'application/json' } }),
          agent: false,
        },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }

  async function listen(answer: (body: string) => number, at: number): Promise<void> {
    const server = createServer((incoming, response) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part) => parts.push(part));
      incoming.on('end', () => response.writeHead(answer(Buffer.concat(parts).toString())).end());
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  }

  beforeAll(async () => {
    tls = await certificateFolder(['localhost']);
    const [upstream, store, door, health, ingest, ingestHealth, collectorPort, collectorHealth, reports] =
      await Promise.all(Array.from({ length: 9 }, freePort));
    port = {
      upstream,
      store,
      door,
      health,
      ingest,
      ingestHealth,
      collector: collectorPort,
      collectorHealth,
      reports,
    } as typeof port;
    await listen(() => 200, port.upstream);
    await listen((body) => {
      if (answerOfStore !== 200) refused.push(body);
      else received.push(...JSON.parse(body).entry.map((entry: { resource: AuditEvent }) => entry.resource));
      return answerOfStore;
    }, port.store);
    const admission = { kind: 'certificate', dnsNames: ['localhost'] } as const;
    const routes = [{ methods: ['GET', 'POST'], prefix: '/fhir' }] as const;
    const purpose = 'order "urgent" studies, 100 % of them';
    const seen = { name: 'https', port: port.door, admission, purpose, recorded: true, routes };
    guard('fhir', port.upstream, seen, port.health);
    guard(
      'store',
      port.store,
      {
        ...{ name: 'ingest', port: port.ingest, admission, recorded: false, script: auditEventScript },
        routes: [{ methods: ['POST'], prefix: '/v1/logs', rewriteTo: '/fhir' }],
      },
      port.ingestHealth,
    );
    writeFileSync(
      join(folder, 'collector.yaml'),
      local(collectorConfig({ host: 'localhost', port: port.ingest }), 0).replace(
        `directory: ${join(folder, 'queue')}`,
        `directory: ${folder}`,
      ),
    );
    await eventually(
      () => ask(port.health, '/guard/live'),
      (status) => status === 200,
    );
  });

  afterAll(async () => {
    await Promise.all(Object.values(programs).map(stop));
    for (const server of servers) server.close();
  });

  test('nothing is ready while there is no collector', async () => {
    expect(await ask(port.health, '/guard/ready')).toBe(503);
  });

  test('everything is ready once there is one', async () => {
    collector();
    await eventually(
      () => ask(port.health, '/guard/ready'),
      (status) => status === 200,
    );
  });

  test('a read says who, what, of whom and with what result', async () => {
    expect(await ask(port.door, '/fhir/Observation?patient=4711&note=%22%5C')).toBe(200);
    const [event] = await eventually(
      async () => received,
      (events) => events.length === 1,
    );
    expect(event).toMatchObject({ action: 'R', outcome: '0', source: { observer: { display: 'fhir' } } });
    expect(event?.agent[0]?.who.identifier.value).toBe('localhost');
    expect(event?.purposeOfEvent).toEqual([{ text: 'order "urgent" studies, 100 % of them' }]);
    expect(event?.entity[0]?.what?.identifier.value).toBe('4711');
    expect(event?.entity[1]?.name).toBe('/fhir/Observation?patient=4711&note=%22%5C');
  });

  test('a refused attempt is recorded too', async () => {
    expect(await ask(port.door, '/fhir/Patient/1', 'DELETE')).toBe(404);
    await eventually(
      async () => received,
      (events) => events.some(({ action, outcome }) => action === 'D' && outcome === '4'),
    );
  });

  test('a client without a certificate is not answered', async () => {
    await expect(ask(port.door, '/fhir/Patient', 'GET', false)).rejects.toThrow();
  });

  test("a job's report is kept as the job wrote it, with its hash", async () => {
    const report = '{"verdict":"fail","faults":["recall differs"],"quoted":"\\"ä\\""}';
    const sha256 = createHash('sha256').update(report).digest('hex');
    const said = { kind: 'bias-evaluation', verdict: 'fail', sha256, body: report };
    const attributes = Object.entries(said).map(([key, stringValue]) => ({
      key: `audit.report.${key}`,
      value: { stringValue },
    }));
    const body = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes }] }] }] };
    expect(await ask(port.reports, '/v1/logs', 'POST', true, JSON.stringify(body))).toBe(200);
    const [event] = await eventually(
      async () => received.filter(({ entity }) => entity[0]?.name === 'bias-evaluation'),
      (events) => events.length === 1,
    );
    expect(event).toMatchObject({ action: 'E', outcome: '8', type: { code: '110100' } });
    expect(event?.entity[0]).toMatchObject({
      detail: [
        { type: 'sha256', valueString: sha256 },
        { type: 'report', valueString: report },
      ],
    });
  });

  test('an event of OpenLineage is kept as it came, and found by what was used and what came of it', async () => {
    const sets = (name: string) => [{ namespace: 'fhir://clinical', name }];
    const said = JSON.stringify({ inputs: sets('Observation/1/_history/2'), outputs: sets('Composition/"3"') });
    const attributes = [{ key: 'audit.lineage.event', value: { stringValue: said } }];
    const body = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes }] }] }] };
    expect(await ask(port.reports, '/v1/logs', 'POST', true, JSON.stringify(body))).toBe(200);
    const [event] = await eventually(
      async () => received.filter(({ entity }) => entity.some(({ name }) => name === 'openlineage')),
      (events) => events.length === 1,
    );
    expect(event?.entity).toMatchObject([
      { name: 'fhir://clinical Observation/1/_history/2', lifecycle: { code: '6' } },
      { name: 'fhir://clinical Composition/"3"', lifecycle: { code: '1' } },
      { detail: [{ type: 'event', valueString: said }] },
    ]);
  });

  test('a record that the store could not take waits, and is delivered after a restart of the collector', async () => {
    answerOfStore = 500;
    const before = received.length;
    await ask(port.door, '/fhir/Patient/waiting');
    await eventually(
      async () => refused.join(),
      (bodies) => bodies.includes('/fhir/Patient/waiting'),
    );
    expect(received).toHaveLength(before);
    await stop(programs.collector);
    answerOfStore = 200;
    collector();
    await eventually(
      async () => received.filter(({ entity }) => entity.some(({ name }) => name === '/fhir/Patient/waiting')),
      (events) => events.length > 0,
    );
  });
});
