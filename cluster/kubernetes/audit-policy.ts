const coreGroup = '';

/** What the cluster's own parts do all day, and what says nothing about a person. */
const noise = [
  {
    level: 'None',
    users: ['system:kube-proxy'],
    verbs: ['watch'],
    resources: [
      { group: coreGroup, resources: ['services', 'endpoints'] },
      { group: 'discovery.k8s.io', resources: ['endpointslices'] },
    ],
  },
  {
    level: 'None',
    users: ['system:kube-controller-manager', 'system:kube-scheduler', 'system:apiserver'],
    verbs: ['get', 'update'],
    resources: [{ group: 'coordination.k8s.io', resources: ['leases'] }],
  },
  {
    level: 'None',
    userGroups: ['system:nodes'],
    verbs: ['get', 'update', 'patch'],
    resources: [
      { group: 'coordination.k8s.io', resources: ['leases'] },
      { group: coreGroup, resources: ['nodes/status', 'pods/status'] },
    ],
  },
  { level: 'None', nonResourceURLs: ['/healthz*', '/livez*', '/readyz*', '/version', '/openapi/*'] },
] as const;

/** Objects whose body is a secret, or may hold one: never more than who, what, when and from where. */
const withoutBody = [
  { group: coreGroup, resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
  { group: 'authentication.k8s.io', resources: ['tokenreviews', 'tokenrequests'] },
] as const;

/** Who may do what: the whole request is kept, so that a review sees what was changed. */
const accessControl = [
  { group: 'rbac.authorization.k8s.io' },
  { group: 'admissionregistration.k8s.io' },
  { group: 'networking.k8s.io' },
  { group: 'certificates.k8s.io' },
] as const;

/**
 * The audit policy of the API server. Every read and every change of anything is logged with who, what, when and from
 * where: patient data is reached through the API server by the proxy, exec, port-forward and log subresources, whose
 * request URI is part of an event. Only the cluster's own noise is left out, by named users and objects.
 *
 * Source: GDPR Art. 32(1)(b); Regulation (EU) 2025/327, Annex II 3; CIS Kubernetes Benchmark 3.2.1 and 3.2.2; keys by
 * kubernetes.io/docs/reference/config-api/apiserver-audit.v1. As of 2026-11-22.
 */
export function auditPolicy(): object {
  return {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    // The same request again, before it was answered.
    omitStages: ['RequestReceived'],
    rules: [
      ...noise,
      { level: 'Metadata', resources: withoutBody },
      {
        level: 'Request',
        verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
        resources: accessControl,
      },
      { level: 'Metadata' },
    ],
  };
}
