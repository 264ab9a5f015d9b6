import { stringify } from 'yaml';
import { relayClusters, relayListeners } from '../egress/relay.ts';
import {
  auditCluster,
  identityCluster,
  outletCluster,
  recorderCluster,
  upstreamCluster,
  upstreamName,
} from './clusters.ts';
import { doorListener, healthListener, outletListener } from './listeners.ts';
import { administration, metricsListener, statisticsCluster } from './metrics.ts';
import { protobuf } from './protobuf.ts';
import { streamCluster, streamListener } from './streams.ts';
import { telemetryCluster } from './telemetry.ts';
import type { EnvoyProps } from './types.ts';

/** Envoy's bootstrap configuration as YAML: static, administered by nobody, with no cluster but those named here. */
export function envoyConfig(props: EnvoyProps): string {
  const identities = props.doors.flatMap(({ admission }) => (admission.kind === 'token' ? [admission.identity] : []));
  return bootstrap(props, {
    listeners: [
      ...props.doors.map((door) => doorListener(props, door)),
      ...(props.streams ?? []).map((stream) => streamListener(props, stream)),
      healthListener(props),
      ...(props.outlets ?? []).map(outletListener),
      ...(props.relay === undefined ? [] : relayListeners(props.relay)),
    ],
    clusters: [
      upstreamCluster(props.upstream, props.relay),
      ...Object.entries(props.furtherUpstreams ?? {}).map(([name, upstream]) =>
        upstreamCluster(upstream, props.relay, upstreamName(name)),
      ),
      auditCluster(props.audit),
      ...(props.recorder === undefined ? [] : [recorderCluster(props.recorder)]),
      ...(props.streams ?? []).map(streamCluster),
      ...(props.outlets ?? []).map(outletCluster),
      ...identities.slice(0, 1).map((identity) => identityCluster(identity, props.relay)),
      ...(props.relay === undefined ? [] : relayClusters(props.relay)),
    ],
  });
}

/** A bootstrap file with these listeners and clusters, bounded in connections; with `telemetry`, also what watching it takes. */
export function bootstrap(
  { namespace, serviceName, telemetry }: Pick<EnvoyProps, 'namespace' | 'serviceName' | 'telemetry'>,
  { listeners, clusters }: { readonly listeners: readonly object[]; readonly clusters: readonly object[] },
): string {
  const file = {
    node: { id: `${namespace}/${serviceName}`, cluster: serviceName },
    ...(telemetry === undefined ? {} : { admin: administration() }),
    static_resources: {
      listeners: [...listeners, ...(telemetry === undefined ? [] : [metricsListener(telemetry)])],
      clusters: [
        ...clusters,
        ...(telemetry === undefined ? [] : [statisticsCluster(), telemetryCluster(telemetry.collector)]),
      ],
    },
    overload_manager: overloadManager(),
    layered_runtime: runtime(),
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

// Patterns are written here and sent by nobody; that of a search's parameters takes more than the 100 instructions by default.
function runtime() {
  return { layers: [{ name: 'static', static_layer: { 're2.max_program_size.error_level': 2000 } }] };
}

// A listener without a ceiling is what exhausts a proxy first.
function overloadManager() {
  return {
    refresh_interval: '0.25s',
    resource_monitors: [
      {
        name: 'envoy.resource_monitors.global_downstream_max_connections',
        typed_config: {
          '@type': protobuf('envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig'),
          max_active_downstream_connections: 2000,
        },
      },
    ],
  };
}
