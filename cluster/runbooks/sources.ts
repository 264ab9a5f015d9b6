/** Where a command, its flags or its order was read, and when. */
export interface Source {
  readonly title: string;
  /** The page as the project publishes it. */
  readonly address: string;
  /** The file and the commit of the project's sources that was read. */
  readonly read: string;
  readonly asOf: string;
}

const asOf = '2026-11-22';
const rke2 = (page: string, file: string, title: string): Source => ({
  title: `RKE2: ${title}`,
  address: `https://docs.rke2.io/${page}`,
  read: `rancher/rke2-docs docs/${file}.md at 9477b7b1df1f0bd431cdabbb39fbdcd21cb82602`,
  asOf,
});
const talos = (page: string, title: string): Source => ({
  title: `Talos: ${title}`,
  address: `https://docs.siderolabs.com/talos/v1.13/${page}`,
  read: `siderolabs/docs public/talos/v1.13/${page}.mdx at 5debdd92a90410bbc1b482eacb17361c0554d2ec`,
  asOf,
});
const etcd = (page: string, title: string): Source => ({
  title: `etcd 3.6: ${title}`,
  address: `https://etcd.io/docs/v3.6/op-guide/${page}/`,
  read: `etcd-io/website content/en/docs/v3.6/op-guide/${page}.md at 824597935df6e95992ef61c07e3222f4f796ca6c`,
  asOf,
});
const kubernetes = (page: string, title: string, commit: string): Source => ({
  title: `Kubernetes: ${title}`,
  address: `https://kubernetes.io/docs/tasks/${page}/`,
  read: `kubernetes/website content/en/docs/tasks/${page}.md at ${commit}`,
  asOf,
});

/** Every page that the runbooks rest on. */
export const SOURCES = {
  'etcd-recovery': etcd('recovery', 'disaster recovery'),
  'etcd-members': etcd('runtime-configuration', 'runtime reconfiguration'),
  'kubernetes-encryption': kubernetes(
    'administer-cluster/encrypt-data',
    'encrypting confidential data at rest',
    '0008cd26e2dc3d7c153c5596a7435b02fc252c89',
  ),
  'rke2-programs': rke2('reference/cli_tools', 'reference/cli_tools', 'crictl and ctr'),
  'rke2-etcdctl': {
    title: 'RKE2: etcdctl in the container of etcd',
    address: 'https://github.com/rancher/image-build-etcd',
    read: 'rancher/image-build-etcd Dockerfile at 006b7029a5ba08fd58cc71dc094e5741775c2318; paths of the certificates recalled',
    asOf,
  },
  'rke2-members': {
    title: 'RKE2: the member of etcd leaves when its node is deleted',
    address: 'https://docs.rke2.io/',
    read: 'recalled',
    asOf,
  },
  'rke2-snapshots': rke2('datastore/backup_restore', 'datastore/backup_restore', 'backup and restore'),
  'rke2-encryption': rke2('security/secrets_encryption', 'security/secrets_encryption', 'secrets encryption'),
  'rke2-certificates': rke2('security/certificates', 'security/certificates', 'certificate management'),
  'rke2-token': rke2('security/token', 'security/token', 'token management'),
  'rke2-upgrade': rke2('upgrades/manual_upgrade', 'upgrades/manual', 'manual upgrades'),
  'rke2-rollback': rke2('upgrades/roll-back', 'upgrades/roll-back', 'rolling back'),
  'rke2-airgap': rke2('install/airgap', 'install/airgap', 'air-gap install'),
  'rke2-servers': rke2('install/ha', 'install/ha', 'high availability'),
  'rke2-uninstall': rke2('install/uninstall', 'install/uninstall', 'uninstall'),
  'talos-recovery': talos(
    'build-and-extend-talos/cluster-operations-and-maintenance/disaster-recovery',
    'disaster recovery',
  ),
  'talos-authorities': talos('security/ca-rotation', 'CA rotation'),
  'talos-certificates': talos('security/cert-management', 'certificate lifetimes'),
  'talos-scaling-down': talos('deploy-and-manage-workloads/scaling-down', 'scaling down'),
  'talos-encryption': {
    title: 'Talos 1.14: KubeEtcdEncryptionConfig',
    address: 'https://docs.siderolabs.com/talos/v1.14/reference/configuration/kubernetes/kubeetcdencryptionconfig',
    read: 'siderolabs/docs public/talos/v1.14/reference/configuration/kubernetes/kubeetcdencryptionconfig.mdx at 5debdd92a90410bbc1b482eacb17361c0554d2ec',
    asOf,
  },
  'talos-kubernetes': {
    title: 'Talos: upgrading Kubernetes',
    address: 'https://docs.siderolabs.com/kubernetes-guides/advanced-guides/upgrading-kubernetes',
    read: 'siderolabs/docs public/kubernetes-guides/advanced-guides/upgrading-kubernetes.mdx at 5debdd92a90410bbc1b482eacb17361c0554d2ec',
    asOf,
  },
  'talos-upgrade': talos('configure-your-talos-cluster/lifecycle-management/upgrading-talos', 'upgrading Talos Linux'),
  'talos-commands': talos('reference/cli', 'talosctl'),
} as const satisfies Readonly<Record<string, Source>>;

/** One of {@link SOURCES}. */
export type SourceId = keyof typeof SOURCES;
