import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import type { AccessGuard } from '../core/envoy/access-guard.ts';
import type { ExternalEndpoint } from '../core/network-intent.ts';
import { SCRAPER_NAME } from '../core/telemetry/route.ts';
import { type HardenedWorkload, serviceHost } from '../core/workload.ts';
import {
  ALERTMANAGER_PORT,
  ALERTS_PORT,
  type AlertmanagerConfigProps,
  alertmanagerConfig,
} from './alertmanager-config.ts';
import { GuardedStore, type WatchProps } from './guarded-store.ts';

/** Props of {@link Alertmanager}. */
export interface AlertmanagerProps extends WatchProps {
  readonly receiver: AlertmanagerConfigProps['receiver'];
  /** Where the receiver is. */
  readonly endpoint: ExternalEndpoint;
}

const { alertmanager: component } = components;
const PATHS = { configuration: '/etc/alertmanager', certificate: '/etc/tls', data: '/alertmanager' } as const;

/** Tells the site's people, inside the boundary, of duties that are not met. Takes alerts of Prometheus alone. */
export class Alertmanager extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;

  constructor(scope: Construct, id: string, props: AlertmanagerProps) {
    super(scope, id);
    const { receiver, endpoint } = props;
    const server = new GuardedStore(this, 'server', {
      ...props,
      ...{ name: 'alertmanager', role: 'alerts', component, port: ALERTMANAGER_PORT, paths: PATHS, size: '1Gi' },
      files: (guard: AccessGuard) => ({
        'alertmanager.yaml': alertmanagerConfig({ receiver, proxy: guard.proxy, smarthost: guard.wayTo(endpoint) }),
      }),
      args: [
        `--config.file=${PATHS.configuration}/alertmanager.yaml`,
        `--storage.path=${PATHS.data}`,
        `--web.listen-address=127.0.0.1:${ALERTMANAGER_PORT}`,
        // One instance: nothing to gossip with.
        '--cluster.listen-address=',
      ],
      resources: { cpu: '50m', cpuLimit: '500m', memory: '256Mi' },
      doors: [
        {
          name: 'alerts',
          port: ALERTS_PORT,
          admission: { kind: 'certificate', dnsNames: [serviceHost(SCRAPER_NAME, props.namespace.name)] },
          recorded: false,
          routes: [{ methods: ['POST'], prefix: '/api/v2/alerts' }],
        },
      ],
      operatorRoutes: [
        { methods: ['GET'], prefix: '/api/v2' },
        { methods: ['POST'], prefix: '/api/v2/silences' },
        { methods: ['DELETE'], prefix: '/api/v2/silence' },
      ],
      calls: [{ endpoint, purpose: "tell the site's people of an alert" }],
    });
    this.workload = server.workload;
    this.host = server.host;
  }
}
