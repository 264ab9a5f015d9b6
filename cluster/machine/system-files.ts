import type { Machine } from '../../constructs/core/site/hospital-cluster.ts';
import type { ClusterContext } from '../context.ts';
import { type ClusterFile, textFile } from '../file.ts';
import { networkManagerText } from './network-manager.ts';
import { sysctlText } from './sysctl.ts';
import { chronyText, resolvedText, timesyncText } from './time.ts';

/** What every Linux machine with systemd gets below /etc, whatever runs on it. */
export function systemFiles(context: ClusterContext, { name }: Machine): readonly ClusterFile[] {
  const { resolvers, timeServers } = context.servers;
  const texts = {
    'sysctl.d/60-domicile.conf': sysctlText(),
    'NetworkManager/conf.d/60-domicile.conf': networkManagerText,
    'systemd/timesyncd.conf.d/60-domicile.conf': timesyncText(timeServers),
    'systemd/resolved.conf.d/60-domicile.conf': resolvedText(resolvers),
    'chrony/sources.d/domicile.sources': chronyText(timeServers),
  };
  return Object.entries(texts).map(([path, text]) => textFile(`${name}/etc/${path}`, text, context));
}
