import { stringify } from 'yaml';
import { auditCluster, identityCluster, upstreamCluster } from './clusters.ts';
import { doorListener, healthListener } from './listeners.ts';
import { protobuf } from './protobuf.ts';
import type { EnvoyProps } from './types.ts';

/** Envoy's bootstrap configuration as YAML: static, without an admin interface, with no cluster but those named here. */
export function envoyConfig(props: EnvoyProps): string {
  const identities = props.doors.flatMap(({ admission }) => (admission.kind === 'token' ? [admission.identity] : []));
  const bootstrap = {
    node: { id: `${props.namespace}/${props.serviceName}`, cluster: props.serviceName },
    static_resources: {
      listeners: [...props.doors.map((door) => doorListener(props, door)), healthListener(props)],
      clusters: [
        upstreamCluster(props.upstream),
        auditCluster(props.audit),
        ...identities.slice(0, 1).map(identityCluster),
      ],
    },
    overload_manager: overloadManager(),
  };
  return stringify(bootstrap, { lineWidth: 0, aliasDuplicateObjects: false });
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
