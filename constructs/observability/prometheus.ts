import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import type { ExternalEndpoint } from '../core/network-intent.ts';
import { METRICS_PORT, SCRAPER_NAME } from '../core/telemetry/route.ts';
import type { Watched } from '../core/telemetry/watch.ts';
import type { HardenedWorkload } from '../core/workload.ts';
import type { Alertmanager } from './alertmanager.ts';
import { ALERTS_PORT } from './alertmanager-config.ts';
import { dutiesConsole } from './duties-console.ts';
import type { DutyAlert } from './duty-alerts.ts';
import type { DutyPanel } from './duty-panels.ts';
import { GuardedStore, type WatchProps } from './guarded-store.ts';
import { PROMETHEUS_PATHS, PROMETHEUS_PORT, prometheusConfig, ruleFile } from './prometheus-config.ts';

/** Props of {@link Prometheus}. */
export interface PrometheusProps extends WatchProps {
  readonly retentionDays: number;
  /** Size of its volume, as a Kubernetes quantity. */
  readonly size: string;
  readonly alerts: readonly DutyAlert[];
  readonly panels: readonly DutyPanel[];
  readonly alertmanager: Alertmanager;
  /** Federation endpoint of the cluster's own Prometheus. */
  readonly cluster: { readonly url: URL; readonly endpoint: ExternalEndpoint };
}

const { prometheus: component } = components;

/** Reads the counters of every watched part over mutual TLS, and of nothing else, and knows when a duty is not met. */
export class Prometheus extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  private readonly targets: { readonly namespace: string; readonly name: string }[] = [];

  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    const { alertmanager, alerts, cluster, panels } = props;
    const { configuration, data } = PROMETHEUS_PATHS;
    const server = new GuardedStore(this, 'server', {
      ...props,
      ...{ name: SCRAPER_NAME, role: 'metrics', component, port: PROMETHEUS_PORT, paths: PROMETHEUS_PATHS },
      files: ({ proxy }) => ({
        // Layers that are composed later are watched too: the list is complete when the stack is written.
        'prometheus.yaml': () =>
          prometheusConfig({
            targets: this.targets,
            alertmanager: { host: alertmanager.host, port: ALERTS_PORT },
            cluster: { url: cluster.url, proxy },
          }),
        'duties.rules.yaml': ruleFile(alerts),
        'duties.html': dutiesConsole(alerts, panels),
      }),
      args: [
        `--config.file=${configuration}/prometheus.yaml`,
        `--storage.tsdb.path=${data}`,
        `--storage.tsdb.retention.time=${props.retentionDays}d`,
        `--storage.tsdb.retention.size=${bytesFor(props.size)}`,
        `--web.listen-address=127.0.0.1:${PROMETHEUS_PORT}`,
        `--web.console.templates=${configuration}`,
        `--web.console.libraries=${configuration}`,
      ],
      resources: { cpu: '500m', cpuLimit: '2', memory: '4Gi' },
      operatorRoutes: [
        { methods: ['GET', 'POST'], prefix: '/api/v1/query' },
        { methods: ['GET', 'POST'], prefix: '/api/v1/query_range' },
        ...(['/api/v1/alerts', '/api/v1/rules', '/api/v1/targets', '/consoles'] as const).map(
          (prefix) => ({ methods: ['GET'], prefix }) as const,
        ),
      ],
      calls: [{ endpoint: cluster.endpoint, purpose: 'read what the cluster knows of jobs, volumes and admission' }],
    });
    this.workload = server.workload;
    this.host = server.host;
    this.workload.allowTo(alertmanager.workload, { port: ALERTS_PORT, purpose: 'hand over alerts' });
  }

  /** Reads the counters of a workload's guard from now on. */
  scrape(workload: Watched): void {
    const { namespace, name } = workload;
    this.targets.push({ namespace, name });
    this.workload.allowTo(workload, { port: METRICS_PORT, purpose: 'read how its guard fares, in numbers' });
  }
}

// Prometheus writes beside what it counts: a tenth stays free.
function bytesFor(size: string): string {
  const amount = Number.parseInt(size, 10);
  const inGibibytes = { Mi: amount / 1024, Gi: amount, Ti: amount * 1024 }[size.slice(-2)] ?? amount;
  return `${Math.max(1, Math.floor(inGibibytes * 0.9))}GB`;
}
