import type { Construct } from 'constructs';
import { DomicileError } from '../errors.ts';
import type { ExternalEndpoint } from '../network-intent.ts';
import { namespaceName, serviceHost } from '../service-host.ts';
import { SovereignStack } from '../stack.ts';

/** Name of the egress gateway, and the last part of its namespace's name. A contract: every relay dials it. */
export const EGRESS_NAME = 'egress';

/** Port on which the gateway takes relays, over mutual TLS. */
export const EGRESS_PORT = 8443;

/** Where the gateway of a site is. Known by name alone, so that every layer can point at it before it exists. */
export interface EgressRoute {
  readonly host: string;
  readonly port: number;
}

/** The way out of the cluster, or undefined when the site has no egress gateway and workloads leave by themselves. */
export function egressRouteOf(scope: Construct): EgressRoute | undefined {
  const { site } = SovereignStack.of(scope);
  if (site.modules.egress === undefined) return undefined;
  return { host: serviceHost(EGRESS_NAME, namespaceName(site.name, EGRESS_NAME)), port: EGRESS_PORT };
}

/**
 * The server name by which a relay asks the gateway for a destination: the host itself, or for another port than 443 the
 * port and the host.
 * @throws {@link DomicileError} `construct-props` for an address: a server name is a name (RFC 6066, section 3)
 */
export function egressServerName(endpoint: ExternalEndpoint): string {
  if (/^[\d.]+$|:/.test(endpoint.host)) {
    throw new DomicileError({
      code: 'construct-props',
      message: 'the egress gateway lets names through, and this destination is an address',
      seen: `${endpoint.host}:${endpoint.port}`,
      allowed: 'a DNS name',
      mend: 'name the host in the site file',
    });
  }
  const host = endpoint.host.toLowerCase();
  return endpoint.port === 443 ? host : `port-${endpoint.port}.${host}`;
}

/** One text for each destination, for maps and sorting. */
export function endpointKey({ host, port }: Pick<ExternalEndpoint, 'host' | 'port'>): string {
  return `${host.toLowerCase()}:${port}`;
}
