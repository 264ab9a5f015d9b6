import type { ContextOf } from '../context.ts';
import { type ClusterFile, shellFile, textFile, yamlDocuments, yamlFile } from '../file.ts';
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
  return [
    { path: 'README.md', text: talosReadme(context), executable: false },
    yamlDocuments(
      'every-machine.patch.yaml',
      [...sharedPatch(context), ...sharedRules(context, nodePortsOf(site))],
      context,
    ),
    yamlDocuments('control-plane.patch.yaml', controlPlanePatch(context), context),
    ...cluster.machines.map((machine) =>
      yamlDocuments(`${machine.name}.patch.yaml`, machinePatch(context, machine), context),
    ),
    yamlFile('audit-collector.yaml', auditCollector(cluster.auditLog.collector, COLLECTOR_FOLDER), context),
    textFile('authorities.pem', authorities, context),
    shellFile('make-configurations.sh', configurationScript(context), context),
    shellFile('snapshot.sh', snapshotScript(context), context),
  ];
}
