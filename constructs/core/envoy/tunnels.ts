import { router } from './filters.ts';
import { protobuf } from './protobuf.ts';

const HCM = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

/** Hands a connection on to a cluster as it is. */
export function tcpProxy(cluster: string) {
  return {
    name: 'envoy.filters.network.tcp_proxy',
    typed_config: {
      '@type': protobuf('envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy'),
      stat_prefix: cluster,
      cluster,
      idle_timeout: '900s',
    },
  };
}

/** Takes CONNECT for the stated authorities (`host:port`), each to its cluster, and answers 404 to anything else. */
export function connectProxy(ways: readonly { readonly authority: string; readonly cluster: string }[]) {
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: {
      '@type': protobuf(HCM),
      stat_prefix: 'proxy',
      http_filters: [router()],
      upgrade_configs: [{ upgrade_type: 'CONNECT' }],
      route_config: {
        name: 'proxy',
        virtual_hosts: ways.map(({ authority, cluster }) => ({
          name: authority,
          domains: [authority],
          routes: [
            {
              match: { connect_matcher: {} },
              route: { cluster, timeout: '0s', upgrade_configs: [{ upgrade_type: 'CONNECT', connect_config: {} }] },
            },
          ],
        })),
      },
    },
  };
}
