import type { ExternalEndpoint } from './network-intent.ts';
import type { Site } from './site/site.ts';

/**
 * A host outside the cluster that the site names, reachable only within the networks that the site claims as its own.
 * A host that resolves to anywhere else stays unreachable, whatever its name says.
 */
export function siteEndpoint(site: Site, url: URL): ExternalEndpoint {
  return {
    host: url.hostname,
    port: url.port === '' ? 443 : Number(url.port),
    networks: site.claims.map(({ match }) => match).filter((match) => match.includes('/')),
  };
}
