import type { ClusterSummary } from '../engine/cluster.ts';
import { plural, visible } from './words.ts';

const SHOWN = 20;

/** The cluster that was read, as lines under the summary. */
export function renderCluster(cluster: ClusterSummary | undefined): readonly string[] {
  if (cluster === undefined) return [];
  const { context, identity, version, kinds, objects, earlierRevisions, others, compared } = cluster;
  const compare = compared ? 'compared with the site' : 'not compared with a site; add --diff';
  return [
    `cluster: ${visible(context)}, Kubernetes ${visible(version)}, kube-system ${identity ?? 'not readable'}: ` +
      `${plural(objects, 'object')} of ${plural(kinds, 'kind')}, ${compare}`,
    ...(earlierRevisions === 0
      ? []
      : [`not in force: ${plural(earlierRevisions, 'earlier revision')} kept for a roll-back, not judged`]),
    ...(others.length === 0 ? [] : [`not made by the toolkit: ${plural(others.length, 'object')}`]),
    ...others.slice(0, SHOWN).map(line),
    ...(others.length <= SHOWN ? [] : [`  and ${others.length - SHOWN} more; --format json names them all`]),
  ];
}

function line({ kind, namespace, name, by }: ClusterSummary['others'][number]): string {
  return `  ${kind} ${namespace === null ? '' : `${visible(namespace)}/`}${visible(name)}  (${visible(by)})`;
}
