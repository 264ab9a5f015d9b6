/**
 * What can be hardened from inside a cluster that others run: the namespace `default`, into which everything falls that
 * names no other. It is restricted, closed, and hands out no token.
 *
 * Source: CIS Kubernetes Benchmark 5.1.5, 5.1.6, 5.2.1, 5.3.2 and 5.6.4 (recalled). As of 2026-11-22.
 */
export function insideObjects(): readonly object[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'default',
        labels: Object.fromEntries(
          ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
        ),
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: 'default' },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'nothing-in-nothing-out', namespace: 'default' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
  ];
}
