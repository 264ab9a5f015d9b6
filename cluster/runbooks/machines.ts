import type { Machine } from '../../constructs/core/site/hospital-cluster.ts';
import type { ClusterContext } from '../context.ts';

/** Machines of the control plane, each with a member of etcd; the first founds the cluster. */
export function serversOf({ cluster }: ClusterContext): readonly [Machine, ...Machine[]] {
  const [first, ...others] = cluster.machines.filter(({ role }) => role === 'control-plane');
  if (first === undefined) throw new Error('a site without a control-plane machine was not refused');
  return [first, ...others];
}

/** Machines that hold no member of etcd. */
export function workersOf({ cluster }: ClusterContext): readonly Machine[] {
  return cluster.machines.filter(({ role }) => role === 'worker');
}

/** How many members of etcd must be up, and how many may be lost at once. */
export interface Quorum {
  readonly members: number;
  readonly majority: number;
  readonly tolerated: number;
}

/**
 * A majority of the members must be up for anything to be written.
 *
 * Source: etcd 3.6, operations guide, disaster recovery: (N-1)/2 permanent failures. As of 2026-11-22.
 */
export function quorumOf(members: number): Quorum {
  const majority = Math.floor(members / 2) + 1;
  return { members, majority, tolerated: members - majority };
}

/** For each zone of the control plane, whether the cluster goes on without it. */
export function zonesOf(
  context: ClusterContext,
): readonly { zone: string; members: readonly string[]; survives: boolean }[] {
  const servers = serversOf(context);
  const { tolerated } = quorumOf(servers.length);
  const zones = [...new Set(servers.map(({ zone }) => zone))];
  return zones.map((zone) => {
    const members = servers.filter((server) => server.zone === zone).map(({ name }) => name);
    return { zone, members, survives: members.length <= tolerated };
  });
}
