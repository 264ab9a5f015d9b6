import type { ExternalEndpoint } from './network-intent.ts';
import type { Site } from './site/site.ts';
import { siteEndpoint } from './site-endpoint.ts';

/** The OpenID Connect provider whose tokens are accepted. */
export interface IdentityProvider {
  /** Exact value of the `iss` claim. */
  readonly issuer: string;
  /** Where its signing keys are published. */
  readonly keysUrl: string;
  readonly endpoint: ExternalEndpoint;
}

/** The site's identity provider. Signing keys are expected where Keycloak publishes them. */
export function identityProviderOf(site: Site): IdentityProvider {
  const { issuer } = site.identity;
  return {
    issuer,
    keysUrl: `${issuer.replace(/\/$/, '')}/protocol/openid-connect/certs`,
    endpoint: siteEndpoint(site, new URL(issuer)),
  };
}

/** Days for which the platform's own provider keeps logins and changes; the audit trail keeps its record longer. */
export const RETENTION_OF_LOGINS = 365;
