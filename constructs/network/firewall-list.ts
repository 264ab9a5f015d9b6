import type { IConstruct } from 'constructs';
import { intentsOf, type NetworkFlow } from '../core/network-intent.ts';

/**
 * Everything that the platform under `root` may reach, one flow a line, sorted, so that two releases can be compared with
 * `diff`: `from  to  port  purpose`, separated by tabs. Destinations outside the cluster come with their networks.
 */
export function firewallList(root: IConstruct): string {
  return intentsOf(root)
    .map((flow) => [`${flow.from.namespace}/${flow.from.name}`, destination(flow), flow.port, flow.purpose].join('\t'))
    .map((line) => `${line}\n`)
    .join('');
}

function destination({ to }: NetworkFlow): string {
  if (to.kind === 'workload') return `${to.namespace}/${to.name}`;
  return `${to.host} (${to.networks.join(', ')})${to.via === undefined ? '' : ` through ${to.via}`}`;
}
