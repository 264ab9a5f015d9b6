import type { TelemetryRoute } from '../telemetry/route.ts';
import { cluster } from './clusters.ts';
import { protobuf } from './protobuf.ts';
import { upstreamTls } from './tls.ts';
import type { EnvoyProps } from './types.ts';

/** Name of the cluster that leads to the telemetry collector. */
const COLLECTOR = 'telemetry-collector';

/** One request in so many hundred leaves a trace. */
const SAMPLED_PERCENT = 5;

/** Where logs and traces go. It is not asked for its health: what watches the platform must not be able to stop it. */
export function telemetryCluster({ host, port }: TelemetryRoute['collector']) {
  const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
  return cluster(COLLECTOR, host, port, {
    type: 'STRICT_DNS',
    transport_socket: upstreamTls(host, ['h2']),
    typed_extension_protocol_options: {
      [options]: { '@type': protobuf(options), explicit_http_config: { http2_protocol_options: {} } },
    },
  });
}

/**
 * The logger that tells operations how a request went. It is an allow-list: no path, no query, no header, no subject and no
 * address, any of which could name a patient. The audit record, which has them, goes elsewhere.
 */
export function telemetryLog(props: Pick<EnvoyProps, 'serviceName' | 'namespace'>, door: string) {
  const attributes = {
    'http.request.method': '%REQ(:METHOD)%',
    'http.response.status_code': '%RESPONSE_CODE%',
    'domicile.door': door,
    'domicile.duration.milliseconds': '%DURATION%',
    'domicile.response.details': '%RESPONSE_CODE_DETAILS%',
    'domicile.request.identifier': '%REQ(X-REQUEST-ID)%',
  };
  return {
    name: 'envoy.access_loggers.open_telemetry',
    typed_config: {
      '@type': protobuf('envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig'),
      log_name: 'domicile-operations',
      grpc_service: { envoy_grpc: { cluster_name: COLLECTOR }, timeout: '3s' },
      resource_attributes: keyValues({ 'service.name': props.serviceName, 'service.namespace': props.namespace }),
      body: { string_value: 'request' },
      attributes: keyValues(attributes),
    },
  };
}

/** Traces of some requests. The address of a span is cut off before its path; the collector lets even less through. */
export function tracing({ serviceName }: Pick<EnvoyProps, 'serviceName'>) {
  return {
    provider: {
      name: 'envoy.tracers.opentelemetry',
      typed_config: {
        '@type': protobuf('envoy.config.trace.v3.OpenTelemetryConfig'),
        grpc_service: { envoy_grpc: { cluster_name: COLLECTOR }, timeout: '3s' },
        service_name: serviceName,
      },
    },
    random_sampling: { value: SAMPLED_PERCENT },
    max_path_tag_length: 0,
  };
}

function keyValues(attributes: Readonly<Record<string, string>>) {
  return { values: Object.entries(attributes).map(([key, value]) => ({ key, value: { string_value: value } })) };
}
