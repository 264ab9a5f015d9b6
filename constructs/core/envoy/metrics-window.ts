import { Construct } from 'constructs';
import type { BoundaryNamespace } from '../boundary-namespace.ts';
import { ConfigFiles } from '../config-files.ts';
import type { ContainerProps } from '../container.ts';
import type { Images } from '../images/lock.ts';
import { METRICS_PORT } from '../telemetry/route.ts';
import type { PodVolume } from '../volumes.ts';
import { AccessGuard } from './access-guard.ts';
import { errorLog } from './access-log.ts';
import { envoyFiles } from './certificates.ts';
import { cluster } from './clusters.ts';
import { bootstrap } from './config.ts';
import { envoyContainer } from './container.ts';
import { router } from './filters.ts';
import { GUARD_LIVE_PATH, listener } from './listeners.ts';
import { ENVOY_HEALTH_PORT } from './types.ts';

const APPLICATION = 'application';

/** Props of {@link MetricsWindow}. */
export interface MetricsWindowProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the pods that it is for. */
  readonly name: string;
  readonly images: Images;
  /** Volume with `tls.crt`, `tls.key` and `ca.crt` of the pods. */
  readonly certificate: PodVolume;
  /** Host whose certificate may read. */
  readonly scraper: string;
  /** Port on the pod's loopback on which the application tells how it fares, at `/metrics`. */
  readonly port: number;
}

/** The way to the numbers of an application that has no access guard: one path, by GET, for one certificate. */
export class MetricsWindow extends Construct {
  readonly container: ContainerProps;
  readonly configuration: ConfigFiles;

  constructor(scope: Construct, id: string, props: MetricsWindowProps) {
    super(scope, id);
    const { namespace, name, images, certificate } = props;
    this.configuration = new ConfigFiles(this, 'configuration', {
      ...{ namespace, name: `${name}-window` },
      files: envoyFiles(windowConfig({ ...props, namespace: namespace.name })),
    });
    const ports = [{ name: 'metrics', port: METRICS_PORT }];
    this.container = {
      ...envoyContainer({ ...{ name: 'window', images, configuration: this.configuration, certificate, ports } }),
      probes: AccessGuard.probesThrough({ liveness: GUARD_LIVE_PATH, readiness: GUARD_LIVE_PATH }, 60),
    };
  }
}

/** Envoy's bootstrap configuration: one path of the application to one client, and nothing else. */
export function windowConfig(props: {
  readonly namespace: string;
  readonly name: string;
  readonly scraper: string;
  readonly port: number;
}): string {
  const window = listener('metrics', METRICS_PORT, [props.scraper], {
    access_log: [errorLog()],
    http_filters: [router()],
    routes: [
      {
        match: { path: '/metrics', headers: [{ name: ':method', string_match: { exact: 'GET' } }] },
        route: { cluster: APPLICATION, timeout: '10s' },
      },
    ],
  });
  const health = listener('health', ENVOY_HEALTH_PORT, undefined, {
    access_log: [],
    http_filters: [router()],
    routes: [{ match: { path: GUARD_LIVE_PATH }, direct_response: { status: 200 } }],
  });
  return bootstrap(
    { namespace: props.namespace, serviceName: props.name },
    {
      listeners: [window, health],
      clusters: [cluster(APPLICATION, '127.0.0.1', props.port, { type: 'STATIC' })],
    },
  );
}
