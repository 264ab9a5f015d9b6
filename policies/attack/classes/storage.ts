import type { Fields, Path } from '../../engine/types.ts';
import { type ForeignRegion, isOutsideByAnyReading } from '../foreign.ts';
import { foreignName } from '../planted.ts';
import type { Random } from '../random.ts';
import { type AttackClass, type Mutation, PLACE_RULES, type Target } from '../types.ts';

interface Shape {
  readonly what: string;
  readonly object: (value: string) => Fields;
  readonly at: Path;
}

const volume = (source: Fields): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'added' },
  spec: { capacity: { storage: '1Ti' }, accessModes: ['ReadWriteMany'], ...source },
});

const storageClass = (rest: Fields): Fields => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'added' },
  ...rest,
});

const affinity = (key: string, value: string): Fields => ({
  nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: [value] }] }] } },
});

const BY_HOST: readonly Shape[] = [
  {
    what: 'a file server',
    object: (server) => volume({ nfs: { server, path: '/data' } }),
    at: ['spec', 'nfs', 'server'],
  },
  {
    what: 'an iSCSI portal',
    object: (host) =>
      volume({ iscsi: { targetPortal: `${host}:3260`, iqn: 'iqn.2003-01.org.linux-iscsi:store', lun: 0 } }),
    at: ['spec', 'iscsi', 'targetPortal'],
  },
  {
    what: 'the server of a CSI volume',
    object: (server) =>
      volume({ csi: { driver: 'nfs.csi.k8s.io', volumeHandle: 'a', volumeAttributes: { server, share: '/data' } } }),
    at: ['spec', 'csi', 'volumeAttributes', 'server'],
  },
  {
    what: 'the server of a storage class',
    object: (server) => storageClass({ provisioner: 'nfs.csi.k8s.io', parameters: { server, share: '/data' } }),
    at: ['parameters', 'server'],
  },
  {
    what: 'the monitors of a Ceph volume',
    object: (host) => volume({ cephfs: { monitors: [`${host}:6789`], path: '/' } }),
    at: ['spec', 'cephfs', 'monitors', 0],
  },
  {
    what: 'the endpoint of an S3 storage class',
    object: (host) =>
      storageClass({ provisioner: 'ru.yandex.s3.csi', parameters: { endpoint: `https://${host}`, bucket: 'klinik' } }),
    at: ['parameters', 'endpoint'],
  },
];

const region = 'topology.kubernetes.io/region';
const BY_REGION: readonly Shape[] = [
  {
    what: 'a region that volumes are made in',
    object: (value) =>
      storageClass({
        provisioner: 'driver.longhorn.io',
        allowedTopologies: [{ matchLabelExpressions: [{ key: region, values: [value] }] }],
      }),
    at: ['allowedTopologies', 0, 'matchLabelExpressions', 0, 'values', 0],
  },
  {
    what: 'the region of a volume',
    object: (value) => volume({ local: { path: '/data' }, ...affinity(region, value) }),
    at: ['spec', 'nodeAffinity', 'required', 'nodeSelectorTerms', 0, 'matchExpressions', 0, 'values', 0],
  },
  {
    what: 'a region among the parameters of a storage class',
    object: (value) =>
      storageClass({ provisioner: 'driver.longhorn.io', parameters: { replicaRegion: value, region: value } }),
    at: ['parameters', 'region'],
  },
];

function byHost(target: Target, random: Random): Mutation {
  const { what, object, at } = random.pick(BY_HOST);
  const planted = foreignName(target, random);
  const change = { do: 'add', object: object(planted.text) } as const;
  return { change, what: `${what}: ${planted.what}`, value: planted.text, because: planted.because, at };
}

function byRegion(target: Target, random: Random): Mutation {
  const { what, object, at } = random.pick(BY_REGION);
  const { value, because } = outside(target, random);
  return { change: { do: 'add', object: object(value) }, what, value, because, at };
}

function outside(target: Target, random: Random): ForeignRegion {
  for (;;) {
    const one = random.pick(target.foreign.regions);
    if (isOutsideByAnyReading(one.value, target.boundary)) return one;
  }
}

/** Attacks by volumes. */
export const storageClasses: readonly AttackClass[] = [
  {
    id: 'storage',
    title: 'a volume or a storage class abroad',
    aim: 'residency',
    caughtBy: PLACE_RULES,
    mutate: (target, random) => (random.chance(0.6) ? byHost : byRegion)(target, random),
  },
];
