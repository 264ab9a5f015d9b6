import type { Construct } from 'constructs';
import { cluster } from '../envoy/clusters.ts';
import { upstreamTls } from '../envoy/tls.ts';
import { connectProxy, tcpProxy } from '../envoy/tunnels.ts';
import type { ExternalEndpoint } from '../network-intent.ts';
import { type EgressRoute, egressRouteOf, egressServerName, endpointKey } from './route.ts';

/** Loopback port of the proxy that an application is told of: it takes CONNECT for the declared destinations alone. */
export const PROXY_PORT = 15000;

/**
 * The pod's end of the way out. Everything in it listens on the pod's loopback alone; what arrives goes to the egress
 * gateway over mutual TLS, under the workload's own certificate.
 */
export interface EgressRelay {
  readonly route: EgressRoute;
  /** Sorted; the position decides the loopback port. */
  readonly destinations: readonly ExternalEndpoint[];
  /** Whether an application of the pod goes out through the proxy on {@link PROXY_PORT}. */
  readonly proxied: readonly ExternalEndpoint[];
}

/** The relay of a pod that needs `own` for its guard and `proxied` for its application; undefined where there is no gateway. */
export function relayOf(
  scope: Construct,
  own: readonly ExternalEndpoint[],
  proxied: readonly ExternalEndpoint[],
): EgressRelay | undefined {
  const route = egressRouteOf(scope);
  if (route === undefined || own.length + proxied.length === 0) return undefined;
  const byKey = new Map([...own, ...proxied].map((endpoint) => [endpointKey(endpoint), endpoint]));
  const destinations = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, endpoint]) => endpoint);
  return { route, destinations, proxied };
}

/** The loopback port that leads to a destination; throws a RangeError for one that the relay does not know. */
export function relayPort(relay: EgressRelay, endpoint: Pick<ExternalEndpoint, 'host' | 'port'>): number {
  const position = relay.destinations.findIndex((one) => endpointKey(one) === endpointKey(endpoint));
  if (position < 0) throw new RangeError(`the relay has no way to ${endpointKey(endpoint)}`);
  return PROXY_PORT + 1 + position;
}

/** The listeners of a relay: one for each destination, and the proxy where an application needs one. */
export function relayListeners(relay: EgressRelay): readonly object[] {
  const ways = relay.destinations.map((endpoint) => ({
    name: `to-${endpointKey(endpoint)}`,
    address: loopback(relayPort(relay, endpoint)),
    filter_chains: [{ filters: [tcpProxy(clusterName(endpoint))] }],
  }));
  if (relay.proxied.length === 0) return ways;
  const proxy = connectProxy(relay.proxied.map((one) => ({ authority: endpointKey(one), cluster: clusterName(one) })));
  return [...ways, { name: 'proxy', address: loopback(PROXY_PORT), filter_chains: [{ filters: [proxy] }] }];
}

/** The clusters of a relay: the gateway, asked for one destination each. */
export function relayClusters({ route, destinations }: EgressRelay): readonly object[] {
  return destinations.map((endpoint) =>
    cluster(clusterName(endpoint), route.host, route.port, {
      type: 'LOGICAL_DNS',
      transport_socket: upstreamTls(route.host, [], { serverName: egressServerName(endpoint) }),
    }),
  );
}

function clusterName(endpoint: ExternalEndpoint): string {
  return `egress-${endpointKey(endpoint)}`;
}

function loopback(port: number) {
  return { socket_address: { address: '127.0.0.1', port_value: port } };
}
