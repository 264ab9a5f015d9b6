import { METRICS_PORT, type TelemetryRoute } from '../telemetry/route.ts';
import { errorLog } from './access-log.ts';
import { router } from './filters.ts';
import { listener } from './listeners.ts';

/** Where Envoy's own interface is: a socket in the guard's scratch volume, which no other container of the pod sees. */
export const ADMIN_SOCKET = '/tmp/admin.sock';

const STATISTICS = 'own-statistics';

/** Envoy's administration, for nobody but {@link metricsListener}. */
export function administration() {
  return { address: { pipe: { path: ADMIN_SOCKET, mode: 0o600 } } };
}

/** The port on which one client, by its certificate, may read the counters, and do nothing else. */
export function metricsListener({ scraper }: Pick<TelemetryRoute, 'scraper'>) {
  return listener('metrics', METRICS_PORT, [scraper], {
    access_log: [errorLog()],
    http_filters: [router()],
    routes: [
      {
        match: { path: '/metrics', headers: [{ name: ':method', string_match: { exact: 'GET' } }] },
        route: { cluster: STATISTICS, timeout: '10s', prefix_rewrite: '/stats/prometheus' },
      },
    ],
  });
}

/** The way to the counters. */
export function statisticsCluster() {
  return {
    name: STATISTICS,
    connect_timeout: '3s',
    type: 'STATIC',
    load_assignment: {
      cluster_name: STATISTICS,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: { pipe: { path: ADMIN_SOCKET } } } }] }],
    },
  };
}
