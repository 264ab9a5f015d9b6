/**
 * Settings of the kubelet, besides what the distribution sets.
 *
 * Source: kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1; CIS Kubernetes Benchmark 1.11, section 4.2
 * (recalled). As of 2026-11-22.
 */
export const kubeletSettings = {
  authentication: { anonymous: { enabled: false }, webhook: { enabled: true } },
  authorization: { mode: 'Webhook' },
  readOnlyPort: 0,
  protectKernelDefaults: true,
  makeIPTablesUtilChains: true,
  streamingConnectionIdleTimeout: '5m0s',
  eventRecordQPS: 50,
  podPidsLimit: 4096,
  seccompDefault: true,
  tlsMinVersion: 'VersionTLS13',
} as const;

/** The same, as a file of the kubelet. */
export function kubeletConfiguration(): object {
  return { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...kubeletSettings };
}
