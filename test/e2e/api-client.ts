import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { parse } from 'yaml';

/** What the API server answered: the HTTP status, and its own words when it refused. */
export interface Answered {
  readonly status: number;
  readonly message: string;
}

/** Who asks, by impersonation; the client itself is the cluster's administrator. */
export interface Person {
  readonly user: string;
  readonly groups: readonly string[];
}

/** Speaks to an API server over one kept connection: kubectl takes half a second a call. */
export class ApiClient {
  readonly #agent: Agent;
  readonly #server: URL;

  constructor(kubeconfig: string) {
    const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8'));
    const bytes = (text: string) => Buffer.from(text, 'base64');
    const [{ cluster }, { user }] = [clusters[0], users[0]];
    this.#server = new URL(cluster.server);
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: 1,
      ca: bytes(cluster['certificate-authority-data']),
      cert: bytes(user['client-certificate-data']),
      key: bytes(user['client-key-data']),
    });
  }

  /** One request with a JSON body. */
  send(method: string, path: string, body?: unknown, as?: Person, type = 'application/json'): Promise<Answered> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = {
      'content-type': type,
      'content-length': Buffer.byteLength(text),
      accept: 'application/json',
      ...(as === undefined ? {} : { 'impersonate-user': as.user, 'impersonate-group': [...as.groups] }),
    };
    const { hostname, port } = this.#server;
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, message: said(Buffer.concat(chunks)) }));
      });
      sent.on('error', reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function said(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  try {
    return String(JSON.parse(text).message ?? '');
  } catch {
    return text;
  }
}

/** The collection that an object is created in. */
export function collectionOf(object: { readonly [key: string]: unknown }): string {
  const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string };
  const { namespace } = object.metadata as { readonly namespace?: string };
  const lower = kind.toLowerCase();
  const plural = lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : lower.endsWith('s') ? `${lower}es` : `${lower}s`;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return namespace === undefined ? `${root}/${plural}` : `${root}/namespaces/${namespace}/${plural}`;
}
