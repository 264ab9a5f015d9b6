import type { KubernetesObject } from '../kubectl.ts';

/** Kinds of which every object is the control plane's or a node's own bookkeeping. */
const KINDS = new Set([
  'APIService',
  'CSINode',
  'CSIStorageCapacity',
  'ComponentStatus',
  'Event',
  'FlowSchema',
  'IPAddress',
  'Lease',
  'Node',
  'PersistentVolume',
  'PriorityLevelConfiguration',
  'ResourceSlice',
  'ServiceCIDR',
  'VolumeAttachment',
]);

/** Objects that the control plane makes by these names, and makes again when they are deleted. */
const NAMES: Readonly<Record<string, RegExp>> = {
  Namespace: /^(?:default|kube-system|kube-public|kube-node-lease)$/,
  ConfigMap:
    /^(?:[^/]+\/kube-root-ca\.crt|kube-system\/(?:extension-apiserver-authentication|kube-apiserver-legacy-service-account-token-tracking))$/,
  ServiceAccount: /^(?:[^/]+\/default|kube-system\/[^/]+)$/,
  Service: /^default\/kubernetes$/,
  Endpoints: /^default\/kubernetes$/,
  EndpointSlice: /^default\/kubernetes$/,
  PriorityClass: /^system-(?:cluster|node)-critical$/,
  ClusterRole: /^(?:system:.*|cluster-admin|admin|edit|view)$/,
  ClusterRoleBinding: /^(?:system:.*|cluster-admin)$/,
  Role: /^kube-(?:system|public)\/(?:system:.*|extension-apiserver-authentication-reader)$/,
  RoleBinding: /^kube-(?:system|public)\/system:.*$/,
};

/** Whether an object is one that Kubernetes makes for itself. It says whom to ask about it; it is judged like any other. */
export function isOfKubernetes({ kind, metadata: { namespace, name } }: KubernetesObject): boolean {
  return KINDS.has(kind) || (NAMES[kind]?.test(namespace === undefined ? name : `${namespace}/${name}`) ?? false);
}
