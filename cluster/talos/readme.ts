import type { ContextOf } from '../context.ts';

/** The steps of a first install, in their order and with the names of this site. */
export function talosReadme({ cluster, servers, site, version }: ContextOf<'talos'>): string {
  const [founder] = cluster.machines.filter(({ role }) => role === 'control-plane');
  const rows = cluster.machines.map(
    ({ name, role, address, zone, room, installDisk }) =>
      `| ${name} | ${role} | ${address} | ${zone} | ${room} | ${installDisk} |`,
  );
  const apply = cluster.machines.map(
    ({ name, address }) => `    talosctl apply-config --insecure --nodes ${address} --file secrets/${name}.yaml`,
  );
  const talosctl = `talosctl --talosconfig secrets/talosconfig --endpoints ${founder?.address} --nodes ${founder?.address}`;
  return `# ${site.name}: Talos Linux ${cluster.version} with Kubernetes ${cluster.kubernetes} on ${cluster.machines.length} machines

Site ${site.name} (${site.source.file}), written by Domicile ${version}. Nothing here is a secret. To change something, change the site file and run
\`domicile cluster render\` again.

| machine | role | address | zone | room | disk |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

Talos itself did not run where these files were written: its own library patched and validated them, strictly, in the
toolkit's tests. The audit policy and Pod Security were run by a real kube-apiserver.

## Before

1. ${cluster.api} resolves to ${cluster.machines
    .filter(({ role }) => role === 'control-plane')
    .map(({ address }) => address)
    .join(', ')}, at ${servers.resolvers.join(' and ')}.
2. Each machine gets its address of the table by a reservation of the site's DHCP server, and boots the image of Talos
   ${cluster.version} from the site's own medium; Secure Boot and TPM 2.0 are on where disks are sealed by it.
3. ${site.registry.mirror} holds ${cluster.installer}, the images that \`talosctl image default\` lists, and
   those of the platform (\`domicile images\`), and answers without credentials inside ${cluster.networks.nodes}.
4. The bucket ${cluster.snapshots.bucket} is at ${cluster.snapshots.endpoint}, region ${cluster.snapshots.region}, with Object Lock.
5. ${cluster.auditLog.collector} takes audit events, and keeps them for ${cluster.auditLog.retentionDays} days.

## Secrets and configurations

    ./make-configurations.sh

Have your authority sign \`secrets/audit-client.csr\`, store the certificate, and run it again. Copy \`secrets/secrets.yaml\`
to two places that no fire takes together, sealed: **without it no snapshot can be restored.**

## Machines, one after the other

${apply.join('\n')}

    ${talosctl} bootstrap                     # once, for ${founder?.name} alone
    ${talosctl} health
    ${talosctl} kubeconfig secrets/kubeconfig

## After

    ./snapshot.sh                             # and look for it in ${cluster.snapshots.bucket}; then run it by a timer
    kubectl --kubeconfig secrets/kubeconfig get namespace kube-system -o 'jsonpath={.metadata.uid}'

1. Write that UID into the site file as \`cluster.identity\`, set \`cluster.profile: production\`. Flannel, which Talos
   brings, enforces no network policies: say \`capabilities.networkPolicies: true\` after a plugin that does is there.
2. \`domicile up --site ${site.source.file}\` judges and deploys the platform.
3. Later (another machine, an upgrade, keys, a loss): \`runbooks/README.md\`.
`;
}
