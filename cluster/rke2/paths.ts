/** Where RKE2's files lie on a machine. */
export const paths = {
  config: '/etc/rancher/rke2/config.yaml',
  /** Made by the hospital: the credentials of the snapshots. */
  credentials: '/etc/rancher/rke2/config.yaml.d/50-snapshot-credentials.yaml',
  registries: '/etc/rancher/rke2/registries.yaml',
  resolver: '/etc/rancher/rke2/resolv.conf',
  token: '/etc/rancher/rke2/token',
  agentToken: '/etc/rancher/rke2/agent-token',
  /** What the API server reads, mounted into its pod as a whole. */
  folder: '/etc/rancher/rke2/domicile',
  auditLog: '/var/lib/rancher/rke2/server/logs/audit.log',
  manifests: '/var/lib/rancher/rke2/server/manifests/domicile-network.yaml',
  kubelet: '/var/lib/rancher/rke2/agent/etc/kubelet.conf.d/60-domicile.conf',
} as const;

/** Secret files that the hospital makes and copies: what a control-plane machine needs, and what every machine needs. */
export const secretFiles = {
  'control-plane': [
    paths.token,
    paths.agentToken,
    paths.credentials,
    `${paths.folder}/encryption.yaml`,
    `${paths.folder}/audit-client.crt`,
    `${paths.folder}/audit-client.key`,
  ],
  worker: [paths.agentToken],
} as const;
