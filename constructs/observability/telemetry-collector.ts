import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { Images } from '../core/images/lock.ts';
import { TELEMETRY_NAME, TELEMETRY_PORT } from '../core/telemetry/route.ts';
import { configVolume, scratchVolume } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import type { LogStore, TraceStore } from './stores.ts';
import { TELEMETRY_HEALTH_PORT, TELEMETRY_PATHS, telemetryConfig } from './telemetry-config.ts';

/** Props of {@link TelemetryCollector}. */
export interface TelemetryCollectorProps {
  readonly namespace: BoundaryNamespace;
  readonly images: Images;
  readonly logs: LogStore;
  readonly traces: TraceStore;
}

const component = components['opentelemetry-collector'];

/** OpenTelemetry Collector for operations: takes logs and traces, drops what could name a patient, and delivers. */
export class TelemetryCollector extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;

  constructor(scope: Construct, id: string, props: TelemetryCollectorProps) {
    super(scope, id);
    const { namespace, images, logs, traces } = props;
    const name = TELEMETRY_NAME;
    this.host = serviceHost(name, namespace.name);
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace,
      name,
      purpose: `certificate of ${this.host}, as receiver and towards the stores of logs and traces`,
    });
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${name}-configuration`,
      files: {
        'config.yaml': telemetryConfig({
          logs: { host: logs.host, port: logs.port },
          traces: { host: traces.host, port: traces.port },
        }),
      },
    });
    const health = { kind: 'http', path: '/', port: TELEMETRY_HEALTH_PORT } as const;
    this.workload = new HardenedWorkload(this, 'server', {
      ...{ namespace, name, role: 'telemetry-collector', controller: 'deployment', replicas: 1, user: component.user },
      component: { id: component.id, version: images.version(component.id) },
      configuration: [configuration],
      servicePorts: [{ name: 'otlp-grpc', port: TELEMETRY_PORT, appProtocol: 'grpcs' }],
      containers: [
        {
          name: 'collector',
          image: images.reference(component.id),
          args: ['--config', `${TELEMETRY_PATHS.configuration}/config.yaml`],
          ports: [
            { name: 'otlp-grpc', port: TELEMETRY_PORT },
            { name: 'health', port: TELEMETRY_HEALTH_PORT },
          ],
          mounts: [
            { volume: configVolume('configuration', configuration.configMapName), path: TELEMETRY_PATHS.configuration },
            { volume: certificate.volume, path: TELEMETRY_PATHS.certificate },
            { volume: scratchVolume('tmp', '64Mi'), path: '/tmp' },
          ],
          resources: { cpu: '200m', cpuLimit: '1', memory: '512Mi' },
          probes: { startup: health, liveness: health, readiness: health, startupSeconds: 120 },
        },
      ],
    });
    this.workload.allowTo(logs.workload, { port: logs.port, purpose: 'deliver operational logs' });
    this.workload.allowTo(traces.workload, { port: traces.port, purpose: 'deliver traces' });
  }
}
