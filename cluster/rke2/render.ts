import type { Machine } from '../../constructs/core/site/hospital-cluster.ts';
import type { ContextOf } from '../context.ts';
import { type ClusterFile, shellFile, textFile, yamlDocuments, yamlFile } from '../file.ts';
import { admissionConfiguration } from '../kubernetes/admission.ts';
import { auditCollector } from '../kubernetes/audit-collector.ts';
import { auditPolicy } from '../kubernetes/audit-policy.ts';
import { encryptionTemplate } from '../kubernetes/encryption.ts';
import { kubeletConfiguration } from '../kubernetes/kubelet.ts';
import { firewallText } from '../machine/firewall.ts';
import { proxyText } from '../machine/proxy.ts';
import { systemFiles } from '../machine/system-files.ts';
import { resolverText } from '../machine/time.ts';
import { nodePortsOf } from '../node-ports.ts';
import { cloudInit } from './cloud-init.ts';
import { rke2Configuration } from './config.ts';
import { installScript } from './install-script.ts';
import { networkPluginObjects } from './network-plugin.ts';
import { paths } from './paths.ts';
import { prepareScript } from './prepare-script.ts';
import { rke2Readme } from './readme.ts';
import { rke2Registries } from './registries.ts';
import { secretsScript } from './secrets-script.ts';

type Context = ContextOf<'rke2'>;

/** Every file of a cluster of RKE2: what the hospital runs first, and a folder for each machine. */
export function renderRke2(context: Context): readonly ClusterFile[] {
  return [
    { path: 'README.md', text: rke2Readme(context), executable: false },
    yamlFile('encryption.template.yaml', encryptionTemplate(context.cluster.encryption), context),
    shellFile('make-secrets.sh', secretsScript(context), context),
    ...context.cluster.machines.flatMap((machine) => machineFiles(context, machine)),
  ];
}

function machineFiles(context: Context, machine: Machine): readonly ClusterFile[] {
  const files = [
    ...rke2Files(context, machine),
    ...systemFiles(context, machine),
    ...ownSystemFiles(context, machine),
    shellFile(`${machine.name}/prepare.sh`, prepareScript(context, machine), context),
    shellFile(`${machine.name}/install.sh`, installScript(context, machine), context),
  ];
  return [...files, ...cloudInit(context, machine.name, files)];
}

function rke2Files(context: Context, machine: Machine): readonly ClusterFile[] {
  const { cluster, servers, authorities } = context;
  const at = (path: string) => `${machine.name}${path}`;
  return [
    yamlFile(at(paths.config), rke2Configuration(context, machine), context),
    yamlFile(at(paths.registries), rke2Registries(context), context),
    textFile(at(paths.resolver), resolverText(servers.resolvers), context),
    textFile(at(`${paths.folder}/authorities.pem`), authorities, context),
    yamlFile(at(paths.kubelet), kubeletConfiguration(), context),
    ...(machine.role === 'worker'
      ? []
      : [
          yamlDocuments(at(paths.manifests), networkPluginObjects(cluster.networkPlugin), context),
          yamlFile(at(`${paths.folder}/audit-policy.yaml`), auditPolicy(), context),
          yamlFile(at(`${paths.folder}/admission.yaml`), admissionConfiguration(cluster.networkPlugin), context),
          yamlFile(
            at(`${paths.folder}/audit-collector.yaml`),
            auditCollector(cluster.auditLog.collector, paths.folder),
            context,
          ),
        ]),
  ];
}

/** Files below /etc that only some machines have. */
function ownSystemFiles(context: Context, machine: Machine): readonly ClusterFile[] {
  const { cluster, site } = context;
  const proxy = proxyText(context);
  const service = machine.role === 'control-plane' ? 'rke2-server' : 'rke2-agent';
  const at = (path: string) => `${machine.name}/etc/${path}`;
  return [
    ...(proxy === undefined ? [] : [textFile(at(`default/${service}`), proxy, context)]),
    ...(cluster.firewall === 'none'
      ? []
      : [textFile(at('nftables.d/domicile.nft'), firewallText(cluster, machine, nodePortsOf(site)), context)]),
  ];
}
