import { afterAll, beforeAll, expect, test } from 'vitest';
import { KeycloakServer, publicUrl } from './keycloak-server.ts';
import { describeWith } from './programs.ts';

const issuer = `${publicUrl}/realms/care`;
const redirectUri = 'https://approval.hospital.example/login/oauth2/code/site';

describeWith(['postgres', 'keycloak'], 'Keycloak, configured as the construct says', () => {
  let server: KeycloakServer | undefined;
  const running = (): KeycloakServer => {
    if (server === undefined) throw new Error('Keycloak did not start');
    return server;
  };
  const realm = (path: string, init?: RequestInit) => running().realm(path, init);
  const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });

  beforeAll(async () => {
    server = await KeycloakServer.start({
      ...{ name: 'care', language: 'de', eventDays: 365, systems: ['his.hospital.example'] },
      groups: [{ name: 'clinician', role: 'clinician', purpose: 'approves' }],
      clients: [{ id: 'approval', redirectUri, secretVariable: 'CLIENT_APPROVAL' }],
    });
  }, 900_000);

  afterAll(() => server?.stop());

  test('says its own address, whatever the request says', async () => {
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
    const discovery = (await (await realm('/.well-known/openid-configuration', { headers })).json()) as {
      issuer: string;
      authorization_endpoint: string;
    };
    expect(discovery.issuer).toBe(issuer);
    expect(discovery.authorization_endpoint).toBe(`${issuer}/protocol/openid-connect/auth`);
  });

  test('runs on a role that cannot change its schema', () => {
    expect(running().database.query('user', 'u', 'create table mine (id int)').stderr).toMatch(/permission denied/);
  });

  const login = (extra: Record<string, string>, client = 'approval') =>
    realm(
      `/protocol/openid-connect/auth?${new URLSearchParams({
        ...{ client_id: client, redirect_uri: redirectUri, scope: 'openid', state: 'x' },
        ...extra,
      })}`,
      { redirect: 'manual' },
    );
  const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };

  test('lets people log in to the approval service, with a proof key', async () => {
    const answer = await login({ response_type: 'code', ...challenge });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('lang="de"');
  });

  test.each<[string, Record<string, string>]>([
    ['without a proof key', { response_type: 'code' }],
    ['with a plain proof key', { response_type: 'code', ...challenge, code_challenge_method: 'plain' }],
    ['by the implicit flow', { response_type: 'id_token token', nonce: 'n', ...challenge }],
  ])('refuses a login %s', async (_, extra) => {
    const answer = await login(extra);
    expect(answer.headers.get('location') ?? '').toMatch(
      /error=(invalid_request|unauthorized_client|unsupported_response_type)/,
    );
  });

  test('refuses to return a login to anywhere else', async () => {
    expect((await login({ response_type: 'code', ...challenge, redirect_uri: 'https://evil.example/' })).status).toBe(
      400,
    );
  });

  const token = (fields: Record<string, string>) => realm('/protocol/openid-connect/token', form(fields));

  test.each<[string, Record<string, string>]>([
    ['a password', { grant_type: 'password', client_id: 'approval', username: 'a', password: 'b' }],
    [
      'a password, through the command-line client',
      { grant_type: 'password', client_id: 'admin-cli', username: 'a', password: 'b' },
    ],
    ["the approval service's own name", { grant_type: 'client_credentials', client_id: 'approval' }],
    ['the name of a system without its key', { grant_type: 'client_credentials', client_id: 'his.hospital.example' }],
  ])('gives no token for %s', async (_, fields) => {
    const secret = fields.client_id === 'approval' ? { client_secret: 'secret of the approval service' } : {};
    const answer = await token({ ...fields, ...secret });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.json()).not.toHaveProperty('access_token');
  });

  test("knows the approval service's secret from the environment of the import, and no other", async () => {
    const exchange = (client_secret: string) =>
      token({
        ...{ grant_type: 'authorization_code', client_id: 'approval', code: 'x' },
        client_secret,
        redirect_uri: redirectUri,
      });
    expect(await (await exchange('secret of the approval service')).json()).toMatchObject({ error: 'invalid_grant' });
    expect(await (await exchange('wrong')).json()).toMatchObject({ error: 'unauthorized_client' });
  });

  test('offers no metrics, no registration and no other provider', async () => {
    expect((await fetch(`http://127.0.0.1:${running().port}/metrics`)).status).toBe(404);
    const page = await (await login({ response_type: 'code', ...challenge })).text();
    expect(page).not.toMatch(/registrations\?|broker\//);
  });

  test('leaves a realm that exists as it is when a pod starts again', async () => {
    await running().importChanged((realm) => realm.replace(redirectUri, 'https://evil.example/'));
    expect(running().database.query('user', 'u', 'select value from redirect_uris').stdout).toContain(redirectUri);
    expect(running().database.query('user', 'u', 'select value from redirect_uris').stdout).not.toContain('evil');
  }, 300_000);
});
