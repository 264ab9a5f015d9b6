import type { Construct } from 'constructs';
import type { AuditSink } from '../constructs/core/audit.ts';
import { identityProviderOf } from '../constructs/core/identity.ts';
import type { ModuleName } from '../constructs/core/site/modules/modules.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { siteEndpoint } from '../constructs/core/site-endpoint.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { TELEMETRY_PORT } from '../constructs/core/telemetry/route.ts';
import { startWatch, type WatchedWorkload } from '../constructs/core/telemetry/watch.ts';
import { Alertmanager } from '../constructs/observability/alertmanager.ts';
import { alertsFor } from '../constructs/observability/duty-alerts.ts';
import { panelsFor } from '../constructs/observability/duty-panels.ts';
import type { WatchProps } from '../constructs/observability/guarded-store.ts';
import { Prometheus } from '../constructs/observability/prometheus.ts';
import { LogStore, TraceStore } from '../constructs/observability/stores.ts';
import { TelemetryCollector } from '../constructs/observability/telemetry-collector.ts';
import type { DataStack } from './data.ts';
import { type LayerContext, type LayerProps, required } from './layers.ts';

type Module = NonNullable<Site['modules']['observability']>;

/** Props of {@link ObservabilityStack}. */
export interface ObservabilityStackProps extends LayerProps {
  readonly audit: AuditSink;
  readonly module: Module;
}

/** What watches the platform: metrics, operational logs, traces, and an alert for each duty. */
export class ObservabilityStack extends SovereignStack {
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly collector: TelemetryCollector;

  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, { site: props.site, layer: 'observability' });
    const { site, images, module } = props;
    const shared = this.shared(props);
    const { namespace } = shared;
    this.alertmanager = new Alertmanager(this, 'alertmanager', {
      ...shared,
      receiver: module.receiver,
      endpoint: receiverEndpoint(site, module),
    });
    const modules = Object.keys(site.modules) as ModuleName[];
    const clusterMetrics = new URL(module.clusterMetrics);
    this.prometheus = new Prometheus(this, 'prometheus', {
      ...{ ...shared, retentionDays: module.metrics.days, size: module.metrics.storage },
      alerts: alertsFor(modules),
      panels: panelsFor(modules),
      alertmanager: this.alertmanager,
      cluster: { url: clusterMetrics, endpoint: siteEndpoint(site, clusterMetrics) },
    });
    this.collector = new TelemetryCollector(this, 'telemetry-collector', {
      ...{ namespace, images },
      logs: new LogStore(this, 'logs', {
        ...{ ...shared, retentionDays: module.logs.days, size: module.logs.storage },
      }),
      traces: new TraceStore(this, 'traces', {
        ...{ ...shared, retentionDays: module.traces.days, size: module.traces.storage },
      }),
    });
    startWatch(this, this);
  }

  /** Reads the counters of a part, and lets it send logs and traces. */
  watch({ workload, kind }: WatchedWorkload): void {
    this.prometheus.scrape(workload);
    if (kind === 'counted') return;
    workload.allowTo(this.collector.workload, {
      port: TELEMETRY_PORT,
      purpose: 'tell how requests went, without saying what was asked',
    });
  }

  private shared({ site, images, foundation, audit, module }: ObservabilityStackProps): WatchProps {
    return {
      ...{ images, audit, storage: site.storage, operatorRole: module.operatorRole },
      namespace: foundation.namespace('observability'),
      identity: identityProviderOf(site),
    };
  }
}

function receiverEndpoint(site: Site, { receiver }: Module) {
  const url = receiver.kind === 'webhook' ? receiver.url : `https://${receiver.host}:${receiver.port}`;
  return siteEndpoint(site, new URL(url));
}

/** The observability layer of a site that has the module, applied after everything that it watches. */
export function buildObservability(
  { app, ...props }: LayerContext,
  data: DataStack,
  layers: readonly (SovereignStack | undefined)[],
): ObservabilityStack | undefined {
  const { site } = props;
  const module = site.modules.observability;
  if (module === undefined) return undefined;
  const audit = required(site, data.audit?.collector, 'observability', 'audit');
  const observability = new ObservabilityStack(app, 'observability', { ...props, module, audit });
  for (const layer of [data, ...layers]) if (layer !== undefined) observability.addDependency(layer);
  return observability;
}
