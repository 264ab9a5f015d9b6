import { auditLog, errorLog } from './access-log.ts';
import { CLUSTER, outletName, upstreamName } from './clusters.ts';
import { doorFilters, readinessFilter, router } from './filters.ts';
import { protobuf } from './protobuf.ts';
import { telemetryLog, tracing } from './telemetry.ts';
import { downstreamTls } from './tls.ts';
import {
  ENVOY_HEALTH_PORT,
  type EnvoyProps,
  type GuardDocument,
  type GuardDoor,
  type GuardOutlet,
  type GuardRoute,
} from './types.ts';

/** Path on the health port that says whether the guard itself may get traffic. */
export const GUARD_READY_PATH = '/guard/ready';

/** Path on the health port that says whether the guard itself is alive. */
export const GUARD_LIVE_PATH = '/guard/live';

/** A port that admits, records and forwards. */
export function doorListener(props: EnvoyProps, door: GuardDoor) {
  const clients = door.admission.kind === 'certificate' ? door.admission.dnsNames : undefined;
  // A log of the delivery of logs would be delivered too, for ever.
  const told = door.recorded && props.telemetry !== undefined;
  return listener(door.name, door.port, clients, {
    access_log: [
      ...(door.recorded ? [auditLog(props, door)] : []),
      ...(told ? [telemetryLog(props, door.name)] : []),
      errorLog(),
    ],
    ...(told ? { limits: { tracing: tracing(props) } } : {}),
    http_filters: doorFilters(door),
    ...answered(door),
  });
}

// The first route that fits answers: a document before whatever stands below the same path.
function answered({ routes, documents = [] }: GuardDoor) {
  const forwarded = routes.map((one) => route(one));
  if (documents.length === 0) return { routes: forwarded };
  return {
    routes: [...documents.map(document), ...forwarded],
    routeConfiguration: { max_direct_response_body_size_bytes: 64 * 1024 },
  };
}

function document({ path, content }: GuardDocument) {
  const header = { key: 'content-type', value: 'application/json' };
  return {
    match: { path, headers: [{ name: ':method', string_match: { safe_regex: { regex: 'GET|HEAD' } } }] },
    direct_response: { status: 200, body: { inline_string: JSON.stringify(content) } },
    response_headers_to_add: [{ header, append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' }],
  };
}

/** The port that the kubelet asks: the guard's own state, and the upstream's health paths. */
export function healthListener(props: Pick<EnvoyProps, 'healthPaths'>) {
  return listener('health', ENVOY_HEALTH_PORT, undefined, {
    access_log: [],
    http_filters: [readinessFilter(GUARD_READY_PATH), router()],
    routes: [
      { match: { path: GUARD_LIVE_PATH }, direct_response: { status: 200 } },
      ...props.healthPaths.map((path) => ({ match: { path }, route: { cluster: CLUSTER.upstream, timeout: '5s' } })),
    ],
  });
}

/** A port for the pod's own application, on loopback, to one server inside the cluster. That server records the request. */
export function outletListener({ name, localPort, host }: GuardOutlet) {
  const way = { cluster: outletName(name), timeout: '300s', host_rewrite_literal: host };
  const manager = connectionManager(outletName(name), {
    access_log: [errorLog()],
    http_filters: [router()],
    routes: [{ match: { prefix: '/' }, route: way }],
  });
  return {
    name: outletName(name),
    address: { socket_address: { address: '127.0.0.1', port_value: localPort } },
    per_connection_buffer_limit_bytes: 1024 * 1024,
    filter_chains: [{ filters: [manager] }],
  };
}

/** As {@link liveListener}, and asks the pod's own application for its health on `path`. */
export function applicationHealthListener(path: string, application: string) {
  return listener('health', ENVOY_HEALTH_PORT, undefined, {
    access_log: [],
    http_filters: [router()],
    routes: [
      { match: { path: GUARD_LIVE_PATH }, direct_response: { status: 200 } },
      { match: { path }, route: { cluster: application, timeout: '5s' } },
    ],
  });
}

/** A named route, to the cluster of what stands behind. */
export function route(
  { methods, prefix, pattern, rewriteTo, hostAs, timeoutSeconds, noted, to }: GuardRoute,
  cluster: string = to === undefined ? CLUSTER.upstream : upstreamName(to),
) {
  return {
    match: {
      ...(prefix === '/' ? { prefix } : { path_separated_prefix: prefix }),
      headers: [
        { name: ':method', string_match: { safe_regex: { regex: methods.join('|') } } },
        ...(pattern === undefined ? [] : [{ name: ':path', string_match: { safe_regex: { regex: pattern } } }]),
      ],
      ...(noted === undefined ? {} : { dynamic_metadata: [notedValue(noted)] }),
    },
    route: {
      cluster,
      timeout: `${timeoutSeconds ?? 60}s`,
      ...(rewriteTo === undefined ? {} : { prefix_rewrite: rewriteTo }),
      ...(hostAs === undefined ? {} : { host_rewrite_literal: hostAs }),
    },
  };
}

function notedValue({ filter, key, value }: NonNullable<GuardRoute['noted']>) {
  return { filter, path: [{ key }], value: { string_match: { exact: value } } };
}

/** What a listener does with requests. */
export interface Http {
  /** Values of the Host header that are answered at all. @default - any */
  readonly domains?: readonly string[];
  /** More of the virtual host: headers to add or to take away. @default - none */
  readonly virtualHost?: object;
  /** More of the route configuration. @default - none */
  readonly routeConfiguration?: object;
  /** More of the connection manager. @default - none */
  readonly limits?: object;
  readonly access_log: readonly object[];
  readonly http_filters: readonly object[];
  readonly routes: readonly object[];
}

/** A TLS port on every address of the pod; with `clients`, for certificates of these names alone. */
export function listener(name: string, port: number, clients: readonly string[] | undefined, http: Http) {
  return {
    name,
    address: { socket_address: { address: '0.0.0.0', port_value: port } },
    per_connection_buffer_limit_bytes: 1024 * 1024,
    filter_chains: [{ transport_socket: downstreamTls(clients), filters: [connectionManager(name, http)] }],
  };
}

/** Reads HTTP strictly: normalised paths, no escaped slashes, no header that could be read in two ways. */
export function connectionManager(
  name: string,
  { routes, domains = ['*'], virtualHost, routeConfiguration, limits, ...http }: Http,
) {
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: {
      '@type': protobuf('envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager'),
      stat_prefix: name,
      ...http,
      // The address of the connection is what is recorded, not what a client claims in a header.
      use_remote_address: true,
      normalize_path: true,
      merge_slashes: true,
      path_with_escaped_slashes_action: 'REJECT_REQUEST',
      server_header_transformation: 'PASS_THROUGH',
      common_http_protocol_options: { idle_timeout: '300s', headers_with_underscores_action: 'REJECT_REQUEST' },
      request_headers_timeout: '10s',
      stream_idle_timeout: '300s',
      ...limits,
      route_config: { name, ...routeConfiguration, virtual_hosts: [{ name, domains, routes, ...virtualHost }] },
    },
  };
}
