import type { LoopbackClient, Manifest } from './api.ts';

/** Marks what the launcher put into the cluster: it belongs to the rehearsal, not to the platform. */
const REHEARSAL = { 'domicile.internal/rehearsal': 'true' } as const;
const NODES_PER_ZONE = 2;
const VOLUMES_PER_CLASS = 24;
const DRIVER = 'rehearsal.domicile.internal';

/** The place that the fake nodes claim to be in. */
export interface Topology {
  readonly region: string;
  readonly zones: readonly string[];
}

/** What the fake nodes and volumes look like. */
export interface Furniture {
  readonly topology: Topology;
  /** Further countable resources per node, such as `nvidia.com/gpu`. */
  readonly resources: Readonly<Record<string, string>>;
  /** Storage classes that get a pool of volumes. */
  readonly storageClasses: readonly StorageNeed[];
}

/** A storage class that claims name. */
export interface StorageNeed {
  readonly name: string;
  /** False when the platform brings the class itself: then only its volumes are made. */
  readonly create: boolean;
}

/** Lets kwok play nodes, pods and volumes. It ends when it may not list them, so this comes before its start. */
export async function permitKwok(client: LoopbackClient): Promise<void> {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  await client.apply(`${rbac}/clusterroles`, kwokRole);
  await client.apply(`${rbac}/clusterrolebindings`, kwokBinding);
}

/** Puts nodes and volumes into the empty cluster. Repeating it changes nothing. */
export async function furnish(
  client: LoopbackClient,
  { topology, resources, storageClasses }: Furniture,
): Promise<void> {
  for (const node of nodesIn(topology, resources)) {
    await client.apply('/api/v1/nodes', node);
    await client.apply('/api/v1/nodes', { ...node, spec: undefined }, '/status');
  }
  for (const need of storageClasses) await furnishStorage(client, need, topology);
}

async function furnishStorage(
  client: LoopbackClient,
  { name, create }: StorageNeed,
  topology: Topology,
): Promise<void> {
  const storage = '/apis/storage.k8s.io/v1';
  await client.apply(`${storage}/csidrivers`, driver);
  if (create) await client.apply(`${storage}/storageclasses`, storageClass(name));
  for (const volume of volumesOf(name, topology)) await client.apply('/api/v1/persistentvolumes', volume);
}

function nodesIn({ region, zones }: Topology, resources: Readonly<Record<string, string>>): readonly Manifest[] {
  return zones.flatMap((zone) =>
    Array.from({ length: NODES_PER_ZONE }, (_, index) => node(`${zone}-${index + 1}`, region, zone, resources)),
  );
}

function node(name: string, region: string, zone: string, resources: Readonly<Record<string, string>>): Manifest {
  const capacity = { cpu: '64', memory: '512Gi', 'ephemeral-storage': '1Ti', pods: '250', ...resources };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        ...REHEARSAL,
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/region': region,
        'topology.kubernetes.io/zone': zone,
      },
    },
    status: { capacity, allocatable: capacity },
  };
}

/** No volume is attached: there is no machine to attach it to. */
const driver: Manifest = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIDriver',
  metadata: { name: DRIVER, labels: REHEARSAL },
  spec: { attachRequired: false },
};

function storageClass(name: string): Manifest {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, labels: REHEARSAL },
    provisioner: DRIVER,
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
}

function volumesOf(className: string, topology: Topology): readonly Manifest[] {
  return Array.from({ length: VOLUMES_PER_CLASS }, (_, index) =>
    volume(`${className}-${index + 1}`, className, topology),
  );
}

/** Large enough for any claim: a real controller binds it, but no byte is ever stored. */
function volume(name: string, storageClassName: string, { region }: Topology): Manifest {
  const inRegion = { key: 'topology.kubernetes.io/region', operator: 'In', values: [region] };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, labels: { ...REHEARSAL, 'topology.kubernetes.io/region': region } },
    spec: {
      storageClassName,
      capacity: { storage: '64Ti' },
      accessModes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'],
      persistentVolumeReclaimPolicy: 'Retain',
      csi: { driver: DRIVER, volumeHandle: name },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [inRegion] }] } },
    },
  };
}

const kwokRole: Manifest = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'domicile:kwok', labels: REHEARSAL },
  rules: [
    {
      apiGroups: [''],
      resources: ['nodes', 'pods', 'persistentvolumes'],
      verbs: ['get', 'list', 'watch', 'patch', 'update', 'delete'],
    },
    {
      apiGroups: [''],
      resources: ['nodes/status', 'pods/status', 'persistentvolumes/status'],
      verbs: ['patch', 'update'],
    },
    { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
    {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      verbs: ['get', 'list', 'watch', 'create', 'patch', 'update', 'delete'],
    },
  ],
};

const kwokBinding: Manifest = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'domicile:kwok', labels: REHEARSAL },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'domicile:kwok' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'domicile:kwok' }],
};
