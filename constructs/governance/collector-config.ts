import { stringify } from 'yaml';
import { collectorTls } from '../core/telemetry/collector-tls.ts';

/** Port on which audit records arrive, as OTLP over gRPC. */
export const COLLECTOR_PORT = 4317;

/** Port on which single audit records arrive, as OTLP over HTTP, and are answered once they are on disk. */
export const COLLECTOR_HTTP_PORT = 4318;

/** Port on which the kubelet asks for the collector's health, over TLS. */
export const COLLECTOR_HEALTH_PORT = 13133;

/** Port on the pod's loopback on which the collector tells how it fares. */
export const COLLECTOR_METRICS_PORT = 8888;

/** Where the parts of the collector are inside its container. */
export const COLLECTOR_PATHS = {
  configuration: '/etc/otelcol-contrib',
  certificate: '/etc/tls',
  queue: '/var/lib/otelcol',
} as const;

const { authority, mutualTls, ownCertificate } = collectorTls(COLLECTOR_PATHS.certificate);

/**
 * The collector's configuration: mutual TLS in, a queue on disk, mutual TLS out, and, when
 * `watched`, how it fares, in numbers, on the pod's loopback.
 */
export function collectorConfig(store: { readonly host: string; readonly port: number }, watched = false): string {
  return stringify(
    {
      extensions: {
        health_check: { endpoint: `0.0.0.0:${COLLECTOR_HEALTH_PORT}`, path: '/', tls: ownCertificate },
        'file_storage/queue': { directory: COLLECTOR_PATHS.queue, fsync: true },
      },
      receivers: {
        otlp: {
          protocols: {
            grpc: { endpoint: `0.0.0.0:${COLLECTOR_PORT}`, tls: mutualTls },
            http: { endpoint: `0.0.0.0:${COLLECTOR_HTTP_PORT}`, tls: mutualTls },
          },
        },
      },
      processors: { memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 } },
      exporters: { 'otlp_http/audit-store': storeExporter(store) },
      service: {
        extensions: ['health_check', 'file_storage/queue'],
        telemetry: { ...ownMetrics(watched), logs: { level: 'warn', encoding: 'json' } },
        pipelines: {
          logs: { receivers: ['otlp'], processors: ['memory_limiter'], exporters: ['otlp_http/audit-store'] },
        },
      },
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

// On the pod's loopback: the guard beside it shows them to one client.
function ownMetrics(watched: boolean) {
  if (!watched) return { metrics: { level: 'none' } };
  const prometheus = {
    ...{ host: '127.0.0.1', port: COLLECTOR_METRICS_PORT },
    ...{ without_scope_info: true, without_units: true, without_type_suffix: false },
  };
  return { metrics: { level: 'basic', readers: [{ pull: { exporter: { prometheus } } }] } };
}

function storeExporter(store: { readonly host: string; readonly port: number }) {
  return {
    endpoint: `https://${store.host}:${store.port}`,
    encoding: 'json',
    compression: 'none',
    timeout: '30s',
    tls: { ...ownCertificate, ca_file: authority },
    // Never give up: a record that cannot be delivered waits on disk, and a full queue stops the senders.
    retry_on_failure: { enabled: true, initial_interval: '1s', max_interval: '30s', max_elapsed_time: '0s' },
    sending_queue: {
      enabled: true,
      storage: 'file_storage/queue',
      num_consumers: 2,
      queue_size: 100_000,
      block_on_overflow: true,
    },
  };
}
