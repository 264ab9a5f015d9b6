import { createHash } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lookUp, type Registry } from '../../../cli/images/lookup.ts';

const manifest = '{"schemaVersion":2}';
const digest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
const image = { component: 'envoy', repository: 'envoyproxy/envoy', version: 'v1' };

/** A registry on loopback, and what it was asked. */
async function serve(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'nobody'}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { host: `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, asked };
}

const registry = (mirror: string, more: Partial<Registry> = {}): Registry => ({
  mirror,
  credentials: undefined,
  trusts: () => false,
  signal: new AbortController().signal,
  ...more,
});

describe('an image is looked up', () => {
  it('below the path of the mirror, by what it serves', async () => {
    const { host, asked } = await serve((_, response) => response.end(manifest));
    expect(await lookUp(image, registry(`${host}/care`))).toEqual({ digest });
    expect(asked).toEqual(['GET /v2/care/envoyproxy/envoy/manifests/v1 nobody']);
  });

  it('with stored credentials', async () => {
    const { host, asked } = await serve((_, response) => response.end(manifest));
    await lookUp(image, registry(host, { credentials: 'reader:word' }));
    expect(asked[0]).toContain(`Basic ${Buffer.from('reader:word').toString('base64')}`);
  });

  it("with a token from the mirror's own token service", async () => {
    const { host, asked } = await serve((request, response) => {
      if (request.url?.startsWith('/token')) return response.end('{"token":"t1"}');
      if (request.headers.authorization === 'Bearer t1') return response.end(manifest);
      const scope = 'repository:envoyproxy/envoy:pull';
      const challenge = `Bearer realm="http://${request.headers.host}/token",service="s",scope="${scope}"`;
      return response.writeHead(401, { 'www-authenticate': challenge }).end();
    });
    expect(await lookUp(image, registry(host, { credentials: 'reader:word' }))).toEqual({ digest });
    expect(asked[1]).toMatch(/^GET \/token\?service=s&scope=repository%3Aenvoyproxy%2Fenvoy%3Apull Basic /);
  });
});

describe('no digest is taken', () => {
  it.each<[string, RequestListener, RegExp]>([
    ['from a mirror that lacks the image', (_, response) => response.writeHead(404).end(), /404 Not Found/],
    [
      'when the mirror says one and serves another',
      (_, response) => response.writeHead(200, { 'docker-content-digest': 'sha256:0' }).end(manifest),
      /the mirror says sha256:0, but what it serves is sha256:/,
    ],
    [
      'from wherever the mirror redirects to',
      (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
      /redirect/,
    ],
    [
      'with credentials told to a token service elsewhere',
      (_, response) =>
        response.writeHead(401, { 'www-authenticate': 'Bearer realm="https://auth.elsewhere.example/token"' }).end(),
      /sends to auth\.elsewhere\.example for a token, and nothing says that it lies inside/,
    ],
  ])('%s', async (_, answer, problem) => {
    const { host } = await serve(answer);
    expect(await lookUp(image, registry(host, { credentials: 'reader:word' }))).toEqual({
      problem: expect.stringMatching(problem),
    });
  });

  it('from a mirror that does not answer', async () => {
    expect(await lookUp(image, registry('127.0.0.1:9'))).toEqual({ problem: expect.stringMatching(/127\.0\.0\.1:9/) });
  });
});
