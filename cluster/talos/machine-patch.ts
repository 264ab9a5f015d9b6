import type { Machine } from '../../constructs/core/site/hospital-cluster.ts';
import type { ContextOf } from '../context.ts';
import { nodeLabels } from '../kubernetes/node-labels.ts';
import { resource } from './shared-patch.ts';

/** Documents for one machine: its name, its disk, and where it stands. */
export function machinePatch({ site }: ContextOf<'talos'>, machine: Machine): readonly object[] {
  return [
    { machine: { install: { disk: machine.installDisk }, nodeLabels: nodeLabels(site, machine) } },
    resource('HostnameConfig', { hostname: machine.name, auto: 'off' }),
  ];
}
