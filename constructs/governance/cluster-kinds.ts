/** Kinds of one API group, as their plural names. */
export interface ReadableKinds {
  /** Empty for the core group. */
  readonly group: string;
  readonly resources: readonly string[];
}

/**
 * Every kind that Kubernetes 1.36 itself serves and lists, without subresources: what a check of a whole cluster has to read.
 * Source: discovery of kube-apiserver 1.36.3 (`kubectl api-resources --verbs=list`), 2026-11-22.
 */
export const kubernetesKinds: readonly ReadableKinds[] = [
  {
    group: '',
    resources: [
      'componentstatuses',
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'namespaces',
      'nodes',
      'persistentvolumeclaims',
      'persistentvolumes',
      'pods',
      'podtemplates',
      'replicationcontrollers',
      'resourcequotas',
      'secrets',
      'serviceaccounts',
      'services',
    ],
  },
  {
    group: 'admissionregistration.k8s.io',
    resources: [
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
      'mutatingwebhookconfigurations',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
      'validatingwebhookconfigurations',
    ],
  },
  { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'] },
  { group: 'apiregistration.k8s.io', resources: ['apiservices'] },
  { group: 'apps', resources: ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'] },
  { group: 'autoscaling', resources: ['horizontalpodautoscalers'] },
  { group: 'batch', resources: ['cronjobs', 'jobs'] },
  { group: 'certificates.k8s.io', resources: ['certificatesigningrequests'] },
  { group: 'coordination.k8s.io', resources: ['leases'] },
  { group: 'discovery.k8s.io', resources: ['endpointslices'] },
  { group: 'events.k8s.io', resources: ['events'] },
  { group: 'flowcontrol.apiserver.k8s.io', resources: ['flowschemas', 'prioritylevelconfigurations'] },
  {
    group: 'networking.k8s.io',
    resources: ['ingressclasses', 'ingresses', 'ipaddresses', 'networkpolicies', 'servicecidrs'],
  },
  { group: 'node.k8s.io', resources: ['runtimeclasses'] },
  { group: 'policy', resources: ['poddisruptionbudgets'] },
  { group: 'rbac.authorization.k8s.io', resources: ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'] },
  {
    group: 'resource.k8s.io',
    resources: ['deviceclasses', 'resourceclaims', 'resourceclaimtemplates', 'resourceslices'],
  },
  { group: 'scheduling.k8s.io', resources: ['priorityclasses'] },
  {
    group: 'storage.k8s.io',
    resources: [
      'csidrivers',
      'csinodes',
      'csistoragecapacities',
      'storageclasses',
      'volumeattachments',
      'volumeattributesclasses',
    ],
  },
];
