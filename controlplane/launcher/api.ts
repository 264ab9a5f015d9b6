import { Agent, request } from 'node:https';
import type { Layout } from './layout.ts';
import { credentialsOf, type Holder } from './pki.ts';

/** What came back: the HTTP status and the body as text. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A Kubernetes object as the launcher writes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

/** Talks to one of our own loopback servers over mutual TLS. Every call has a time limit. */
export class LoopbackClient {
  readonly #port: number;
  readonly #agent: Agent;

  constructor(layout: Layout, holder: Holder, port: number) {
    const { certificate, key, authority } = credentialsOf(layout, holder);
    this.#port = port;
    this.#agent = new Agent({ cert: certificate, key, ca: authority, keepAlive: true });
  }

  get(path: string): Promise<Answer> {
    return this.#call('GET', path);
  }

  /** Server-side apply. `path` is the collection; the object's name is appended, and `subresource` after it. */
  async apply(collection: string, manifest: Manifest, subresource = ''): Promise<void> {
    const path = `${collection}/${manifest.metadata.name}${subresource}?fieldManager=domicile-launcher&force=true`;
    const { status, body } = await this.#call('PATCH', path, JSON.stringify(manifest));
    if (status >= 300) throw new Error(`${manifest.kind} ${manifest.metadata.name} was refused (${status}): ${body}`);
  }

  /** Ends the kept connections, so that the process can exit. */
  close(): void {
    this.#agent.destroy();
  }

  #call(method: string, path: string, body?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/apply-patch+yaml' };
      const options = {
        host: '127.0.0.1',
        port: this.#port,
        agent: this.#agent,
        method,
        path,
        headers,
        timeout: 10_000,
      };
      const call = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
        response.on('error', reject);
      });
      call.on('timeout', () => call.destroy(new Error(`no answer from ${path} within 10 s`)));
      call.on('error', reject);
      call.end(body);
    });
  }
}
