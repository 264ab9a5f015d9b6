import type { ExternalEndpoint } from './network-intent.ts';
import type { Site } from './site/site.ts';

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
  const url = new URL(site.identity.issuer);
  return {
    issuer: site.identity.issuer,
    keysUrl: `${site.identity.issuer.replace(/\/$/, '')}/protocol/openid-connect/certs`,
    endpoint: {
      host: url.hostname,
      port: url.port === '' ? 443 : Number(url.port),
      networks: site.claims.map(({ match }) => match).filter((match) => match.includes('/')),
    },
  };
}
