/**
 * The keys that config.yaml of RKE2 may have. RKE2 itself did not run here: its files are held against this list.
 *
 * Source: docs.rke2.io/reference/server_config and /reference/linux_agent_config, of the repository rancher/rke2-docs at
 * 16dc62aaf87d79e534b88ff9c7f186cd76c31c00 and 0d46eea8af0746c57232aeb73b94c020200f0697. As of 2026-11-22.
 */
const common = [
  ...['debug', 'data-dir', 'token', 'token-file', 'server', 'node-name', 'with-node-id', 'node-label', 'node-taint'],
  ...['image-credential-provider-bin-dir', 'image-credential-provider-config', 'selinux', 'lb-server-port'],
  ...['protect-kernel-defaults', 'container-runtime-endpoint', 'default-runtime', 'snapshotter', 'private-registry'],
  ...['disable-default-registry-endpoint', 'node-ip', 'node-external-ip', 'resolv-conf', 'kubelet-arg'],
  ...['kube-proxy-arg', 'profile', 'audit-policy-file', 'pod-security-admission-config-file', 'kubelet-path'],
  ...['cloud-provider-name', 'cloud-provider-config', 'system-default-registry'],
  ...['control-plane-resource-requests', 'control-plane-resource-limits', 'control-plane-probe-configuration'],
  ...[
    'kube-apiserver',
    'kube-scheduler',
    'kube-controller-manager',
    'kube-proxy',
    'etcd',
    'cloud-controller-manager',
  ].flatMap((program) => [`${program}-extra-mount`, `${program}-extra-env`, `${program}-image`]),
  ...['pause-image', 'runtime-image'],
];

const serverOnly = [
  ...['bind-address', 'advertise-address', 'tls-san', 'tls-san-security', 'cluster-cidr', 'service-cidr'],
  ...['service-node-port-range', 'cluster-dns', 'cluster-domain', 'egress-selector-mode', 'servicelb-namespace', 'cni'],
  ...['write-kubeconfig', 'write-kubeconfig-mode', 'helm-job-image', 'agent-token', 'agent-token-file'],
  ...['cluster-reset', 'cluster-reset-restore-path', 'etcd-expose-metrics', 'etcd-disable-snapshots'],
  ...['etcd-snapshot-name', 'etcd-snapshot-schedule-cron', 'etcd-snapshot-retention', 'etcd-snapshot-dir'],
  ...['etcd-snapshot-compress', 'etcd-s3', 'etcd-s3-endpoint', 'etcd-s3-endpoint-ca', 'etcd-s3-skip-ssl-verify'],
  ...[
    'etcd-s3-access-key',
    'etcd-s3-secret-key',
    'etcd-s3-session-token',
    'etcd-s3-bucket',
    'etcd-s3-bucket-lookup-type',
  ],
  ...['etcd-s3-region', 'etcd-s3-folder', 'etcd-s3-retention', 'etcd-s3-proxy', 'etcd-s3-config-secret'],
  ...['etcd-s3-insecure', 'etcd-s3-timeout', 'kube-apiserver-arg', 'etcd-arg', 'kube-controller-manager-arg'],
  ...['kube-scheduler-arg', 'kube-cloud-controller-manager-arg', 'disable', 'disable-scheduler'],
  ...['disable-cloud-controller', 'disable-kube-proxy', 'enable-servicelb', 'ingress-controller'],
  ...['secrets-encryption-provider', 'embedded-registry', 'enable-pprof'],
];

/** Keys by what a machine is to RKE2. */
export const rke2Keys = {
  server: new Set([...common, ...serverOnly]),
  agent: new Set(common),
} as const satisfies Readonly<Record<string, ReadonlySet<string>>>;
