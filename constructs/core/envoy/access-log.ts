import { CLUSTER } from './clusters.ts';
import { protobuf } from './protobuf.ts';
import type { EnvoyProps, GuardDoor } from './types.ts';

/**
 * What an audit record says: who, what, of whom (the path names the resource), when, from where, with what result.
 * These are the fields that Annex II 3 of the European Health Data Space regulation asks of an access log.
 */
const RECORD = {
  'audit.method': '%REQ(:METHOD)%',
  'audit.path': '%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%',
  'audit.status': '%RESPONSE_CODE%',
  'audit.outcome.details': '%RESPONSE_CODE_DETAILS%',
  'audit.started': '%START_TIME(%Y-%m-%dT%H:%M:%S.%3fZ)%',
  'audit.duration.milliseconds': '%DURATION%',
  'audit.request.identifier': '%REQ(X-REQUEST-ID)%',
  'audit.request.bytes': '%BYTES_RECEIVED%',
  'audit.response.bytes': '%BYTES_SENT%',
  'audit.source.address': '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%',
  'audit.agent.subject': '%DYNAMIC_METADATA(envoy.filters.http.jwt_authn:claims:sub)%',
  'audit.agent.client': '%DYNAMIC_METADATA(envoy.filters.http.jwt_authn:claims:azp)%',
  'audit.agent.certificate': '%DOWNSTREAM_PEER_DNS_SAN%',
} as const;

/** The logger that sends one record for each request to the audit collector, over OTLP. */
export function auditLog(props: Recorder, door: Pick<GuardDoor, 'name' | 'purpose'>) {
  return recordLog(props, '%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %RESPONSE_CODE%', {
    ...RECORD,
    'audit.door': door.name,
    // A percent sign would begin a command of the format.
    ...(door.purpose === undefined ? {} : { 'audit.purpose': door.purpose.replaceAll('%', '%%') }),
  });
}

/** The logger that sends one record for each tunnel to the audit collector: who went where, and how it ended. */
export function tunnelLog(props: Recorder) {
  return recordLog(props, 'CONNECT %REQUESTED_SERVER_NAME%', {
    'audit.method': 'CONNECT',
    'audit.path': '%REQUESTED_SERVER_NAME%',
    'audit.refused': '%DOWNSTREAM_TRANSPORT_FAILURE_REASON%%CONNECTION_TERMINATION_DETAILS%',
    'audit.started': '%START_TIME(%Y-%m-%dT%H:%M:%S.%3fZ)%',
    'audit.duration.milliseconds': '%DURATION%',
    'audit.request.bytes': '%BYTES_RECEIVED%',
    'audit.response.bytes': '%BYTES_SENT%',
    'audit.source.address': '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%',
    'audit.agent.certificate': '%DOWNSTREAM_PEER_DNS_SAN%',
  });
}

/** Who records. */
type Recorder = Pick<EnvoyProps, 'serviceName' | 'namespace' | 'role'>;

function recordLog(props: Recorder, body: string, record: Readonly<Record<string, string>>) {
  const attributes = { ...record, 'audit.service': props.serviceName, 'audit.namespace': props.namespace };
  return {
    name: 'envoy.access_loggers.open_telemetry',
    typed_config: {
      '@type': protobuf('envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig'),
      log_name: 'domicile-audit',
      grpc_service: { envoy_grpc: { cluster_name: CLUSTER.audit }, timeout: '10s' },
      buffer_flush_interval: '1s',
      buffer_size_bytes: 16384,
      resource_attributes: keyValues({
        'service.name': props.serviceName,
        'service.namespace': props.namespace,
        'domicile.role': props.role,
      }),
      body: { string_value: body },
      attributes: keyValues(attributes),
    },
  };
}

/** A line for each refused or failed request on the container's own log, without path or subject. */
export function errorLog() {
  return {
    name: 'envoy.access_loggers.stdout',
    filter: {
      status_code_filter: {
        comparison: { op: 'GE', value: { default_value: 400, runtime_key: 'access_log.error_status' } },
      },
    },
    typed_config: {
      '@type': protobuf('envoy.extensions.access_loggers.stream.v3.StdoutAccessLog'),
      log_format: {
        json_format: {
          time: '%START_TIME%',
          method: '%REQ(:METHOD)%',
          status: '%RESPONSE_CODE%',
          details: '%RESPONSE_CODE_DETAILS%',
          requestId: '%REQ(X-REQUEST-ID)%',
        },
      },
    },
  };
}

function keyValues(attributes: Readonly<Record<string, string>>) {
  return { values: Object.entries(attributes).map(([key, value]) => ({ key, value: { string_value: value } })) };
}
