import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import type { AuditSink } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { ContainerProps } from '../core/container.ts';
import { MetricsWindow } from '../core/envoy/metrics-window.ts';
import type { Images } from '../core/images/lock.ts';
import type { Site } from '../core/site/site.ts';
import { type TelemetryRoute, telemetryRouteOf } from '../core/telemetry/route.ts';
import { beWatched } from '../core/telemetry/watch.ts';
import { configVolume, perPodVolume, scratchVolume } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import {
  COLLECTOR_HEALTH_PORT,
  COLLECTOR_HTTP_PORT,
  COLLECTOR_METRICS_PORT,
  COLLECTOR_PATHS,
  COLLECTOR_PORT,
  collectorConfig,
} from './collector-config.ts';

/** Props of {@link AuditCollector}. */
export interface AuditCollectorProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the collector: `audit-collector`. A contract: every guard's configuration names it. */
  readonly name: string;
  readonly images: Images;
  readonly replicas: number;
  readonly storage: Site['storage'];
  /** Where records are delivered. */
  readonly store: { readonly host: string; readonly port: number };
  /** Size of the queue of each collector, as a Kubernetes quantity. @default '5Gi' */
  readonly queueSize?: string;
}

const component = components['opentelemetry-collector'];

/** OpenTelemetry Collector that takes audit records over mutual TLS, queues them on disk and delivers them to the store. */
export class AuditCollector extends Construct implements AuditSink {
  readonly peer: HardenedWorkload;
  readonly host: string;
  readonly port = COLLECTOR_PORT;
  readonly httpPort = COLLECTOR_HTTP_PORT;

  /** The controller whose rollout means that records are taken. */
  get ready() {
    return this.peer.controller;
  }

  constructor(scope: Construct, id: string, props: AuditCollectorProps) {
    super(scope, id);
    this.host = serviceHost(props.name, props.namespace.name);
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of ${this.host}, as receiver and towards the audit store`,
    });
    const telemetry = telemetryRouteOf(this);
    const window = telemetry === undefined ? [] : [this.window(props, certificate, telemetry)];
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace: props.namespace,
      name: `${props.name}-configuration`,
      files: { 'config.yaml': collectorConfig(props.store, telemetry !== undefined) },
    });
    this.peer = new HardenedWorkload(this, 'server', {
      namespace: props.namespace,
      name: props.name,
      role: 'audit-collector',
      component: { id: component.id, version: props.images.version(component.id) },
      controller: 'stateful-set',
      replicas: props.replicas,
      user: component.user,
      configuration: [configuration, ...window.map((one) => one.configuration)],
      servicePorts: [
        { name: 'otlp-grpc', port: COLLECTOR_PORT, appProtocol: 'grpcs' },
        { name: 'otlp-http', port: COLLECTOR_HTTP_PORT, appProtocol: 'https' },
      ],
      volumePerPod: {
        name: 'queue',
        storageClass: props.storage.class,
        encryption: props.storage.encryption.method,
        size: props.queueSize ?? '5Gi',
      },
      containers: [collectorContainer(props, configuration, certificate), ...window.map((one) => one.container)],
    });
    beWatched(this.peer, 'counted');
  }

  private window(
    { namespace, name, images }: AuditCollectorProps,
    certificate: WorkloadCertificate,
    { scraper }: TelemetryRoute,
  ): MetricsWindow {
    return new MetricsWindow(this, 'window', {
      ...{ namespace, name, images, scraper, port: COLLECTOR_METRICS_PORT },
      certificate: certificate.volume,
    });
  }
}

function collectorContainer(
  props: AuditCollectorProps,
  configuration: ConfigFiles,
  certificate: WorkloadCertificate,
): ContainerProps {
  const health = { kind: 'http', path: '/', port: COLLECTOR_HEALTH_PORT } as const;
  return {
    name: 'collector',
    image: props.images.reference(component.id),
    args: ['--config', `${COLLECTOR_PATHS.configuration}/config.yaml`],
    ports: [
      { name: 'otlp-grpc', port: COLLECTOR_PORT },
      { name: 'otlp-http', port: COLLECTOR_HTTP_PORT },
      { name: 'health', port: COLLECTOR_HEALTH_PORT },
    ],
    mounts: [
      { volume: configVolume('configuration', configuration.configMapName), path: COLLECTOR_PATHS.configuration },
      { volume: certificate.volume, path: COLLECTOR_PATHS.certificate },
      { volume: perPodVolume('queue'), path: COLLECTOR_PATHS.queue },
      { volume: scratchVolume('tmp', '64Mi'), path: '/tmp' },
    ],
    resources: { cpu: '200m', cpuLimit: '1', memory: '512Mi' },
    probes: { startup: health, liveness: health, readiness: health, startupSeconds: 120 },
  };
}
