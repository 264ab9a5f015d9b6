import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:https';

/** An S3 server on loopback, as its administrator sees it. */
export interface S3Server {
  readonly port: number;
  readonly region: string;
  readonly access: { readonly id: string; readonly secret: string };
  /** Certificate of the authority that signed the server's. */
  readonly ca: string;
}

/** One request to an S3 server. */
export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Query; an empty value for a mere name. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks as AWS Signature Version 4 wants it signed, with every header; resolves to status and body, whatever they are. */
export function askS3(server: S3Server, ask: S3Request): Promise<{ readonly status: number; readonly body: string }> {
  const body = ask.body ?? '';
  const at = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const headers: Record<string, string> = {
    host: `localhost:${server.port}`,
    'x-amz-content-sha256': sha256(body),
    'x-amz-date': at,
    'content-md5': createHash('md5').update(body).digest('base64'),
    ...ask.headers,
  };
  const query = Object.entries(ask.query ?? {})
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const signed = { ...headers, authorization: authorization(server, ask, { at, query, headers, body }) };
  const path = query === '' ? ask.path : `${ask.path}?${query}`;
  return new Promise((resolve, reject) => {
    const options = { host: 'localhost', port: server.port, ca: server.ca, agent: false, path, headers: signed };
    const call = request({ ...options, method: ask.method }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

interface Signed {
  readonly at: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function authorization({ region, access }: S3Server, { method, path }: S3Request, signed: Signed): string {
  const { at, query, headers, body } = signed;
  const names = Object.keys(headers).sort();
  const list = names.join(';');
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const scope = `${at.slice(0, 8)}/${region}/s3/aws4_request`;
  const canonical = [method, path, query, lines, list, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const parts = [at.slice(0, 8), region, 's3', 'aws4_request', text];
  const signature = parts.reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${access.secret}`));
  return `AWS4-HMAC-SHA256 Credential=${access.id}/${scope}, SignedHeaders=${list}, Signature=${signature.toString('hex')}`;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
