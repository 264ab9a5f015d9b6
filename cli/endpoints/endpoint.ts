import type { NetworkFlow } from '../../constructs/core/network-intent.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import type { RenderedObject } from '../../engines/render.ts';
import { byCodeUnit } from '../../policies/engine/order.ts';
import { entrancesOf } from './entrance.ts';

/** One line for those who run the firewall. */
export interface Endpoint {
  /** Seen from the cluster. */
  readonly direction: 'in' | 'out';
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** Who must have certified the other side; `none` when nothing is. */
  readonly authority: string;
  readonly purpose: string;
}

/** What the list is made from: the site, and what was synthesized and judged for it. */
export interface EndpointSources {
  readonly site: Site;
  readonly flows: readonly NetworkFlow[];
  readonly objects: readonly RenderedObject[];
}

const NODES = 'every node';
const OPERATOR = "the platform engineer's machine";

/**
 * Every connection that crosses the border of the cluster, sorted: what pods may open, what nodes and those who deploy
 * need, and where the cluster can be entered.
 */
export function endpointsOf(sources: EndpointSources): readonly Endpoint[] {
  const all = [...podEndpoints(sources.flows), ...siteEndpoints(sources.site), ...entrancesOf(sources.objects)];
  return all.sort((a, b) => byCodeUnit(keyOf(a), keyOf(b)));
}

function podEndpoints(flows: readonly NetworkFlow[]): readonly Endpoint[] {
  return flows.flatMap(({ from, to, port, purpose }) =>
    // What goes through the gateway leaves as the gateway's own flow.
    to.kind === 'workload' || to.via !== undefined
      ? []
      : [
          {
            ...{ direction: 'out' as const, from: `${from.namespace}/${from.name}`, port, protocol: 'TCP' as const },
            to: `${to.host} (${to.networks.join(', ')})`,
            authority: "the site's own authority",
            purpose,
          },
        ],
  );
}

function siteEndpoints({ registry, state, cluster, nodes }: Site): readonly Endpoint[] {
  const toRegistry = {
    ...{ direction: 'out' as const, protocol: 'TCP' as const, ...addressOf(`https://${registry.mirror}`) },
    authority: 'one that the nodes trust',
  };
  const toState = state.backend === 's3' ? [addressOf(state.endpoint)] : [];
  return [
    { ...toRegistry, from: NODES, purpose: 'pull images' },
    { ...toRegistry, from: OPERATOR, purpose: 'look images up' },
    ...nodeEndpoints(nodes),
    ...toState.map((address) => ({
      ...{ direction: 'out' as const, from: OPERATOR, ...address, protocol: 'TCP' as const },
      authority: 'one that the machine trusts',
      purpose: "keep Terraform's state",
    })),
    {
      ...{ direction: 'in', from: OPERATOR, to: `Kubernetes API (context ${cluster.context})`, port: 6443 },
      ...{ protocol: 'TCP', authority: "the cluster's own", purpose: 'deploy; the port is the one in the kubeconfig' },
    },
  ];
}

/** What nodes take from the network, before and beside the platform. */
function nodeEndpoints(nodes: Site['nodes']): readonly Endpoint[] {
  const { resolvers = [], timeServers = [] } = nodes ?? {};
  const common = { direction: 'out', from: NODES, protocol: 'UDP', authority: 'none' } as const;
  return [
    ...resolvers.map((to) => ({ ...common, to, port: 53, purpose: 'ask for names; TCP too' })),
    ...timeServers.map((to) => ({ ...common, to, port: 123, purpose: 'follow the time' })),
  ];
}

function addressOf(url: string): Pick<Endpoint, 'to' | 'port'> {
  const { hostname, port } = new URL(url);
  return { to: hostname, port: port === '' ? 443 : Number(port) };
}

function keyOf({ direction, to, port, from, purpose }: Endpoint): string {
  return [direction, to, String(port).padStart(5, '0'), from, purpose].join('\n');
}
