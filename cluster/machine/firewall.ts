import { isIPv6 } from 'node:net';
import type { HospitalClusterOf, Machine } from '../../constructs/core/site/hospital-cluster.ts';

type Cluster = HospitalClusterOf<'rke2'>;

/**
 * Ports between machines, by network plugin.
 *
 * Source: docs.rke2.io/install/requirements, inbound network rules. As of 2026-11-22.
 */
const pluginPorts: Readonly<
  Record<Cluster['networkPlugin'], { readonly tcp: readonly string[]; readonly udp: readonly string[] }>
> = {
  canal: { tcp: ['9099'], udp: ['8472', '51820', '51821'] },
  calico: { tcp: ['179', '5473', '9098', '9099'], udp: ['4789', '51820'] },
  cilium: { tcp: ['4240'], udp: ['8472', '51871'] },
};

/**
 * A table of nftables of its own: what comes in is dropped unless it is named here. The tables of kube-proxy and of the
 * network plugin are not touched; packets that are forwarded are theirs.
 *
 * @param nodePorts ports of Services that others may open, with their networks
 */
export function firewallText(cluster: Cluster, machine: Machine, nodePorts: readonly NodePort[]): string {
  const { networks, machines } = cluster;
  const members = machines.filter(({ role }) => role === 'control-plane').map(({ address }) => address);
  const plugin = pluginPorts[cluster.networkPlugin];
  const isMember = machine.role === 'control-plane';
  const within = [networks.nodes, networks.pods];
  const rules = [
    'ct state established,related accept',
    'ct state invalid drop',
    'iifname "lo" accept',
    'ip protocol icmp accept',
    'meta l4proto ipv6-icmp accept',
    accept(networks.administrators, 'tcp', ['22']),
    accept([networks.nodes], 'tcp', ['10250', ...plugin.tcp]),
    accept([networks.nodes], 'udp', plugin.udp),
    // Pods reach the programs of their machine: probes go the other way, metrics and DNS caches this way.
    accept([networks.pods], 'tcp', ['10250']),
    ...(isMember
      ? [
          accept(members, 'tcp', ['2379', '2380', '2381']),
          accept([...within, ...networks.administrators], 'tcp', ['6443']),
          accept([networks.nodes], 'tcp', ['9345']),
        ]
      : []),
    ...nodePorts.map(({ from, port }) => accept(from, 'tcp', [String(port)])),
  ];
  return `table inet domicile
delete table inet domicile
table inet domicile {
  chain input {
    type filter hook input priority filter; policy drop;
${rules.map((rule) => `    ${rule}`).join('\n')}
    counter comment "what is dropped"
  }
}`;
}

/** A port of every machine that some networks may open. */
export interface NodePort {
  readonly from: readonly string[];
  readonly port: number;
}

function accept(from: readonly string[], protocol: 'tcp' | 'udp', ports: readonly string[]): string {
  const family = from.some((address) => isIPv6(address.split('/')[0] ?? '')) ? 'ip6' : 'ip';
  return `${family} saddr { ${from.join(', ')} } ${protocol} dport { ${ports.join(', ')} } accept`;
}
