import { arePersonal } from '../core/smart/discovery.ts';
import { clientScopes, defaultClientScopes, FHIR_USER, mapper } from './client-scopes.ts';
import { type SmartClient, smartClient, systemClient } from './smart-client.ts';

/** A part of the platform that people log in to with a browser. */
export interface RealmClient {
  /** Client id: `approval`. */
  readonly id: string;
  /** Address to which a login returns: `https://approval.hospital.example/login/oauth2/code/site`. */
  readonly redirectUri: string;
  /** Environment variable that holds its secret while the realm is imported. */
  readonly secretVariable: string;
}

/** What the realm is made from. */
export interface RealmProps {
  readonly name: string;
  /** ISO 639-1 code of the pages: `de`. */
  readonly language: string;
  /** Groups that people are put into; each grants one realm role. */
  readonly groups: readonly { readonly name: string; readonly role: string; readonly purpose: string }[];
  readonly clients: readonly RealmClient[];
  /** Client ids of hospital systems that ask the FHIR server. They prove who they are with a key that they alone hold. */
  readonly systems: readonly string[];
  /** Those that ask by SMART scopes, hospital systems or not. @default - none */
  readonly smart?: { readonly clients: readonly SmartClient[]; readonly userRole: string };
  /** Days for which logins and changes stay in the realm's own record. */
  readonly eventDays: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * The platform's realm in Keycloak's import form. Nobody is in it: people come from the site. No implicit flow, no
 * passwords handed to clients, PKCE for every client, a second factor for everyone, no identity provider behind it.
 */
export function realmImport(props: RealmProps): string {
  const { clients: smart, userRole } = props.smart ?? { clients: [], userRole: '' };
  const systems = props.systems.filter((id) => !smart.some((one) => one.id === id));
  const personal = smart.filter(({ scopes }) => arePersonal(scopes));
  const realm = {
    realm: props.name,
    enabled: true,
    sslRequired: 'all',
    ...access,
    ...lifespans,
    ...bruteForce,
    passwordPolicy: 'length(14) and notUsername(undefined) and notEmail(undefined) and passwordHistory(5)',
    internationalizationEnabled: true,
    supportedLocales: [...new Set([props.language, 'en'])],
    defaultLocale: props.language,
    eventsEnabled: true,
    eventsExpiration: props.eventDays * 24 * HOUR,
    eventsListeners: ['jboss-logging'],
    adminEventsEnabled: true,
    adminEventsDetailsEnabled: false,
    identityProviders: [],
    requiredActions: [secondFactor],
    roles: { realm: props.groups.map(({ role, purpose }) => ({ name: role, description: purpose })) },
    groups: props.groups.map(({ name, role }) => ({ name, path: `/${name}`, realmRoles: [role] })),
    clientScopes: clientScopes(smart),
    defaultDefaultClientScopes: defaultClientScopes,
    defaultOptionalClientScopes: [],
    clients: [
      ...props.clients.map(browserClient),
      ...systems.map(systemClient),
      ...smart.map(smartClient),
      ...closedClients,
    ],
    scopeMappings: [
      ...props.clients.map(({ id }) => ({ client: id, roles: props.groups.map(({ role }) => role) })),
      ...personal.map(({ id }) => ({ client: id, roles: [userRole] })),
    ],
    ...(personal.length === 0 ? {} : { components: { 'org.keycloak.userprofile.UserProfileProvider': [userProfile] } }),
  };
  return `${JSON.stringify(realm, null, 2)}\n`;
}

const access = {
  registrationAllowed: false,
  registrationEmailAsUsername: false,
  resetPasswordAllowed: false,
  rememberMe: false,
  editUsernameAllowed: false,
  duplicateEmailsAllowed: false,
  loginWithEmailAllowed: false,
};

/** A token outlives a revoked right by at most its own life: five minutes. A session ends with the shift. */
const lifespans = {
  accessTokenLifespan: 5 * MINUTE,
  accessCodeLifespan: MINUTE,
  accessCodeLifespanLogin: 10 * MINUTE,
  ssoSessionIdleTimeout: 30 * MINUTE,
  ssoSessionMaxLifespan: 10 * HOUR,
  offlineSessionMaxLifespanEnabled: true,
  offlineSessionMaxLifespan: 10 * HOUR,
  revokeRefreshToken: true,
  refreshTokenMaxReuse: 0,
};

const bruteForce = {
  bruteForceProtected: true,
  permanentLockout: false,
  failureFactor: 5,
  waitIncrementSeconds: MINUTE,
  maxFailureWaitSeconds: 15 * MINUTE,
};

const secondFactor = {
  alias: 'CONFIGURE_TOTP',
  name: 'Configure OTP',
  providerId: 'CONFIGURE_TOTP',
  enabled: true,
  defaultAction: true,
  priority: 10,
  config: {},
};

const groupsClaim = mapper('groups', 'oidc-group-membership-mapper', {
  ...{ 'claim.name': 'groups', 'full.path': 'false' },
  ...{ 'id.token.claim': 'true', 'access.token.claim': 'true', 'userinfo.token.claim': 'true' },
});

function browserClient({ id, redirectUri, secretVariable }: RealmClient) {
  return {
    clientId: id,
    enabled: true,
    protocol: 'openid-connect',
    publicClient: false,
    clientAuthenticatorType: 'client-secret',
    secret: `\${${secretVariable}}`,
    redirectUris: [redirectUri],
    webOrigins: [],
    standardFlowEnabled: true,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: false,
    frontchannelLogout: false,
    fullScopeAllowed: false,
    attributes: {
      'pkce.code.challenge.method': 'S256',
      'post.logout.redirect.uris': `${new URL(redirectUri).origin}/*`,
    },
    protocolMappers: [groupsClaim],
    defaultClientScopes: ['basic', 'profile', 'roles'],
    optionalClientScopes: [],
  };
}

/** Keycloak brings it, with passwords handed to it: a way around the second factor. */
const closedClients = [
  {
    clientId: 'admin-cli',
    enabled: false,
    publicClient: true,
    directAccessGrantsEnabled: false,
    standardFlowEnabled: false,
  },
];

/** What Keycloak keeps of a person; the link to their own FHIR resource is for administrators to write. */
const userProfile = {
  providerId: 'declarative-user-profile',
  config: {
    'kc.user.profile.config': [
      JSON.stringify({
        attributes: [
          ...['username', 'email', 'firstName', 'lastName'].map((name) => attribute(name, ['admin', 'user'])),
          attribute(FHIR_USER, ['admin']),
        ],
      }),
    ],
  },
};

function attribute(name: string, edit: readonly string[]) {
  return { name, permissions: { view: ['admin', 'user'], edit }, multivalued: false };
}
