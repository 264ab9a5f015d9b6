import type { AuditSink } from '../core/audit.ts';
import type { EgressNeed } from '../core/egress/need.ts';
import { EGRESS_PORT, egressServerName, endpointKey } from '../core/egress/route.ts';
import { tunnelLog } from '../core/envoy/access-log.ts';
import { auditCluster, cluster } from '../core/envoy/clusters.ts';
import { bootstrap } from '../core/envoy/config.ts';
import { healthListener } from '../core/envoy/listeners.ts';
import { protobuf } from '../core/envoy/protobuf.ts';
import { downstreamTls } from '../core/envoy/tls.ts';
import { tcpProxy } from '../core/envoy/tunnels.ts';
import type { ExternalEndpoint } from '../core/network-intent.ts';
import { serviceHost } from '../core/service-host.ts';
import type { TelemetryRoute } from '../core/telemetry/route.ts';

/** What the gateway's configuration is made from. */
export interface EgressConfigProps {
  readonly serviceName: string;
  readonly namespace: string;
  readonly audit: Pick<AuditSink, 'host' | 'port'>;
  /** Who watches the gateway. @default - nobody */
  readonly telemetry?: TelemetryRoute;
  readonly needs: readonly EgressNeed[];
}

/** One destination, and the workloads that may go there, by the names in their certificates. */
export interface Allowed {
  readonly endpoint: ExternalEndpoint;
  /** Sorted. */
  readonly clients: readonly string[];
}

/** The allow-list, sorted by destination: made from declared needs and nothing else. */
export function allowList(needs: readonly EgressNeed[]): readonly Allowed[] {
  const keys = [...new Set(needs.map(({ endpoint }) => endpointKey(endpoint)))].sort();
  return keys.flatMap((key) => {
    const same = needs.filter(({ endpoint }) => endpointKey(endpoint) === key);
    const clients = same.map(({ from }) => serviceHost(from.name, from.namespace));
    return same.slice(0, 1).map(({ endpoint }) => ({ endpoint, clients: [...new Set(clients)].sort() }));
  });
}

/**
 * Envoy's bootstrap configuration for the gateway. Each destination is a filter chain of its own: it matches one server
 * name, demands a certificate of a workload that declared the need, and leads to that host. What matches none is cut off.
 */
export function egressConfig(props: EgressConfigProps): string {
  const allowed = allowList(props.needs);
  return bootstrap(props, {
    // Envoy takes no listener without a filter chain: where nothing is allowed, nothing listens.
    listeners: [
      ...(allowed.length === 0 ? [] : [gatewayListener(props, allowed)]),
      healthListener({ healthPaths: [] }),
    ],
    clusters: [
      auditCluster(props.audit),
      ...allowed.map(({ endpoint }) =>
        // One logical host with all its addresses: an unreachable one is passed over, not taken in turn.
        cluster(clusterName(endpoint), endpoint.host, endpoint.port, { type: 'LOGICAL_DNS' }),
      ),
    ],
  });
}

function gatewayListener(props: EgressConfigProps, allowed: readonly Allowed[]) {
  return {
    name: 'egress',
    address: { socket_address: { address: '0.0.0.0', port_value: EGRESS_PORT } },
    per_connection_buffer_limit_bytes: 1024 * 1024,
    listener_filters: [
      {
        name: 'envoy.filters.listener.tls_inspector',
        typed_config: {
          '@type': protobuf('envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector'),
        },
      },
    ],
    listener_filters_timeout: '5s',
    access_log: [tunnelLog({ ...props, role: 'egress' })],
    filter_chains: allowed.map(({ endpoint, clients }) => ({
      name: endpointKey(endpoint),
      filter_chain_match: { server_names: [egressServerName(endpoint)], transport_protocol: 'tls' },
      transport_socket: downstreamTls(clients),
      filters: [tcpProxy(clusterName(endpoint))],
    })),
  };
}

function clusterName(endpoint: ExternalEndpoint): string {
  return `outside-${endpointKey(endpoint)}`;
}
