import { createHash } from 'node:crypto';

/** One image to look up. */
export interface Wanted {
  /** Catalogue id. */
  readonly component: string;
  /** Path below the mirror. */
  readonly repository: string;
  /** The tag that the mirror keeps it under. */
  readonly version: string;
}

/** What a registry is asked with. */
export interface Registry {
  /** Registry host and path of the site: `registry.hospital.example/mirror`. */
  readonly mirror: string;
  /** `user:password`; undefined where the mirror asks nobody. */
  readonly credentials: string | undefined;
  /** Whether a token service that the mirror names may be told the credentials. */
  readonly trusts: (url: string) => boolean;
  readonly signal: AbortSignal;
}

/** What came of a look-up: the digest, or why there is none. */
export type LookedUp = { readonly digest: string } | { readonly problem: string };

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * The digest that the site's mirror serves an image under, computed from what it serves. OCI distribution specification
 * 1.1, "Pulling manifests"; token authentication as the CNCF distribution project documents it.
 */
export async function lookUp(image: Wanted, registry: Registry): Promise<LookedUp> {
  const url = manifestUrl(image, registry.mirror);
  try {
    const first = await ask(url, registry, registry.credentials === undefined ? {} : basic(registry.credentials));
    const response = first.status === 401 ? await askWithToken(url, first, registry) : first;
    return await digestOf(response, url);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return { problem: `${url}: ${error instanceof Error ? error.message : String(error)}${cause}` };
  }
}

// Plain HTTP on loopback only, as container engines have it.
function manifestUrl({ repository, version }: Wanted, mirror: string): string {
  const [host = '', ...path] = mirror.split('/');
  const scheme = /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(host) ? 'http' : 'https';
  return `${scheme}://${host}/v2/${[...path, repository].join('/')}/manifests/${version}`;
}

function ask(url: string, { signal }: Registry, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(url, { headers: { accept: MANIFESTS, ...headers }, signal, redirect: 'error' });
}

function basic(credentials: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

async function askWithToken(url: string, refused: Response, registry: Registry): Promise<Response> {
  const challenge = refused.headers.get('www-authenticate') ?? '';
  const fields = Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
  if (!/^bearer /i.test(challenge) || fields.realm === undefined) return refused;
  const service = new URL(fields.realm);
  for (const key of ['service', 'scope']) {
    if (fields[key] !== undefined) service.searchParams.set(key, fields[key]);
  }
  const mayKnow = service.host === new URL(url).host || registry.trusts(service.href);
  if (!mayKnow) {
    throw new Error(
      `the mirror sends to ${service.host} for a token, and nothing says that it lies inside; claim it in the site file`,
    );
  }
  const { credentials } = registry;
  const headers = credentials === undefined ? {} : basic(credentials);
  const response = await fetch(service, { headers, signal: registry.signal, redirect: 'error' });
  if (!response.ok) throw new Error(`${service.host} gives no token: ${response.status} ${response.statusText}`);
  const { token, access_token } = (await response.json()) as {
    readonly token?: string;
    readonly access_token?: string;
  };
  return ask(url, registry, { authorization: `Bearer ${token ?? access_token ?? ''}` });
}

async function digestOf(response: Response, url: string): Promise<LookedUp> {
  if (!response.ok) return { problem: `${url}: ${response.status} ${response.statusText}` };
  const body = new Uint8Array(await response.arrayBuffer());
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const said = response.headers.get('docker-content-digest');
  if (said === null || said === digest) return { digest };
  return { problem: `${url}: the mirror says ${said}, but what it serves is ${digest}` };
}
