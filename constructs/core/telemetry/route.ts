import type { Construct } from 'constructs';
import { namespaceName, serviceHost } from '../service-host.ts';
import { SovereignStack } from '../stack.ts';

/** Last part of the name of the namespace in which everything stands that watches the platform. A contract. */
export const OBSERVABILITY_ZONE = 'observability';

/** Name of what collects metrics. A contract: every guard admits its certificate to its metrics, and nobody else's. */
export const SCRAPER_NAME = 'prometheus';

/** Name of what takes operational logs and traces. A contract: every guard's configuration names it. */
export const TELEMETRY_NAME = 'telemetry-collector';

/** Port on which operational logs, traces and pushed metrics arrive, as OTLP over gRPC. */
export const TELEMETRY_PORT = 4317;

/** Port of every guard on which it tells how it is: counters and durations, and nothing of what was asked. */
export const METRICS_PORT = 9464;

/** Where the platform is watched from. Known by name alone, so that every layer can be watched before the watcher exists. */
export interface TelemetryRoute {
  /** Host whose certificate may read metrics. */
  readonly scraper: string;
  /** Where logs and traces go. */
  readonly collector: { readonly host: string; readonly port: number };
}

/** Where the parts of a site are watched from, or undefined when the site has no observability. */
export function telemetryRouteOf(scope: Construct): TelemetryRoute | undefined {
  const { site } = SovereignStack.of(scope);
  if (site.modules.observability === undefined) return undefined;
  const namespace = namespaceName(site.name, OBSERVABILITY_ZONE);
  return {
    scraper: serviceHost(SCRAPER_NAME, namespace),
    collector: { host: serviceHost(TELEMETRY_NAME, namespace), port: TELEMETRY_PORT },
  };
}
