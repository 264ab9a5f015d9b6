import type { AuditSink } from '../core/audit.ts';
import { auditLog, errorLog } from '../core/envoy/access-log.ts';
import { auditCluster, cluster } from '../core/envoy/clusters.ts';
import { bootstrap } from '../core/envoy/config.ts';
import { doorFilters } from '../core/envoy/filters.ts';
import { connectionManager, healthListener, route } from '../core/envoy/listeners.ts';
import { protobuf } from '../core/envoy/protobuf.ts';
import { downstreamTls, upstreamTls } from '../core/envoy/tls.ts';
import {
  CLIENT_AUTHORITY,
  type EnvoyProps,
  type GuardDoor,
  type GuardRoute,
  hospitalAuthority,
} from '../core/envoy/types.ts';
import type { TelemetryRoute } from '../core/telemetry/route.ts';
import { untrustedHeaders, type WebFirewall } from './web-firewall.ts';

/** Port of the gateway's pods. */
export const INGRESS_PORT = 8443;

/** A part of the platform that clients outside the cluster may use, under a name of its own. */
export interface PublicDoor {
  /** `fhir`. */
  readonly name: string;
  /** Name by which clients reach it. */
  readonly host: string;
  /** Host and port of the part's Service, for which its certificate is issued. */
  readonly target: { readonly host: string; readonly port: number };
  /**
   * `people`: the part asks for their token itself. `systems`: whose client certificate names one of `dnsNames`, signed by
   * the authority of the hospital's systems. `hospital`: the same for one other hospital, by that hospital's own authority.
   */
  readonly admission:
    | { readonly kind: 'people' }
    | { readonly kind: 'systems'; readonly dnsNames: readonly string[] }
    | { readonly kind: 'hospital'; readonly hospital: string; readonly dnsNames: readonly string[] };
  readonly routes: readonly GuardRoute[];
  /** Requests that each pod of the gateway lets in per minute. @default 1200 */
  readonly requestsPerMinute?: number;
  /** Largest request body in bytes. @default 8388608 */
  readonly maxRequestBytes?: number;
}

/** What the gateway's configuration is made from. */
export interface IngressConfigProps {
  readonly serviceName: string;
  readonly namespace: string;
  readonly audit: Pick<AuditSink, 'host' | 'port'>;
  /** Who watches the gateway. @default - nobody */
  readonly telemetry?: TelemetryRoute;
  readonly doors: readonly PublicDoor[];
  readonly firewall: WebFirewall;
}

/**
 * Envoy's bootstrap configuration for the gateway. Each door is a filter chain of its own: one server name, one Host, its
 * own TLS, its own routes. A request cannot change doors, because no chain knows another's Host.
 */
export function ingressConfig(props: IngressConfigProps): string {
  const { doors } = props;
  return bootstrap(props, {
    listeners: [...(doors.length === 0 ? [] : [gatewayListener(props)]), healthListener({ healthPaths: [] })],
    clusters: [
      auditCluster(props.audit),
      ...doors.map(({ name, target }) =>
        cluster(clusterName(name), target.host, target.port, {
          type: 'STRICT_DNS',
          transport_socket: upstreamTls(target.host, ['http/1.1']),
        }),
      ),
    ],
  });
}

function gatewayListener(props: IngressConfigProps) {
  return {
    name: 'ingress',
    address: { socket_address: { address: '0.0.0.0', port_value: INGRESS_PORT } },
    per_connection_buffer_limit_bytes: 32 * 1024,
    listener_filters: [
      {
        name: 'envoy.filters.listener.tls_inspector',
        typed_config: { '@type': protobuf('envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector') },
      },
    ],
    listener_filters_timeout: '5s',
    filter_chains: props.doors.map((door) => ({
      name: door.name,
      filter_chain_match: { server_names: [door.host], transport_protocol: 'tls' },
      transport_socket: doorTls(door.admission),
      filters: [doorManager(props, door)],
    })),
  };
}

function doorTls(admission: PublicDoor['admission']) {
  if (admission.kind === 'people') return downstreamTls();
  const authority = admission.kind === 'systems' ? CLIENT_AUTHORITY : hospitalAuthority(admission.hospital);
  return downstreamTls(admission.dnsNames, authority);
}

function doorManager(props: IngressConfigProps, door: PublicDoor) {
  const recorder: Pick<EnvoyProps, 'serviceName' | 'namespace' | 'role'> = { ...props, role: 'ingress' };
  return connectionManager(door.name, {
    domains: [door.host],
    access_log: [auditLog(recorder, { name: door.name }), errorLog()],
    http_filters: [...props.firewall.filters, ...doorFilters(asGuardDoor(door))],
    routes: door.routes.map((one) => route(one, clusterName(door.name))),
    virtualHost: {
      request_headers_to_remove: untrustedHeaders,
      response_headers_to_add: Object.entries(responseHeaders).map(([key, value]) => ({
        header: { key, value },
        append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
      })),
    },
    limits: {
      max_request_headers_kb: 32,
      strip_any_host_port: true,
      request_timeout: '300s',
      request_headers_timeout: '10s',
      common_http_protocol_options: {
        idle_timeout: '300s',
        max_headers_count: 64,
        headers_with_underscores_action: 'REJECT_REQUEST',
      },
      http2_protocol_options: {
        max_concurrent_streams: 100,
        initial_stream_window_size: 65_536,
        initial_connection_window_size: 1_048_576,
      },
    },
  });
}

const responseHeaders = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'SAMEORIGIN',
};

// The limits of a guard's door; who comes in has been decided by the TLS of the chain.
function asGuardDoor(door: PublicDoor): GuardDoor {
  return {
    ...{ name: door.name, port: INGRESS_PORT, routes: door.routes, recorded: true },
    admission: { kind: 'application' },
    requestsPerMinute: door.requestsPerMinute ?? 1200,
    ...(door.maxRequestBytes === undefined ? {} : { maxRequestBytes: door.maxRequestBytes }),
  };
}

function clusterName(door: string): string {
  return `door-${door}`;
}
