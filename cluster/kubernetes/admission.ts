/**
 * Namespaces whose pods need rights on their machine: those of the distribution itself. Each is named, with no pattern.
 * The platform's own namespaces are never among them.
 */
const systemNamespaces = {
  canal: ['kube-system'],
  cilium: ['kube-system'],
  calico: ['kube-system', 'calico-system', 'tigera-operator'],
  flannel: ['kube-system'],
} as const;

/** Network plugins, by the name that a distribution gives them. */
export type NetworkPlugin = keyof typeof systemNamespaces;

/**
 * Pod Security `restricted` for every namespace that does not say otherwise by a label, and a limit for events so that
 * one broken controller cannot fill etcd.
 *
 * Source: kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller; CIS 1.2.9, 5.2.1.
 * As of 2026-11-22.
 */
export function admissionConfiguration(plugin: NetworkPlugin): object {
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AdmissionConfiguration',
    plugins: [
      { name: 'PodSecurity', configuration: podSecurity(systemNamespaces[plugin]) },
      {
        name: 'EventRateLimit',
        configuration: {
          apiVersion: 'eventratelimit.admission.k8s.io/v1alpha1',
          kind: 'Configuration',
          limits: [
            { type: 'Server', qps: 500, burst: 5000 },
            { type: 'Namespace', qps: 100, burst: 1000, cacheSize: 2000 },
          ],
        },
      },
    ],
  };
}

/** The Pod Security part alone, as distributions take it that write the rest themselves. */
export function podSecurity(namespaces: readonly string[]): object {
  return {
    apiVersion: 'pod-security.admission.config.k8s.io/v1',
    kind: 'PodSecurityConfiguration',
    defaults: {
      enforce: 'restricted',
      'enforce-version': 'latest',
      audit: 'restricted',
      'audit-version': 'latest',
      warn: 'restricted',
      'warn-version': 'latest',
    },
    exemptions: { usernames: [], runtimeClasses: [], namespaces },
  };
}
