import { getEventListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { inCluster } from '../../../engines/live/in-cluster.ts';
import { getJson } from '../../../engines/live/request.ts';
import { temporaryFolder, writeFiles } from '../../support/folder.ts';

type Reply = (request: IncomingMessage, response: ServerResponse, time: number) => void;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** An HTTP server on a socket of its own. */
async function serving(reply: Reply): Promise<{ readonly socketPath: string; readonly seen: string[] }> {
  const socketPath = join(temporaryFolder(), 's');
  const seen: string[] = [];
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    reply(request, response, seen.length);
  });
  await new Promise<void>((resolve) => server?.listen(socketPath, resolve));
  return { socketPath, seen };
}

const signal = () => new AbortController().signal;
const json = (response: ServerResponse, status: number, body: object, headers = {}) =>
  response.writeHead(status, headers).end(JSON.stringify(body));

describe('a request', () => {
  it('is a GET, and its answer is read whole', async () => {
    const to = await serving((_request, response) => {
      response.write('{"items":[');
      setTimeout(() => response.end(']}'), 5);
    });
    expect(await getJson(to, '/api/v1/pods?limit=500', signal())).toEqual({ status: 200, body: { items: [] } });
    expect(to.seen).toEqual(['GET /api/v1/pods?limit=500']);
  });

  it('waits when the API server asks for patience, and then asks again', async () => {
    const to = await serving((_request, response, time) =>
      time < 3
        ? json(response, 429, { message: 'too many' }, { 'retry-after': '0' })
        : json(response, 200, { ok: true }),
    );
    expect(await getJson(to, '/', signal())).toEqual({ status: 200, body: { ok: true } });
    expect(to.seen).toHaveLength(3);
  });

  it('does not wait for ever', async () => {
    const to = await serving((_request, response) => json(response, 503, { message: 'busy' }, { 'retry-after': '0' }));
    expect(await getJson(to, '/', signal())).toEqual({ status: 503, body: { message: 'busy' } });
    expect(to.seen).toHaveLength(5);
  });

  it('gives the words of an error that is no JSON', async () => {
    const to = await serving((_request, response) => response.writeHead(502).end('bad gateway'));
    expect(await getJson(to, '/', signal())).toEqual({ status: 502, body: { message: 'bad gateway' } });
  });

  it.each([
    [
      'something that is no JSON',
      (_: unknown, response: ServerResponse) => response.end('<html>'),
      'no JSON object: <html>',
    ],
    [
      'half an answer',
      (_: unknown, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '9' }).write('{');
        response.destroy();
      },
      'got no answer',
    ],
  ] as const)('refuses %s', async (_name, reply, message) => {
    const to = await serving((request, response) => void reply(request, response));
    await expect(getJson(to, '/x', signal())).rejects.toThrow(message);
  });

  it('no longer listens for an interruption once it is answered', async () => {
    const to = await serving((_request, response) => json(response, 200, {}));
    const { signal } = new AbortController();
    await getJson(to, '/', signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('ends when the run is interrupted', async () => {
    const to = await serving(() => undefined);
    const controller = new AbortController();
    const asked = getJson(to, '/', controller.signal);
    setTimeout(() => controller.abort(), 20);
    await expect(asked).rejects.toThrow('got no answer');
  });
});

describe('a pod', () => {
  const environment = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' };

  it('without a token says what it lacks', () => {
    expect(() => inCluster(environment, signal(), temporaryFolder())).toThrow('automountServiceAccountToken: true');
  });

  it('is known by its variables', () => {
    const account = temporaryFolder();
    writeFiles(account, { token: 't', 'ca.crt': 'c' });
    expect(() => inCluster({}, signal(), account)).toThrow('KUBERNETES_SERVICE_HOST');
    expect(inCluster(environment, signal(), account).context).toBe('in-cluster');
  });
});
