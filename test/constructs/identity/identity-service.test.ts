import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { secretRequirementsOf } from '../../../constructs/core/secrets.ts';
import { IdentityService } from '../../../constructs/identity/identity-service.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const bench = recordedWorkbench();
const { stack, namespace, images, trail } = bench;
new IdentityService(stack, 'identity', {
  ...{ namespace, images, name: 'identity', replicas: 2, audit: trail.collector, database: bench.database('identity') },
  publicUrl: 'https://identity.hospital.example',
  realm: {
    ...{ name: 'care', language: 'de', eventDays: 365, systems: ['his.hospital.example'] },
    groups: [{ name: 'clinician', role: 'clinician', purpose: 'approves' }],
    smart: {
      clients: [
        { id: 'his.hospital.example', scopes: ['system/Patient.rs'] },
        { id: 'ward.hospital.example', scopes: ['user/Patient.r'], redirectUri: 'https://ward.hospital.example/login' },
      ],
      userRole: 'clinician',
    },
    clients: [{ id: 'approval', redirectUri: 'https://approval.hospital.example/login/oauth2/code/site' }],
  },
});
const resources = resourcesOf(stack);
const files = resource(resources, 'config_map_v1', 'identity-configuration').data;
const settings: Record<string, string> = Object.fromEntries(
  files['keycloak.conf']
    .trim()
    .split('\n')
    .map((line: string) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);
const realm = JSON.parse(files['realm.json']);
const pod = resource(resources, 'deployment_v1', 'identity').spec.template.spec;

describe('the server', () => {
  test('listens to its own pod alone', () =>
    expect(settings).toMatchObject({ 'http-host': '127.0.0.1', 'http-port': '8080' }));

  test('states its own address, whatever a request says', () =>
    expect(settings).toMatchObject({ hostname: 'https://identity.hospital.example', 'hostname-strict': 'true' }));

  test('refuses a database whose certificate does not check out', () =>
    expect(settings['db-url']).toContain('sslmode=verify-full&sslrootcert=/etc/authority/ca.crt'));

  test.each([
    ['metrics-enabled', 'false'],
    ['tracing-enabled', 'false'],
    ['hostname-debug', 'false'],
  ])('has %s %s', (key, value) => expect(settings[key]).toBe(value));

  test('cannot change its schema: the role that can is known to the import alone', () => {
    const login = (container: { env: { name: string; value: string }[] }) =>
      container.env.find(({ name }) => name === 'KC_DB_USERNAME')?.value;
    const containers = [...pod.init_container.slice(1), pod.container[0]];
    expect(containers.map((one) => [one.name, login(one)])).toEqual([
      ['build', 'identity_user'],
      ['import-realm', 'identity_migration'],
      ['keycloak', 'identity_user'],
    ]);
  });
});

describe('its doors', () => {
  const [people, administration] = parse(resource(resources, 'config_map_v1', 'identity-guard').data['envoy.yaml'])
    .static_resources.listeners;
  type Routes = { match: { path_separated_prefix: string } }[];
  const prefixes = (listener: typeof people): string[] =>
    (listener.filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes as Routes).map(
      ({ match }) => match.path_separated_prefix,
    );

  test('show people one realm', () => expect(prefixes(people)).toEqual(['/realms/care', '/resources']));

  test('show administration on a port of its own', () => {
    expect(administration.address.socket_address.port_value).toBe(9443);
    expect(prefixes(administration)).toEqual(['/admin', '/realms/master', '/resources']);
  });
});

describe('the realm', () => {
  test('holds nobody, and trusts no other provider', () => {
    expect(realm.users).toBeUndefined();
    expect(realm.identityProviders).toEqual([]);
  });

  test('lets nobody register, and asks everyone for a second factor', () => {
    expect(realm).toMatchObject({ registrationAllowed: false, resetPasswordAllowed: false, sslRequired: 'all' });
    expect(realm.requiredActions).toMatchObject([{ alias: 'CONFIGURE_TOTP', defaultAction: true }]);
  });

  test('gives tokens of five minutes, and sessions of a shift', () =>
    expect(realm).toMatchObject({ accessTokenLifespan: 300, ssoSessionMaxLifespan: 36_000, revokeRefreshToken: true }));

  test('has no client with an implicit flow or a password handed to it', () => {
    for (const client of realm.clients) {
      expect(client.implicitFlowEnabled ?? false).toBe(false);
      expect(client.directAccessGrantsEnabled).toBe(false);
    }
  });

  test('demands a proof key of clients that people log in to, and knows where a login returns', () => {
    const [approval] = realm.clients;
    expect(approval.attributes['pkce.code.challenge.method']).toBe('S256');
    expect(approval.redirectUris).toEqual(['https://approval.hospital.example/login/oauth2/code/site']);
  });

  test('gives a SMART client its own scopes alone, and only when it asks', () => {
    const client = (id: string) => realm.clients.find(({ clientId }: { clientId: string }) => clientId === id);
    expect(client('his.hospital.example')).toMatchObject({
      ...{ serviceAccountsEnabled: true, standardFlowEnabled: false, clientAuthenticatorType: 'client-jwt' },
      ...{ defaultClientScopes: ['basic', 'roles'], optionalClientScopes: ['system/Patient.rs'] },
    });
    expect(client('ward.hospital.example')).toMatchObject({
      ...{ serviceAccountsEnabled: false, standardFlowEnabled: true },
      ...{
        optionalClientScopes: ['fhirUser', 'user/Patient.r'],
        redirectUris: ['https://ward.hospital.example/login'],
      },
    });
    expect(realm.scopeMappings).toContainEqual({ client: 'ward.hospital.example', roles: ['clinician'] });
  });

  test('gives no scope by default that the realm does not have', () => {
    const names = realm.clientScopes.map(({ name }: { name: string }) => name);
    const used = realm.clients.flatMap((one: { defaultClientScopes?: string[]; optionalClientScopes?: string[] }) => [
      ...(one.defaultClientScopes ?? []),
      ...(one.optionalClientScopes ?? []),
    ]);
    expect(names).toEqual(expect.arrayContaining([...used, ...realm.defaultDefaultClientScopes]));
    expect(names).not.toContain('offline_access');
  });

  test('holds no secret: the import reads it from the environment', () => {
    // Two signs in Terraform's JSON are one in the cluster.
    expect(realm.clients[0].secret).toBe('$'.concat('${CLIENT_APPROVAL}'));
    const [secret] = secretRequirementsOf(stack).filter(({ name }) => name === 'identity-clients');
    expect(secret?.contents).toMatchObject({ kind: 'passwords', keys: ['approval'] });
  });
});

test('it may reach its database, the collector and its own other pods, and nothing outside', () => {
  const own = intentsOf(stack).filter(({ from }) => from.name === 'identity');
  expect(own.map(({ to, port }) => [to.kind === 'workload' ? to.name : to.host, port])).toEqual([
    ['audit-collector', 4317],
    ['identity-database', 5432],
    ['identity', 7800],
  ]);
});
