import type { IdentityProvider } from '../identity.ts';
import { parseScope } from './scope.ts';

/** Where SMART clients look first, below the base address of a FHIR server. */
export const SMART_CONFIGURATION = '/.well-known/smart-configuration';

/** Who asks a FHIR server by SMART, and what it is granted. */
export interface SmartGrants {
  /** Each client by its id, with its scopes: all of a program's own (`system/…`), or all of persons (`user/…`). */
  readonly clients: readonly { readonly id: string; readonly scopes: readonly string[] }[];
  /** Realm role without which a person's scopes grant nothing. */
  readonly userRole: string;
}

/** Every scope that some client has, each once, by name. */
export function scopesOf({ clients }: Pick<SmartGrants, 'clients'>): readonly string[] {
  return [...new Set(clients.flatMap(({ scopes }) => scopes))].sort();
}

/** Whether scopes are such that a person logs in to use them. */
export function arePersonal(scopes: readonly string[]): boolean {
  return scopes.some((scope) => parseScope(scope).level === 'user');
}

/**
 * The document of SMART App Launch 2.2 (hl7.org/fhir/smart-app-launch, Conformance), with what this server and its provider
 * can do and no more. Endpoints are where Keycloak has them below its issuer.
 */
export function smartConfiguration(
  { issuer, keysUrl }: Pick<IdentityProvider, 'issuer' | 'keysUrl'>,
  grants: SmartGrants,
) {
  const scopes = scopesOf(grants);
  const people = arePersonal(scopes);
  const endpoint = (name: string) => `${issuer.replace(/\/$/, '')}/protocol/openid-connect/${name}`;
  return {
    issuer,
    jwks_uri: keysUrl,
    ...(people ? { authorization_endpoint: endpoint('auth') } : {}),
    token_endpoint: endpoint('token'),
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    grant_types_supported: [
      ...(people ? ['authorization_code'] : []),
      ...(scopes.some((scope) => !arePersonal([scope])) ? ['client_credentials'] : []),
    ],
    scopes_supported: [...(people ? ['openid', 'fhirUser'] : []), ...scopes],
    ...(people ? { response_types_supported: ['code'] } : {}),
    code_challenge_methods_supported: ['S256'],
    capabilities: [
      'client-confidential-asymmetric',
      'permission-v2',
      ...(people ? ['launch-standalone', 'permission-user', 'sso-openid-connect'] : []),
    ],
  };
}
