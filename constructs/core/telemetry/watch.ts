import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1/index.js';
import type { IConstruct } from 'constructs';
import type { NetworkPeer, TrafficProps } from '../network-intent.ts';
import { METRICS_PORT, telemetryRouteOf } from './route.ts';

/** Pods that can be watched. */
export interface Watched extends NetworkPeer {
  allowTo(target: NetworkPeer, traffic: TrafficProps): void;
}

/**
 * One workload that is watched: its metrics are read on {@link METRICS_PORT}. `scraped`: it sends logs and traces, too;
 * `counted`: it does not.
 */
export interface WatchedWorkload {
  readonly workload: Watched;
  readonly kind: 'scraped' | 'counted';
}

/** What watches. */
export interface Watcher {
  watch(watched: WatchedWorkload): void;
}

interface Ledger {
  watcher: Watcher | undefined;
  readonly watched: WatchedWorkload[];
}

// Layers are composed before the watcher exists, and some after it: the ledger of the tree knows both.
const ledgers = new WeakMap<IConstruct, Ledger>();

/** Puts a workload under watch where the site has observability; does nothing where it has none. */
export function beWatched(workload: Watched, kind: WatchedWorkload['kind']): void {
  if (telemetryRouteOf(workload) === undefined) return;
  metricsService(workload);
  const ledger = ledgerOf(workload);
  const watched = { workload, kind };
  ledger.watched.push(watched);
  ledger.watcher?.watch(watched);
}

/** Makes `watcher` the one of the tree: it is handed every watched workload, also those of before. */
export function startWatch(scope: IConstruct, watcher: Watcher): void {
  const ledger = ledgerOf(scope);
  ledger.watcher = watcher;
  for (const watched of ledger.watched) watcher.watch(watched);
}

/** Name of the Service that knows each pod of a watched workload, whether it is ready or not. */
export function metricsServiceName(workload: string): string {
  return `${workload}-metrics`;
}

// Whoever is not ready is who must be asked most: the workload's own Service names ready pods only, and one at a time.
function metricsService(workload: Watched): void {
  new ServiceV1(workload, 'metrics-service', {
    metadata: { name: metricsServiceName(workload.name), namespace: workload.namespace },
    spec: {
      type: 'ClusterIP',
      clusterIp: 'None',
      publishNotReadyAddresses: true,
      selector: { ...workload.podLabels },
      port: [
        {
          ...{ name: 'metrics', port: METRICS_PORT, targetPort: `${METRICS_PORT}` },
          ...{ protocol: 'TCP', appProtocol: 'https' },
        },
      ],
    },
    dependsOn: [...workload.inNamespace],
  });
}

function ledgerOf({ node: { root } }: IConstruct): Ledger {
  const found = ledgers.get(root);
  if (found !== undefined) return found;
  const ledger: Ledger = { watcher: undefined, watched: [] };
  ledgers.set(root, ledger);
  return ledger;
}
