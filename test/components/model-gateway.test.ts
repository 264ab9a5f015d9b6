import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { GATEWAY_PORT, ModelGateway } from '../../constructs/ai/model-gateway.ts';
import { MODEL_PORT, ModelServer } from '../../constructs/ai/model-server.ts';
import { envoyConfig } from '../../constructs/core/envoy/config.ts';
import { ENVOY_HEALTH_PORT } from '../../constructs/core/envoy/types.ts';
import { claimVolume } from '../../constructs/core/volumes.ts';
import { auditEventScript } from '../../constructs/governance/audit-event-script.ts';
import {
  COLLECTOR_HEALTH_PORT,
  COLLECTOR_HTTP_PORT,
  COLLECTOR_PATHS,
  COLLECTOR_PORT,
  collectorConfig,
} from '../../constructs/governance/collector-config.ts';
import { createAuthority, issueLeaf } from '../../controlplane/certificates.ts';
import { modelCard, modelClient, recordedWorkbench, signingKey } from '../support/platform-parts.ts';
import { resource, resourcesOf } from '../support/synthesized.ts';
import { withCertificates } from './certificates.ts';
import { describeWith, eventually, freePort, pathOf, start, stop, withPorts } from './programs.ts';

/** Both models have one port; here the second one has another, marked with a number that is no port. */
const SEARCH = 70_000;
const SEARCH_ADDRESS = new RegExp(`(?<=address: model-search\\S*\\s+port_value: )${MODEL_PORT}`);

const digest = `sha256:${'0'.repeat(64)}`;
const clients = [
  modelClient('approval.place.svc'),
  modelClient('rare.place.svc', { requestsPerMinute: 2 }),
  modelClient('terse.place.svc', { answerTokensPerMinute: 100 }),
];

function gatewayConfig(): string {
  const { stack, namespace, images, trail } = recordedWorkbench();
  const serve = (name: string) =>
    new ModelServer(stack, name, {
      ...{ namespace, images, audit: trail.collector, name: `model-${name}`, replicas: 1, accelerator: 'cpu' },
      ...{ card: modelCard({ name, digest }), path: `/models/${name}`, signingKey },
      modelVolume: claimVolume('models', 'models', true),
    });
  new ModelGateway(stack, 'gateway', {
    ...{ namespace, images, audit: trail.collector, name: 'model-gateway', replicas: 1, clients },
    upstreams: ['medical', 'search'].map((name) => ({ kind: 'in-cluster', server: serve(name) })),
  });
  return resource(resourcesOf(stack), 'config_map_v1', 'model-gateway-guard').data['envoy.yaml'];
}

interface AuditEvent {
  readonly outcomeDesc: string;
  readonly agent: readonly { readonly who: { readonly identifier: { readonly value: string } } }[];
  readonly entity: readonly {
    readonly detail: readonly {
      readonly type: string;
      readonly valueBase64Binary?: string;
      readonly valueString?: string;
    }[];
  }[];
}

/** The real Envoy with the gateway's own file, a model behind it, the real collector and the store's script: one path. */
describeWith(['envoy', 'otelcol'], 'a question to a model', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-gateway-'));
  const programs: Record<string, ReturnType<typeof start>> = {};
  const servers: Server[] = [];
  const asked: string[] = [];
  const kept: AuditEvent[] = [];
  const keys: Record<string, { readonly cert: string; readonly key: string; readonly ca: string }> = {};
  let answer: () => Promise<string> | string = () => '';
  let port: Record<
    'model' | 'search' | 'store' | 'ingest' | 'ingestHealth' | 'door' | 'health' | 'grpc' | 'http' | 'collectorHealth',
    number
  >;

  const local = (text: string, health: number) =>
    withCertificates(
      withPorts(text.replace(SEARCH_ADDRESS, `${SEARCH}`), [
        [SEARCH, port.search],
        [MODEL_PORT, port.model],
        [GATEWAY_PORT, port.door],
        [ENVOY_HEALTH_PORT, health],
        [COLLECTOR_PORT, port.grpc],
        [COLLECTOR_HTTP_PORT, port.http],
        [COLLECTOR_HEALTH_PORT, port.collectorHealth],
      ]),
      join(folder, 'localhost'),
    )
      .replaceAll(/(audit-collector|model-medical|model-search)\.place\.svc[a-z.]*/g, 'localhost')
      .replaceAll('address: localhost', 'address: 127.0.0.1')
      .replaceAll(COLLECTOR_PATHS.queue, folder)
      .replaceAll('0.0.0.0', '127.0.0.1');

  function envoy(name: string, text: string): void {
    writeFileSync(join(folder, `${name}.yaml`), text);
    const args = ['--config-path', join(folder, `${name}.yaml`), '--disable-hot-restart', '--concurrency', '2'];
    programs[name] = start(pathOf('envoy'), [...args, '--log-level', 'warning']);
  }

  async function collector(): Promise<void> {
    programs.collector = start(pathOf('otelcol'), ['--config', join(folder, 'collector.yaml')]);
    await eventually(
      () => call('localhost', port.health, 'GET', '/guard/ready').then(({ status }) => status),
      (status) => status === 200,
    );
  }

  function call(
    as: string,
    at: number,
    method: string,
    path: string,
    body = '',
  ): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const to = { ...{ host: '127.0.0.1', servername: 'localhost', port: at, path, method, headers }, ...keys[as] };
      const sent = request({ ...to, agent: false, checkServerIdentity: () => undefined }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  const ask = (question: object | string, as = 'approval.place.svc') =>
    call(
      as,
      port.door,
      'POST',
      '/v1/chat/completions',
      typeof question === 'string' ? question : JSON.stringify({ model: 'medical', ...question }),
    );

  const details = (type: string) =>
    kept.flatMap(({ entity }) => entity.flatMap(({ detail }) => detail.filter((one) => one.type === type)));
  const texts = (type: string) =>
    details(type).map((one) => Buffer.from(one.valueBase64Binary ?? '', 'base64').toString());

  async function certificates(): Promise<void> {
    const authority = await createAuthority('test authority');
    const holders = ['localhost', ...clients.map(({ host }) => host), 'approval.place.svc+rare.place.svc'];
    for (const holder of holders) {
      const dnsNames = holder.split('+');
      const leaf = await issueLeaf(authority, { commonName: 'test', dnsNames, addresses: [] });
      keys[holder] = { cert: leaf.certificate, key: leaf.key, ca: authority.certificate };
      mkdirSync(join(folder, holder));
      const files = { 'ca.crt': authority.certificate, 'tls.crt': leaf.certificate, 'tls.key': leaf.key };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, holder, name), text);
    }
  }

  async function listen(server: Server, at: number): Promise<void> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  }

  beforeAll(async () => {
    await certificates();
    const [model, search, store, ingest, ingestHealth, door, health, grpc, http, collectorHealth] = await Promise.all(
      Array.from({ length: 10 }, freePort),
    );
    port = { model, search, store, ingest, ingestHealth, door, health, grpc, http, collectorHealth } as typeof port;
    const { cert, key, ca } = keys.localhost ?? {};
    await listen(
      createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: true }, (incoming, response) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part) => parts.push(part));
        incoming.on('end', async () => {
          asked.push(Buffer.concat(parts).toString());
          response.writeHead(200, { 'content-type': 'application/json' }).end(await answer());
        });
      }),
      port.model,
    );
    await listen(
      createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: true }, (_, response) => {
        response.end('{"data":[]}');
      }),
      port.search,
    );
    await listen(
      createPlainServer((incoming, response) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part) => parts.push(part));
        incoming.on('end', () => {
          const { entry } = JSON.parse(Buffer.concat(parts).toString());
          kept.push(...entry.map((one: { resource: AuditEvent }) => one.resource));
          response.writeHead(200).end();
        });
      }),
      port.store,
    );
    writeFileSync(join(folder, 'collector.yaml'), local(collectorConfig({ host: 'localhost', port: port.ingest }), 0));
    const ingestDoor = {
      ...{ name: 'ingest', port: port.ingest, recorded: false, script: auditEventScript },
      admission: { kind: 'certificate', dnsNames: ['localhost'] },
      routes: [{ methods: ['POST'], prefix: '/v1/logs', rewriteTo: '/fhir' }],
    } as const;
    const guard = envoyConfig({
      ...{ serviceName: 'store', namespace: 'audit', role: 'audit-store', doors: [ingestDoor], healthPaths: [] },
      ...{ upstream: { kind: 'local', port: port.store }, audit: { host: 'localhost', port: COLLECTOR_PORT } },
    });
    envoy('store', local(guard, port.ingestHealth));
    envoy('gateway', local(gatewayConfig(), port.health));
    await collector();
  });

  beforeEach(() => {
    asked.length = 0;
    kept.length = 0;
    answer = () => JSON.stringify({ choices: [{ message: { content: 'ein Vorschlag' } }] });
  });

  afterAll(async () => {
    await Promise.all(Object.values(programs).map(stop));
    for (const server of servers) server.close();
  });

  test('is kept with its answer, word for word, under who asked which model', async () => {
    const question = { messages: [{ role: 'user', content: 'Aortenstenose — "Größe"?\n' }], max_tokens: 20 };
    const { status, text } = await ask(question);
    expect({ status, text }).toEqual({ status: 200, text: answer() });
    await eventually(
      async () => texts('answer'),
      (answers) => answers.length === 1,
    );
    expect(texts('prompt').map((one) => JSON.parse(one))).toEqual([{ model: 'medical', ...question }]);
    expect(texts('answer')).toEqual([answer()]);
    expect(details('model').map(({ valueString }) => valueString)).toEqual([`medical@${digest}`, `medical@${digest}`]);
    expect(new Set(kept.map(({ agent }) => agent[0]?.who.identifier.value))).toEqual(new Set(['approval.place.svc']));
    expect(new Set(details('request').map(({ valueString }) => valueString)).size).toBe(1);
  });

  test('that states no length of its answer gets the longest that its client may have', async () => {
    expect((await ask({ messages: [] })).status).toBe(200);
    expect(asked.map((one) => JSON.parse(one))).toEqual([{ model: 'medical', messages: [], max_tokens: 64 }]);
  });

  test('goes to the model that it names', async () => {
    expect((await ask({ model: 'search' })).text).toBe('{"data":[]}');
    expect(asked).toEqual([]);
  });

  test('says what it costs however its address is written', async () => {
    await call('approval.place.svc', port.door, 'POST', '/v1/chat/completions?x=/v1/embeddings', '{"model":"medical"}');
    expect(asked.map((one) => JSON.parse(one))).toEqual([{ model: 'medical', max_tokens: 64 }]);
  });

  test.each(['/v1/models', '/v1/completions', '/metrics', '/v1/chat/completionsx'])(
    'to %s is answered by nobody',
    async (path) => {
      expect((await call('approval.place.svc', port.door, 'POST', path, '{"model":"medical"}')).status).toBe(404);
      expect(asked).toEqual([]);
    },
  );

  test.each<[string, object | string, number]>([
    ['of another model', { model: 'other' }, 404],
    ['of no model', '{"messages":[]}', 404],
    ['of a model that is no text', { model: ['medical'] }, 404],
    ['that wants its answer in pieces', { stream: true }, 400],
    ['that wants its answer in pieces, in other words', { stream: 'true' }, 400],
    ['that wants several answers', { n: 2 }, 400],
    ['that wants a longer answer than the client may have', { max_tokens: 65 }, 400],
    ['that wants a longer answer by the newer name', { max_tokens: 1, max_completion_tokens: 65 }, 400],
    ['whose length is a text', { max_tokens: '64' }, 400],
    ['whose length is not a number', '{"model":"medical","max_completion_tokens":NaN}', 400],
    ['whose length is without end', '{"model":"medical","max_tokens":Infinity}', 400],
    ['whose length is a part', { max_tokens: 1.5 }, 400],
    ['in UTF-16', Buffer.from('{"model":"medical"}', 'utf16le').toString('latin1'), 400],
    ['whose length is below one', { max_tokens: -1 }, 400],
    ['with a key that stands twice', '{"model":"medical","max_tokens":1,"max_tokens":9999}', 400],
    ['with a key that stands twice, once escaped', '{"model":"medical","max_tokens":1,"max\\u005ftokens":9999}', 400],
    ['with something behind it', '{"model":"medical"} {"model":"medical"}', 400],
    ['that is no JSON', 'model=medical', 400],
    ['that is no object', '["medical"]', 404],
    ['that is empty', '', 400],
    ['nested without end', '['.repeat(60_000), 400],
    ['larger than the client may send', { messages: 'x'.repeat(65 * 1024) }, 413],
  ])('%s is refused, and no model sees it', async (_, question, status) => {
    expect((await ask(question)).status).toBe(status);
    expect(asked).toEqual([]);
  });

  test('by a certificate of two clients is refused', async () => {
    expect((await ask({}, 'approval.place.svc+rare.place.svc')).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test('too many a minute is refused for that client alone', async () => {
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await ask({}, 'rare.place.svc')).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await ask({})).status).toBe(200);
  });

  test('whose answer would be more than the client has left this minute is refused', async () => {
    expect((await ask({ max_tokens: 60 }, 'terse.place.svc')).status).toBe(200);
    expect((await ask({ max_tokens: 60 }, 'terse.place.svc')).status).toBe(429);
    expect((await ask({ max_tokens: 30 }, 'terse.place.svc')).status).toBe(200);
    expect(asked).toHaveLength(2);
  });

  test('whose answer is longer than can be kept whole gets none', async () => {
    answer = () => 'x'.repeat(1536 * 1024);
    const { status, text } = await ask({});
    expect(status).toBe(500);
    expect(text).not.toContain('xxx');
  });

  test('gets no answer when the collector goes while the model thinks', async () => {
    answer = async () => {
      await stop(programs.collector);
      return 'unrecorded';
    };
    const { status, text } = await ask({});
    expect(status).toBe(503);
    expect(text).not.toContain('unrecorded');
    expect(asked).toHaveLength(1);
  });

  test('reaches no model while there is no collector, and does again afterwards', async () => {
    expect((await ask({})).status).toBe(503);
    expect(asked).toEqual([]);
    await collector();
    await eventually(
      () => ask({}),
      ({ status }) => status === 200,
    );
    expect(asked).toHaveLength(1);
  });
});
