import { tunnelLog } from './access-log.ts';
import { cluster } from './clusters.ts';
import { downstreamTls, upstreamTls } from './tls.ts';
import { tcpProxy } from './tunnels.ts';
import type { EnvoyProps, GuardStream } from './types.ts';

/** A port that demands a client certificate, records the connection, and hands on what is spoken as it is. */
export function streamListener(props: Pick<EnvoyProps, 'serviceName' | 'namespace' | 'role'>, stream: GuardStream) {
  const proxy = tcpProxy(streamCluster(stream).name);
  return {
    name: stream.name,
    address: { socket_address: { address: '0.0.0.0', port_value: stream.port } },
    per_connection_buffer_limit_bytes: 1024 * 1024,
    socket_options: KEEP_ALIVE,
    access_log: [tunnelLog(props)],
    filter_chains: [
      {
        transport_socket: downstreamTls(stream.clients, stream.authority),
        // Systems of this kind keep one connection for days, and send nothing at night.
        filters: [{ ...proxy, typed_config: { ...proxy.typed_config, idle_timeout: '86400s' } }],
      },
    ],
  };
}

/** Where a stream leads to. */
export function streamCluster({ name, to }: GuardStream) {
  const own = `stream-${name}`;
  if (to.kind === 'local') return cluster(own, '127.0.0.1', to.port, { type: 'STATIC' });
  const transport_socket = upstreamTls(to.host, []);
  return cluster(own, to.host, to.port, {
    // One server behind one name: an address that does not answer is passed over, not taken in turn.
    ...{ type: 'LOGICAL_DNS', transport_socket },
    upstream_connection_options: { tcp_keepalive: { keepalive_time: 60, keepalive_interval: 15, keepalive_probes: 4 } },
  });
}

// SO_KEEPALIVE, TCP_KEEPIDLE, TCP_KEEPINTVL and TCP_KEEPCNT of Linux: a peer that lost its line is noticed within two minutes.
const KEEP_ALIVE = [
  { level: 1, name: 9, int_value: 1 },
  { level: 6, name: 4, int_value: 60 },
  { level: 6, name: 5, int_value: 15 },
  { level: 6, name: 6, int_value: 4 },
].map((option) => ({ ...option, state: 'STATE_PREBIND' }));
