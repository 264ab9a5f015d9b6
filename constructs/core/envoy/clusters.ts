import type { AuditSink } from '../audit.ts';
import { type EgressRelay, relayPort } from '../egress/relay.ts';
import type { IdentityProvider } from '../identity.ts';
import type { ExternalEndpoint } from '../network-intent.ts';
import { protobuf } from './protobuf.ts';
import { upstreamTls } from './tls.ts';
import type { Authority, GuardOutlet, GuardUpstream } from './types.ts';

/** Names of the only places that a guard can send anything to. */
export const CLUSTER = {
  upstream: 'upstream',
  audit: 'audit-collector',
  recorder: 'audit-recorder',
  identity: 'identity-provider',
} as const;

const HTTP_OPTIONS = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';

/** What the guard stands in front of. */
export function upstreamCluster(
  upstream: GuardUpstream,
  relay: EgressRelay | undefined,
  name: string = CLUSTER.upstream,
) {
  if (upstream.kind === 'external') return externalCluster(name, upstream.endpoint, relay, upstream.authority);
  if (upstream.kind === 'local') {
    return cluster(name, '127.0.0.1', upstream.port, { type: 'STATIC' });
  }
  return cluster(name, upstream.host, upstream.port, {
    type: 'STRICT_DNS',
    transport_socket: upstreamTls(upstream.host, ['http/1.1']),
  });
}

/** The server that an outlet leads to. */
export function outletCluster({ name, host, port }: GuardOutlet) {
  return cluster(outletName(name), host, port, {
    type: 'STRICT_DNS',
    transport_socket: upstreamTls(host, ['http/1.1']),
  });
}

/** Name of the cluster of a further upstream. */
export function upstreamName(name: string): string {
  return `upstream-${name}`;
}

/** Name of the cluster behind an outlet. */
export function outletName(name: string): string {
  return `outlet-${name}`;
}

/** The audit collector. Its health decides whether the guard calls itself ready. */
export function auditCluster(audit: Pick<AuditSink, 'host' | 'port'>) {
  return cluster(CLUSTER.audit, audit.host, audit.port, {
    type: 'STRICT_DNS',
    transport_socket: upstreamTls(audit.host, ['h2']),
    typed_extension_protocol_options: {
      [HTTP_OPTIONS]: {
        '@type': protobuf(HTTP_OPTIONS),
        explicit_http_config: { http2_protocol_options: {} },
      },
    },
    health_checks: [
      {
        timeout: '3s',
        interval: '5s',
        no_traffic_interval: '5s',
        unhealthy_threshold: 2,
        healthy_threshold: 1,
        tcp_health_check: {},
      },
    ],
  });
}

/** The audit collector once more, as filters call it that go on only when a record is kept. */
export function recorderCluster(recorder: Pick<AuditSink, 'host' | 'httpPort'>) {
  return cluster(CLUSTER.recorder, recorder.host, recorder.httpPort, {
    type: 'STRICT_DNS',
    transport_socket: upstreamTls(recorder.host, ['http/1.1']),
  });
}

/** Where token signing keys are fetched from. */
export function identityCluster(identity: IdentityProvider, relay: EgressRelay | undefined) {
  return externalCluster(CLUSTER.identity, identity.endpoint, relay);
}

// Whichever way it goes, only a server that is certified as the host is spoken to.
function externalCluster(
  name: string,
  endpoint: ExternalEndpoint,
  relay: EgressRelay | undefined,
  authority?: Authority,
) {
  const transport_socket = upstreamTls(endpoint.host, ['http/1.1'], { authority });
  return relay === undefined
    ? cluster(name, endpoint.host, endpoint.port, { type: 'STRICT_DNS', transport_socket })
    : cluster(name, '127.0.0.1', relayPort(relay, endpoint), { type: 'STATIC', transport_socket });
}

/** A cluster of one address. */
export function cluster(name: string, address: string, port: number, rest: object) {
  return {
    name,
    connect_timeout: '3s',
    // A name may have addresses of both families, of which the first need not be the one that answers.
    dns_lookup_family: 'ALL',
    ...rest,
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address, port_value: port } } } }] }],
    },
  };
}
