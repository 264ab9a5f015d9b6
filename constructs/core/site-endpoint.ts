import type { ExternalEndpoint } from './network-intent.ts';
import type { Site } from './site/site.ts';

/**
 * A host outside the cluster that the site names, reachable only within the networks that the site claims for whoever runs it:
 * those of the operator that the claim of the host names, or all claimed ones where that operator has none. A host that
 * resolves to anywhere else stays unreachable, whatever its name says.
 */
export function siteEndpoint({ claims }: Pick<Site, 'claims'>, url: URL): ExternalEndpoint {
  const networks = claims.filter(({ match }) => match.includes('/'));
  const operator = operatorOf(claims, url.hostname);
  const own = networks.filter((one) => one.operator === operator);
  return {
    host: url.hostname,
    port: url.port === '' ? 443 : Number(url.port),
    networks: (own.length === 0 ? networks : own).map(({ match }) => match),
  };
}

// The claim that says most: the host itself, or else the longest name that it stands under.
function operatorOf(claims: Site['claims'], host: string): string | undefined {
  const [closest] = claims
    .filter(({ match }) => match === host || (match.startsWith('*.') && host.endsWith(match.slice(1))))
    .toSorted((a, b) => Number(b.match === host) - Number(a.match === host) || b.match.length - a.match.length);
  return closest?.operator;
}
