import { stringify } from 'yaml';
import { collectorTls } from '../core/telemetry/collector-tls.ts';

/** Where the parts of a store are inside its container. */
export const STORE_PATHS = { configuration: '/etc/store', certificate: '/etc/tls', data: '/var/lib/store' } as const;

/** Ports on the loopback of their pods. */
export const LOKI_PORT = 3100;
export const TEMPO_PORT = 3200;

/** Port on which the telemetry collector delivers spans, as OTLP over gRPC. */
export const TRACES_PORT = 4317;

const { certificate, data } = STORE_PATHS;
const loopback = '127.0.0.1';

/** Loki in one process: on the pod's loopback alone, on a volume of its own, and without a report to anybody. */
export function lokiConfig(retentionDays: number): string {
  return yaml({
    auth_enabled: false,
    analytics: { reporting_enabled: false },
    server: {
      http_listen_address: loopback,
      http_listen_port: LOKI_PORT,
      grpc_listen_address: loopback,
      grpc_listen_port: 9095,
      log_level: 'warn',
    },
    common: {
      instance_addr: loopback,
      path_prefix: data,
      replication_factor: 1,
      ring: { kvstore: { store: 'inmemory' } },
      storage: { filesystem: { chunks_directory: `${data}/chunks`, rules_directory: `${data}/rules` } },
    },
    schema_config: {
      configs: [
        {
          from: '2026-01-01',
          store: 'tsdb',
          object_store: 'filesystem',
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    compactor: {
      working_directory: `${data}/compactor`,
      retention_enabled: true,
      delete_request_store: 'filesystem',
    },
    limits_config: { retention_period: `${retentionDays * 24}h`, allow_structured_metadata: true },
  });
}

/** Tempo in one process: spans over mutual TLS in, everything else on the pod's loopback, and without a report to anybody. */
export function tempoConfig(retentionDays: number): string {
  const { mutualTls: tls } = collectorTls(certificate);
  return yaml({
    usage_report: { reporting_enabled: false },
    server: {
      http_listen_address: loopback,
      http_listen_port: TEMPO_PORT,
      grpc_listen_address: loopback,
      grpc_listen_port: 9095,
      log_level: 'warn',
    },
    distributor: { receivers: { otlp: { protocols: { grpc: { endpoint: `0.0.0.0:${TRACES_PORT}`, tls } } } } },
    ingester: {
      lifecycler: { address: loopback, ring: { kvstore: { store: 'inmemory' }, replication_factor: 1 } },
    },
    memberlist: { bind_addr: [loopback], join_members: [] },
    compactor: { compaction: { block_retention: `${retentionDays * 24}h` } },
    storage: {
      trace: { backend: 'local', local: { path: `${data}/blocks` }, wal: { path: `${data}/wal` } },
    },
  });
}

function yaml(value: object): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
