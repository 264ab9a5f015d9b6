import type { ContextOf } from '../context.ts';
import type { NodePort } from '../machine/firewall.ts';
import { resource } from './shared-patch.ts';

type Context = ContextOf<'talos'>;

/** What every machine lets in: all else is blocked. Flannel, which Talos brings, uses UDP 4789. */
export function sharedRules({ cluster }: Context, nodePorts: readonly NodePort[]): readonly object[] {
  const { nodes, pods, administrators } = cluster.networks;
  return [
    resource('NetworkDefaultActionConfig', { ingress: 'block' }),
    rule('kubelet', [10250], 'tcp', [nodes, pods]),
    rule('apid', [50000], 'tcp', [nodes, ...administrators]),
    rule('flannel', [4789], 'udp', [nodes]),
    ...nodePorts.map(({ from, port }) => rule(`node-port-${port}`, [port], 'tcp', from)),
  ];
}

/** What a control-plane machine lets in besides. */
export function controlPlaneRules({ cluster }: Context): readonly object[] {
  const { nodes, pods, administrators } = cluster.networks;
  const members = cluster.machines.filter(({ role }) => role === 'control-plane').map(({ address }) => `${address}/32`);
  return [
    rule('kubernetes-api', [6443], 'tcp', [nodes, pods, ...administrators]),
    rule('trustd', [50001], 'tcp', [nodes]),
    rule('etcd', ['2379-2380'], 'tcp', members),
  ];
}

function rule(name: string, ports: readonly (number | string)[], protocol: string, from: readonly string[]): object {
  const ingress = from.map((subnet) => ({ subnet }));
  return resource('NetworkRuleConfig', { name, portSelector: { ports, protocol }, ingress });
}
