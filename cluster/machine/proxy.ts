import type { ClusterContext } from '../context.ts';

/** Variables of a proxy, one a line: what stays inside the cluster never goes through it. */
export function proxyText({ cluster }: ClusterContext): string | undefined {
  if (cluster.proxy === undefined) return undefined;
  const { nodes, pods, services } = cluster.networks;
  const without = [
    ...cluster.proxy.except,
    cluster.api,
    nodes,
    pods,
    services,
    '127.0.0.0/8',
    '.svc',
    '.cluster.local',
  ];
  const { url } = cluster.proxy;
  return `HTTP_PROXY=${url}\nHTTPS_PROXY=${url}\nNO_PROXY=${without.map((one) => one.replace(/^\*/, '')).join(',')}`;
}
