import { stringify } from 'yaml';
import { collectorTls } from '../core/telemetry/collector-tls.ts';
import { TELEMETRY_PORT } from '../core/telemetry/route.ts';

/** Port on which the kubelet asks for the collector's health, over TLS. */
export const TELEMETRY_HEALTH_PORT = 13133;

/** Where the parts of the collector are inside its container. */
export const TELEMETRY_PATHS = { configuration: '/etc/otelcol-contrib', certificate: '/etc/tls' } as const;

const { authority, mutualTls, ownCertificate } = collectorTls(TELEMETRY_PATHS.certificate);

/**
 * Every attribute that gets through, of logs, spans and resources. None can hold the path of a request, a subject, an
 * address or a text; whatever else a part sends is dropped, known or not.
 */
export const passedAttributes: readonly string[] = [
  'http.request.method',
  'http.method',
  'http.response.status_code',
  'http.status_code',
  'domicile.door',
  'domicile.duration.milliseconds',
  'domicile.response.details',
  'domicile.request.identifier',
  'upstream_cluster',
  'response_flags',
  'error',
];

/** Attributes of the sender that get through beside {@link passedAttributes}: which part speaks. */
export const passedSender = '^service\\.(name|namespace)$';

/** Where logs and traces are kept. */
export interface TelemetryStores {
  readonly logs: { readonly host: string; readonly port: number };
  readonly traces: { readonly host: string; readonly port: number };
}

/** The collector's configuration: mutual TLS in and out; no body, no name of a span and no attribute but the listed. */
export function telemetryConfig({ logs, traces }: TelemetryStores): string {
  const cleaned = ['memory_limiter', 'transform/words', 'redaction/allow-list', 'batch'];
  const file = {
    extensions: { health_check: { endpoint: `0.0.0.0:${TELEMETRY_HEALTH_PORT}`, path: '/', tls: ownCertificate } },
    receivers: { otlp: { protocols: { grpc: { endpoint: `0.0.0.0:${TELEMETRY_PORT}`, tls: mutualTls } } } },
    processors: {
      memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 },
      'transform/words': words(),
      'redaction/allow-list': {
        allow_all_keys: false,
        allowed_keys: passedAttributes,
        ignored_key_patterns: [passedSender],
        summary: 'silent',
      },
      batch: { timeout: '10s', send_batch_size: 1024 },
    },
    exporters: {
      'otlp_http/logs': { endpoint: `https://${logs.host}:${logs.port}/otlp`, tls: clientTls },
      'otlp_grpc/traces': { endpoint: `${traces.host}:${traces.port}`, tls: clientTls },
    },
    service: {
      extensions: ['health_check'],
      telemetry: { metrics: { level: 'none' }, logs: { level: 'warn', encoding: 'json' } },
      pipelines: {
        logs: { receivers: ['otlp'], processors: cleaned, exporters: ['otlp_http/logs'] },
        traces: { receivers: ['otlp'], processors: cleaned, exporters: ['otlp_grpc/traces'] },
      },
    },
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

const clientTls = { ...ownCertificate, ca_file: authority };

// What is no attribute is no key either: bodies, names, events and messages are replaced as a whole.
function words() {
  return {
    error_mode: 'propagate',
    log_statements: [{ context: 'log', statements: ['set(log.body, "request")'] }],
    trace_statements: [
      { context: 'span', statements: ['set(span.name, "request")', 'set(span.status.message, "")'] },
      { context: 'spanevent', statements: ['set(spanevent.name, "event")'] },
    ],
  };
}
