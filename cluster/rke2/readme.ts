import type { Machine } from '../../constructs/core/site/hospital-cluster.ts';
import type { ContextOf } from '../context.ts';
import { foundingMachine } from './config.ts';
import { paths } from './paths.ts';

type Context = ContextOf<'rke2'>;

/** The steps of a first install, in their order and with the names of this site. */
export function rke2Readme(context: Context): string {
  const { cluster, site, version } = context;
  const founder = foundingMachine(context);
  const members = cluster.machines.filter(({ role }) => role === 'control-plane');
  const joining = members.filter((machine) => machine !== founder);
  const workers = cluster.machines.filter(({ role }) => role === 'worker');
  const rows = cluster.machines.map(
    ({ name, role, address, zone, room }) => `| ${name} | ${role} | ${address} | ${zone} | ${room} |`,
  );
  return `# ${site.name}: RKE2 ${cluster.version} on ${cluster.machines.length} machines

Site ${site.name} (${site.source.file}), written by Domicile ${version}. Nothing here is a secret. To change something, change the site file and run
\`domicile cluster render\` again.

| machine | role | address | zone | room |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

RKE2 itself did not run where these files were written: they were held against its reference. The API server's own files
(audit policy, Pod Security, encryption) were run by a real kube-apiserver in the toolkit's tests.

## Before

1. ${cluster.api} resolves to ${members.map(({ address }) => address).join(', ')}, at ${context.servers.resolvers.join(' and ')}.
2. ${cluster.artifacts}/${cluster.version}/ serves the release: install.sh, rke2.linux-amd64.tar.gz,
   rke2-images.linux-amd64.tar.zst and sha256sum-amd64.txt, compared with the signed originals when they were brought in.
3. ${site.registry.mirror} holds the images of the release (rke2-images.linux-amd64.txt) and of the platform
   (\`domicile images\`), and answers without credentials inside ${cluster.networks.nodes}.
4. The bucket ${cluster.snapshots.bucket} is at ${cluster.snapshots.endpoint}, region ${cluster.snapshots.region}, with Object Lock.
5. ${cluster.auditLog.collector} takes audit events, and keeps them for ${cluster.auditLog.retentionDays} days.
6. Each machine runs a Linux with systemd, its disks are encrypted (LUKS), and an administrator reaches it by SSH from
   ${cluster.networks.administrators.join(', ')}.
7. After \`prepare.sh\` and before \`install.sh\`, for each machine: \`ssh root@ADDRESS sh < facts.sh > NAME.yaml\`; then
   \`domicile doctor ${site.source.file} --facts *.yaml\` says which machine is not as this site says, and the mend.

## Secrets

    ./make-secrets.sh

1. Have your authority sign \`secrets/audit-client.csr\` for client authentication; store it as \`secrets/audit-client.crt\`.
2. Put the key of the bucket into \`secrets/snapshot-credentials.yaml\`.
3. Copy the folder \`secrets\` to two places that no fire takes together, sealed. **Without \`token\` and \`encryption.yaml\`
   no snapshot can be restored.**

## ${founder.name}, which founds the cluster

${stepsOf(founder)}

    ssh root@${founder.address} ${KUBECTL} get nodes     # ${founder.name} is Ready

${joining.map((machine) => `## ${machine.name}, one after the other\n\n${stepsOf(machine)}\n\n    ssh root@${founder.address} ${KUBECTL} get nodes     # ${machine.name} is Ready`).join('\n\n')}
${workers.map((machine) => `\n## ${machine.name}, a worker\n\n${stepsOf(machine)}\n`).join('')}
## After

    ssh root@${founder.address} rke2 etcd-snapshot save --name first        # and look for it in ${cluster.snapshots.bucket}
    ssh root@${founder.address} ${KUBECTL} get namespace kube-system -o 'jsonpath={.metadata.uid}'

1. Write that UID into the site file as \`cluster.identity\`, set \`cluster.profile: production\` and
   \`capabilities.networkPolicies: true\`.
2. Fetch \`/etc/rancher/rke2/rke2.yaml\` from ${founder.name}, replace 127.0.0.1 by ${cluster.api}, and keep it out of the project.
3. \`domicile up --site ${site.source.file}\` judges and deploys the platform.
4. Later (another machine, an upgrade, keys, a loss): \`runbooks/README.md\`.
`;
}

const KUBECTL = '/var/lib/rancher/rke2/bin/kubectl --kubeconfig /etc/rancher/rke2/rke2.yaml';

/** What brings the files of a machine and its secrets to it, from the folder of the rendered files, and installs it. */
export function installCommands({ name, address, role }: Machine, install = 'install.sh'): readonly string[] {
  const target = `root@${address}`;
  const secrets =
    role === 'worker'
      ? [`scp secrets/agent-token ${target}:${paths.agentToken}`]
      : [
          `scp secrets/token secrets/agent-token ${target}:/etc/rancher/rke2/`,
          `scp secrets/encryption.yaml secrets/audit-client.crt secrets/audit-client.key ${target}:${paths.folder}/`,
          `scp secrets/snapshot-credentials.yaml ${target}:${paths.credentials}`,
        ];
  return [
    `scp -r ${name} ${target}:`,
    `ssh ${target} mkdir -p -m 0700 ${paths.folder} /etc/rancher/rke2/config.yaml.d`,
    ...secrets,
    `ssh ${target} ./${name}/prepare.sh`,
    `ssh ${target} ./${name}/${install}`,
  ];
}

function stepsOf(machine: Machine): string {
  return installCommands(machine)
    .map((command) => `    ${command}`)
    .join('\n');
}
