import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { TELEMETRY_NAME } from '../core/telemetry/route.ts';
import { type HardenedWorkload, serviceHost } from '../core/workload.ts';
import { GuardedStore, type WatchProps } from './guarded-store.ts';
import { LOKI_PORT, lokiConfig, STORE_PATHS, TEMPO_PORT, TRACES_PORT, tempoConfig } from './store-configs.ts';

/** Props of {@link LogStore} and {@link TraceStore}. */
export interface KeptProps extends WatchProps {
  readonly retentionDays: number;
  /** Size of its volume, as a Kubernetes quantity. */
  readonly size: string;
}

const { loki, tempo } = components;
const args = [`-config.file=${STORE_PATHS.configuration}/config.yaml`];
const resources = { cpu: '200m', cpuLimit: '2', memory: '2Gi' } as const;
const LOGS_PORT = 8443;

/** Loki: keeps operational logs, which it takes of the telemetry collector alone. */
export class LogStore extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = LOGS_PORT;

  constructor(scope: Construct, id: string, props: KeptProps) {
    super(scope, id);
    const server = new GuardedStore(this, 'server', {
      ...props,
      ...{ name: 'loki', role: 'logs', component: loki, port: LOKI_PORT, paths: STORE_PATHS, args, resources },
      files: () => ({ 'config.yaml': lokiConfig(props.retentionDays) }),
      doors: [
        {
          name: 'logs',
          port: LOGS_PORT,
          admission: { kind: 'certificate', dnsNames: [serviceHost(TELEMETRY_NAME, props.namespace.name)] },
          recorded: false,
          routes: [{ methods: ['POST'], prefix: '/otlp/v1/logs' }],
        },
      ],
      operatorRoutes: ['query', 'query_range', 'labels', 'label', 'series'].map(
        (what) => ({ methods: ['GET'], prefix: `/loki/api/v1/${what}` }) as const,
      ),
    });
    this.workload = server.workload;
    this.host = server.host;
  }
}

/** Tempo: keeps traces, which it takes over mutual TLS on a port of its own. */
export class TraceStore extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = TRACES_PORT;

  constructor(scope: Construct, id: string, props: KeptProps) {
    super(scope, id);
    const server = new GuardedStore(this, 'server', {
      ...props,
      ...{ name: 'tempo', role: 'traces', component: tempo, port: TEMPO_PORT, paths: STORE_PATHS, args, resources },
      files: () => ({ 'config.yaml': tempoConfig(props.retentionDays) }),
      ownPort: { name: 'otlp-grpc', port: TRACES_PORT, appProtocol: 'grpcs' },
      operatorRoutes: ['/api/search', '/api/traces', '/api/v2/traces'].map(
        (prefix) => ({ methods: ['GET'], prefix }) as const,
      ),
    });
    this.workload = server.workload;
    this.host = server.host;
  }
}
