import { stringify } from 'yaml';
import type { ContextOf } from '../context.ts';
import { type ClusterFile, shellFile, textFile, yamlFile } from '../file.ts';
import { auditCollector } from '../kubernetes/audit-collector.ts';
import { nodePortsOf } from '../node-ports.ts';
import { COLLECTOR_FOLDER, controlPlanePatch } from './control-plane-patch.ts';
import { sharedRules } from './firewall.ts';
import { machinePatch } from './machine-patch.ts';
import { talosReadme } from './readme.ts';
import { configurationScript, snapshotScript } from './scripts.ts';
import { sharedPatch } from './shared-patch.ts';

/** Every file of a cluster of Talos Linux: patches, which hold no secret, and the programs that use them. */
export function renderTalos(context: ContextOf<'talos'>): readonly ClusterFile[] {
  const { cluster, site, authorities } = context;
  const patch = (path: string, documents: readonly object[]) =>
    textFile(
      path,
      documents.map((one) => stringify(one, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n'),
      context,
    );
  return [
    { path: 'README.md', text: talosReadme(context), executable: false },
    patch('every-machine.patch.yaml', [...sharedPatch(context), ...sharedRules(context, nodePortsOf(site))]),
    patch('control-plane.patch.yaml', controlPlanePatch(context)),
    ...cluster.machines.map((machine) => patch(`${machine.name}.patch.yaml`, machinePatch(context, machine))),
    yamlFile('audit-collector.yaml', auditCollector(cluster.auditLog.collector, COLLECTOR_FOLDER), context),
    textFile('authorities.pem', authorities, context),
    shellFile('make-configurations.sh', configurationScript(context), context),
    shellFile('snapshot.sh', snapshotScript(context), context),
  ];
}
