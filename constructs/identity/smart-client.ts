import { arePersonal } from '../core/smart/discovery.ts';
import { FHIR_USER, mapper } from './client-scopes.ts';

/** A program that asks the FHIR server by SMART scopes, and proves who it is with a key that it alone holds. */
export interface SmartClient {
  /** DNS name in its client certificate, and its client id. */
  readonly id: string;
  /** SMART scopes that it may ask for: all `system/…`, or all `user/…`. */
  readonly scopes: readonly string[];
  /** Where a person's login returns to. @default - nobody logs in: its scopes are its own */
  readonly redirectUri?: string;
}

const fhirAudience = mapper('audience fhir', 'oidc-audience-mapper', {
  ...{ 'included.custom.audience': 'fhir', 'access.token.claim': 'true', 'id.token.claim': 'false' },
});

// Until an administrator has stored its public key, nobody can get a token as this client.
const confidential = {
  enabled: true,
  protocol: 'openid-connect',
  publicClient: false,
  clientAuthenticatorType: 'client-jwt',
  webOrigins: [],
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: false,
  fullScopeAllowed: false,
  protocolMappers: [fhirAudience],
};

/** A hospital system that asks in its own name and has no scope: what it may ask for is for the FHIR server to decide. */
export function systemClient(id: string) {
  return {
    ...confidential,
    ...{ clientId: id, redirectUris: [], standardFlowEnabled: false, serviceAccountsEnabled: true },
    attributes: { 'token.endpoint.auth.signing.alg': 'PS256', 'use.refresh.tokens': 'false' },
    defaultClientScopes: ['basic', 'roles'],
    optionalClientScopes: [] as readonly string[],
  };
}

/**
 * A SMART client. It gets a scope only by asking for it, so that a token holds what one task takes. Its key may be of any
 * asymmetric form, as SMART has RS384 and ES384 side by side.
 */
export function smartClient({ id, scopes, redirectUri }: SmartClient) {
  const personal = arePersonal(scopes);
  return {
    ...systemClient(id),
    standardFlowEnabled: personal,
    serviceAccountsEnabled: !personal,
    redirectUris: redirectUri === undefined ? [] : [redirectUri],
    attributes: { 'use.refresh.tokens': 'false', ...(personal ? { 'pkce.code.challenge.method': 'S256' } : {}) },
    optionalClientScopes: [...(personal ? [FHIR_USER] : []), ...scopes],
  };
}
