import { arePersonal, scopesOf } from '../core/smart/discovery.ts';

/** A mapper of Keycloak: what becomes a claim, and in which tokens. */
export function mapper(name: string, protocolMapper: string, config: Readonly<Record<string, string>>) {
  return { name, protocol: 'openid-connect', protocolMapper, config };
}

const everywhere = { 'id.token.claim': 'true', 'access.token.claim': 'true', 'userinfo.token.claim': 'true' };
const inAccessToken = { 'access.token.claim': 'true' };

function attribute(claim: string, userAttribute: string) {
  const config = { 'user.attribute': userAttribute, 'claim.name': claim, 'jsonType.label': 'String', ...everywhere };
  return mapper(claim, 'oidc-usermodel-attribute-mapper', config);
}

/** The attribute of a person that names their own FHIR resource: `Practitioner/17`. An administrator writes it. */
export const FHIR_USER = 'fhirUser';

/**
 * A realm that brings one client scope of its own gets none of Keycloak's: these are the ones that its pages and the
 * platform's clients use. None gives a token that works while nobody is logged in (`offline_access`).
 */
const own = [
  clientScope('basic', false, [
    mapper('sub', 'oidc-sub-mapper', inAccessToken),
    mapper('auth_time', 'oidc-usersessionmodel-note-mapper', {
      ...{ 'user.session.note': 'AUTH_TIME', 'claim.name': 'auth_time', 'jsonType.label': 'long' },
      ...{ 'id.token.claim': 'true', ...inAccessToken },
    }),
  ]),
  clientScope('roles', false, [
    mapper('realm roles', 'oidc-usermodel-realm-role-mapper', {
      ...{ 'claim.name': 'realm_access.roles', 'jsonType.label': 'String', multivalued: 'true', ...inAccessToken },
    }),
    mapper('client roles', 'oidc-usermodel-client-role-mapper', {
      ...{ 'claim.name': `resource_access.\${client_id}.roles`, 'jsonType.label': 'String' },
      ...{ multivalued: 'true', ...inAccessToken },
    }),
    mapper('audience resolve', 'oidc-audience-resolve-mapper', inAccessToken),
  ]),
  clientScope('profile', true, [
    mapper('full name', 'oidc-full-name-mapper', everywhere),
    attribute('preferred_username', 'username'),
    attribute('given_name', 'firstName'),
    attribute('family_name', 'lastName'),
    attribute('locale', 'locale'),
  ]),
  clientScope('email', true, [attribute('email', 'email')]),
  clientScope('web-origins', false, [mapper('allowed web origins', 'oidc-allowed-origins-mapper', inAccessToken)]),
  clientScope('acr', false, [
    mapper('acr loa level', 'oidc-acr-mapper', { 'id.token.claim': 'true', ...inAccessToken }),
  ]),
];

/** Client scopes that each client has without asking, among them the pages that Keycloak brings. */
export const defaultClientScopes = own.map(({ name }) => name);

/** The client scopes of the realm: its own, and the SMART scopes that some client may ask for. */
export function clientScopes(clients: readonly { readonly id: string; readonly scopes: readonly string[] }[]) {
  const smart = scopesOf({ clients });
  return [
    ...own,
    ...(arePersonal(smart) ? [clientScope(FHIR_USER, true, [attribute(FHIR_USER, FHIR_USER)])] : []),
    ...smart.map((scope) => clientScope(scope, true, [])),
  ];
}

function clientScope(name: string, inToken: boolean, protocolMappers: readonly object[]) {
  return {
    name,
    protocol: 'openid-connect',
    attributes: { 'include.in.token.scope': `${inToken}`, 'display.on.consent.screen': 'false' },
    protocolMappers,
  };
}
