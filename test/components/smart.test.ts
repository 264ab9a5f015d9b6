import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer as createPlain, type Server } from 'node:http';
import { createServer, request, type Server as TlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { envoyConfig } from '../../constructs/core/envoy/config.ts';
import { ENVOY_HEALTH_PORT } from '../../constructs/core/envoy/types.ts';
import { FHIR_PORT, tokenDoor } from '../../constructs/interop/fhir-server.ts';
import { createAuthority, issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import { withCertificates } from './certificates.ts';
import { KeycloakServer, publicUrl } from './keycloak-server.ts';
import { describeWith, eventually, freePort, pathOf, start, stop } from './programs.ts';

const issuer = `${publicUrl}/realms/care`;
const redirectUri = 'https://ward-round.hospital.example/login';
const his = {
  id: 'his.hospital.example',
  scopes: ['system/Patient.r', 'system/Observation.rs', 'system/DocumentReference.c'],
};
const ward = { id: 'ward-round.hospital.example', scopes: ['user/Observation.rs', 'user/Patient.r'], redirectUri };
const clients = [his, ward];

type Json = Record<string, unknown>;

/** A real Envoy as the guard of a FHIR server, and the real Keycloak that gives the tokens. The record itself is a stub. */
describeWith(['postgres', 'keycloak', 'envoy'], 'SMART on FHIR', () => {
  let site: KeyPair;
  let keycloak: KeycloakServer | undefined;
  let guard: ReturnType<typeof start> | undefined;
  let front: TlsServer | undefined;
  let record: Server | undefined;
  let port: number;
  let key: CryptoKey;
  const seen: string[] = [];

  const running = (): KeycloakServer => {
    if (keycloak === undefined) throw new Error('Keycloak did not start');
    return keycloak;
  };

  // What an administrator does: stores the public key of each client, and enters the staff.
  const administrator = (jwk: JsonWebKey) => (text: string) => {
    const realm = JSON.parse(text) as { clients: { clientId: string; attributes: Json }[]; users: object[] };
    for (const client of realm.clients.filter(({ clientId }) => clients.some(({ id }) => id === clientId))) {
      const keys = JSON.stringify({ keys: [{ ...jwk, kid: 'one', use: 'sig', alg: 'ES384' }] });
      Object.assign(client.attributes, { 'use.jwks.string': 'true', 'jwks.string': keys });
    }
    const person = (username: string, realmRoles: readonly string[]) => ({
      ...{ username, enabled: true, firstName: username, lastName: 'Beispiel', email: `${username}@hospital.example` },
      credentials: [{ type: 'password', value: 'fourteen letters' }],
      ...{ realmRoles, attributes: { fhirUser: ['Practitioner/17'] } },
    });
    realm.users = [person('anna', ['clinician']), person('otto', [])];
    return JSON.stringify(realm);
  };

  beforeAll(async () => {
    site = await createAuthority('site');
    const pair = await issueLeaf(site, { commonName: 'localhost', dnsNames: ['localhost'], addresses: ['127.0.0.1'] });
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, ['sign', 'verify']);
    key = keys.privateKey;
    keycloak = await KeycloakServer.start(
      {
        ...{ name: 'care', language: 'de', eventDays: 365, systems: [his.id, ward.id], clients: [] },
        groups: [{ name: 'clinician', role: 'clinician', purpose: 'approves' }],
        smart: { clients, userRole: 'clinician' },
      },
      administrator(await crypto.subtle.exportKey('jwk', keys.publicKey)),
    );
    front = createServer({ cert: pair.certificate, key: pair.key }, async (message, response) => {
      response.end(await (await running().realm((message.url ?? '').replace('/realms/care', ''))).text());
    });
    record = createPlain((message, response) => {
      seen.push(`${message.method} ${message.url}`);
      message.resume();
      message.on('end', () => response.end('record'));
    });
    const [at, frontPort, recordPort, health] = await Promise.all(Array.from({ length: 4 }, freePort));
    port = at ?? 0;
    await new Promise<void>((resolve) => front?.listen(frontPort, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => record?.listen(recordPort, '127.0.0.1', resolve));
    const folder = mkdtempSync(join(tmpdir(), 'domicile-smart-'));
    const identity = {
      ...{ issuer, keysUrl: `${issuer}/protocol/openid-connect/certs` },
      endpoint: { host: 'localhost', port: frontPort ?? 0, networks: [] },
    };
    const config = envoyConfig({
      ...{
        serviceName: 'fhir',
        namespace: 'place',
        role: 'fhir',
        audit: { host: 'localhost', port: 9 },
        healthPaths: [],
      },
      doors: [tokenDoor({ name: 'fhir', identity, smart: { clients, userRole: 'clinician' } })],
      upstream: { kind: 'local', port: recordPort ?? 0 },
    });
    const yaml = withCertificates(config, folder)
      .replaceAll('0.0.0.0', '127.0.0.1')
      .replaceAll('address: localhost', 'address: 127.0.0.1')
      .replace(`port_value: ${FHIR_PORT}\n`, `port_value: ${port}\n`)
      .replace(`port_value: ${ENVOY_HEALTH_PORT}\n`, `port_value: ${health}\n`);
    const files = { 'envoy.yaml': yaml, 'tls.crt': pair.certificate, 'tls.key': pair.key, 'ca.crt': site.certificate };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const options = ['--config-path', join(folder, 'envoy.yaml'), '--disable-hot-restart', '--concurrency', '1'];
    guard = start(pathOf('envoy'), [...options, '--log-level', 'warning']);
    await eventually(
      () => ask('/fhir/.well-known/smart-configuration'),
      ({ status }) => status === 200,
    );
    const token = (await system('system/Patient.r')).access_token;
    await eventually(
      () => ask('/fhir/metadata', { token }),
      ({ status }) => status === 200,
    );
  }, 900_000);

  afterAll(async () => {
    await stop(guard);
    front?.close();
    record?.close();
    await keycloak?.stop();
  });

  interface Question {
    readonly token?: string | undefined;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }

  function ask(path: string, { token, method = 'GET', headers = {} }: Question = {}) {
    return new Promise<{ status: number; type: string | undefined; body: string }>((resolve, reject) => {
      const to = { host: '127.0.0.1', port, servername: 'localhost', ca: site.certificate, agent: false, path, method };
      const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const call = request({ ...to, headers: { ...bearer, ...headers } }, (message) => {
        const parts: Buffer[] = [];
        message.on('data', (part: Buffer) => parts.push(part));
        message.on('end', () =>
          resolve({
            status: message.statusCode ?? 0,
            type: message.headers['content-type'],
            body: Buffer.concat(parts).toString(),
          }),
        );
      });
      call.on('error', reject);
      call.end();
    });
  }

  async function assertion(client: string): Promise<string> {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: client,
      sub: client,
      aud: `${issuer}/protocol/openid-connect/token`,
      jti: crypto.randomUUID(),
    };
    const text = `${encode({ alg: 'ES384', typ: 'JWT', kid: 'one' })}.${encode({ ...claims, iat: now, exp: now + 60 })}`;
    const algorithm = { name: 'ECDSA', hash: 'SHA-384' };
    return `${text}.${Buffer.from(await crypto.subtle.sign(algorithm, key, Buffer.from(text))).toString('base64url')}`;
  }

  interface Tokens {
    readonly access_token?: string;
    readonly id_token?: string;
    readonly scope?: string;
    readonly error?: string;
  }

  async function token(client: string, fields: Record<string, string>): Promise<Tokens> {
    const answer = await running().realm('/protocol/openid-connect/token', {
      method: 'POST',
      body: new URLSearchParams({
        ...{ client_id: client, client_assertion: await assertion(client) },
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        ...fields,
      }),
    });
    return (await answer.json()) as Tokens;
  }

  const system = (scope: string) => token(his.id, { grant_type: 'client_credentials', scope });

  const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };

  /** A login in a browser, from the page to the code, and the code for tokens. */
  async function login(username: string, scope: string): Promise<Tokens> {
    const question = { response_type: 'code', client_id: ward.id, redirect_uri: redirectUri, scope, state: 'x' };
    const page = await running().realm(
      `/protocol/openid-connect/auth?${new URLSearchParams({ ...question, ...challenge })}`,
    );
    const cookie = page.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const action = /action="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
    const answer = await running().realm(action.replace(issuer, ''), {
      ...{ method: 'POST', redirect: 'manual', headers: { cookie } },
      body: new URLSearchParams({ username, password: 'fourteen letters' }),
    });
    const code = new URL(answer.headers.get('location') ?? publicUrl).searchParams.get('code') ?? '';
    return token(ward.id, {
      ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri },
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    });
  }

  const claims = (jwt: string | undefined) =>
    JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString()) as Json;

  test('tells anyone where to get a token, and what for', async () => {
    const { type, body } = await ask('/fhir/.well-known/smart-configuration');
    expect(type).toBe('application/json');
    const said = JSON.parse(body) as Json;
    const provider = (await (await running().realm('/.well-known/openid-configuration')).json()) as Record<
      string,
      Json
    >;
    for (const name of ['issuer', 'jwks_uri', 'authorization_endpoint', 'token_endpoint']) {
      expect(said[name], name).toBe(provider[name]);
    }
    expect(provider.token_endpoint_auth_signing_alg_values_supported).toEqual(
      expect.arrayContaining(['RS384', 'ES384']),
    );
    expect(provider.scopes_supported).toEqual(expect.arrayContaining(said.scopes_supported as string[]));
    expect(said.capabilities).toContain('permission-v2');
  });

  describe('a program in its own name', () => {
    test.each([
      ['GET', '/fhir/Observation?code=1234-5', 'system/Observation.rs'],
      ['GET', '/fhir/Observation/17', 'system/Observation.rs'],
      ['POST', '/fhir/DocumentReference', 'system/DocumentReference.c'],
      ['GET', '/fhir/Patient/17', 'system/Patient.r system/Observation.rs'],
    ])('may %s %s with %s', async (method, path, scope) => {
      const { access_token } = await system(scope);
      expect((await ask(path, { token: access_token, method })).body).toBe('record');
      expect(seen.at(-1)).toBe(`${method} ${path}`);
    });

    test.each([
      ['a type that it did not ask for', 'GET', '/fhir/Patient/17'],
      ['a change', 'PUT', '/fhir/Observation/17'],
      ['a deletion', 'DELETE', '/fhir/Observation/17'],
      ['a transaction', 'POST', '/fhir'],
      ['what a search includes', 'GET', '/fhir/Observation?_include=Observation:subject'],
      ['everything of a patient', 'GET', '/fhir/Patient/17/$everything'],
      ['a search by POST', 'POST', '/fhir/Observation/_search'],
    ])('is kept from %s', async (_, method, path) => {
      const before = seen.length;
      const { access_token } = await system('system/Observation.rs');
      expect((await ask(path, { token: access_token, method })).status).toBe(403);
      expect(seen).toHaveLength(before);
    });

    test('is kept from asking a question by the condition of a create', async () => {
      const { access_token } = await system('system/DocumentReference.c');
      const headers = { 'if-none-exist': 'patient=17' };
      const answer = await ask('/fhir/DocumentReference', { token: access_token, method: 'POST', headers });
      expect(answer.status).toBe(403);
    });

    test('gets no scope that the site has not granted it, and none that it did not ask for', async () => {
      expect(await system('system/Condition.rs')).toMatchObject({ error: 'invalid_scope' });
      expect(await system('user/Observation.rs')).toMatchObject({ error: 'invalid_scope' });
      const { access_token } = await token(his.id, { grant_type: 'client_credentials' });
      expect((await ask('/fhir/Observation/17', { token: access_token })).status).toBe(403);
      expect((await ask('/fhir/metadata', { token: access_token })).status).toBe(200);
    });

    test('gets nothing in the name of another', async () => {
      expect(await token('ward-round.hospital.example', { grant_type: 'client_credentials' })).toHaveProperty('error');
      expect((await ask('/fhir/Observation/17')).status).toBe(401);
    });
  });

  describe('a program in the name of a person', () => {
    test('may what the person granted to it, and knows who the person is', async () => {
      const { access_token, id_token } = await login('anna', 'openid fhirUser user/Observation.rs');
      expect(claims(id_token).fhirUser).toBe('Practitioner/17');
      expect((await ask('/fhir/Observation?patient=17', { token: access_token })).body).toBe('record');
      expect((await ask('/fhir/Patient/17', { token: access_token })).status).toBe(403);
    });

    test('may nothing for somebody who is no clinician', async () => {
      const { access_token } = await login('otto', 'openid user/Observation.rs');
      expect(claims(access_token).scope).toContain('user/Observation.rs');
      expect((await ask('/fhir/Observation?patient=17', { token: access_token })).status).toBe(403);
    });
  });
});
