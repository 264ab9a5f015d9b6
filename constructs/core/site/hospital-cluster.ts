import * as z from 'zod/mini';
import { text, whole } from '../document/forms.ts';
import { eeaCountries } from './countries.ts';

const machine = z.strictObject({
  name: text('objectName', 'Host name of the machine, and name of the node.'),
  role: z
    .enum(['control-plane', 'worker'])
    .check(z.describe('control-plane also holds a member of etcd: an odd number of them.')),
  address: text('address', 'Address in networks.nodes.'),
  zone: text(
    'dnsLabel',
    'What fails together, for topology.kubernetes.io/zone: a building, a fire compartment, a rack.',
  ),
  room: text('labelValue', 'Room that it stands in: a claim of the site.'),
  owner: z.optional(
    text('labelValue', 'Who owns it, when it is not the operator of the location: a claim of the site.'),
  ),
  country: z.optional(
    z.enum(eeaCountries).check(z.describe('Country of its data centre, when it is not that of the site.')),
  ),
  version: z.optional(
    text('kubernetesVersion', 'Kubernetes that it runs now, while an upgrade goes on; else that of the cluster.'),
  ),
  installDisk: z.optional(text('absolutePath', 'Talos alone: the disk that the system is installed on, whole.')),
});

const networks = z
  .strictObject({
    nodes: text('network', 'Network of the machines.'),
    pods: text('network', 'Network of the pods.'),
    services: text('network', 'Network of the Services; its tenth address is the name service.'),
    administrators: z
      .array(text('network', 'Network from which people administer: SSH, and the API server.'))
      .check(z.minLength(1), z.describe('Networks from which people administer.')),
  })
  .check(z.describe('Networks of the cluster. None overlaps another; all are private.'));

const proxy = z
  .strictObject({
    url: text(
      'proxyUrl',
      'Proxy inside the boundary, reached by TLS, for what the machines fetch. Without credentials.',
    ),
    except: z
      .array(text('claimMatch', 'A host, `*.` and a name, or a network.'))
      .check(z.describe("What goes without it, besides the cluster's own networks.")),
  })
  .check(z.describe('Leave it out where machines reach everything directly, or nothing at all.'));

const snapshots = z
  .strictObject({
    endpoint: text('httpsUrl', 'S3 endpoint, inside the boundary. Never left to a default.'),
    region: text('regionName', "Region of the bucket, as the server names it: a server of one's own has one too."),
    bucket: text('objectName', 'Bucket of the snapshots.'),
    folder: text('objectName', 'Folder in the bucket.'),
    schedule: text('schedule', 'When: five cron fields.'),
    keep: whole(3, 1000, 'How many snapshots each machine keeps.'),
  })
  .check(z.describe('Snapshots of etcd, away from the machines.'));

const auditLog = z
  .strictObject({
    collector: text('httpsUrl', 'Where the API server sends audit events: what stays on a machine goes with it.'),
    retentionDays: whole(183, 36_500, 'Days that the collector keeps them: a claim. Six months at the least.'),
  })
  .check(z.describe('Who read or changed what through the API server.'));

const shared = {
  api: text('hostName', 'Name of the API servers, for kubectl and for joining machines: all control-plane addresses.'),
  networks,
  machines: z.array(machine).check(z.minLength(1), z.describe('Every machine.')),
  authorities: text(
    'filePath',
    'PEM file of the authorities that sign for the mirror, the snapshots, the collector and the proxy; from the project folder.',
  ),
  auditLog,
  proxy: z.optional(proxy),
};

const rke2 = z.strictObject({
  distribution: z.literal('rke2'),
  version: text('rke2Version', 'Release of RKE2.'),
  artifacts: text('httpsUrl', 'Where machines fetch the release: a folder of a server inside the boundary.'),
  ...shared,
  networkPlugin: z.enum(['canal', 'calico', 'cilium']).check(z.describe('Each of them enforces network policies.')),
  firewall: z
    .enum(['nftables', 'none'])
    .check(
      z.describe(
        "Firewall of the machines; none: the hospital's network does it. firewalld disturbs the network plugins.",
      ),
    ),
  selinux: z.boolean().check(z.describe('True when the system of the machines enforces SELinux.')),
  encryption: z.enum(['secretbox', 'aescbc']).check(z.describe('How the API server encrypts Secrets in etcd.')),
  snapshots,
});

const talos = z.strictObject({
  distribution: z.literal('talos'),
  version: text('talosVersion', 'Release of Talos Linux.'),
  kubernetes: text('kubernetesVersion', 'Release of Kubernetes.'),
  installer: text('pinnedImage', 'Installer image, from the mirror and by digest.'),
  ...shared,
  diskKeys: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('tpm') }),
      z.strictObject({ kind: z.literal('kms'), endpoint: text('httpsUrl', 'Key server, inside the boundary.') }),
    ])
    .check(z.describe('Where the keys of the encrypted disks are sealed.')),
  snapshots,
});

const existing = z.strictObject({
  distribution: z.literal('existing'),
  kubernetes: text('kubernetesVersion', 'Release of Kubernetes.'),
  operator: text('words', 'Who runs the control plane: a claim of the site.'),
  ...shared,
  provides: z
    .strictObject({
      auditPolicy: z
        .boolean()
        .check(z.describe('True when its API server runs the audit policy that is written here.')),
      podSecurityDefaults: z.boolean().check(z.describe('True when it runs the Pod Security defaults written here.')),
      encryptionAtRest: z.boolean().check(z.describe('True when it encrypts Secrets in etcd.')),
      nodeAccess: z.boolean().check(z.describe('True when the site may change files on the machines.')),
    })
    .check(z.describe('What those who run it have done: claims, checked against the cluster where that is possible.')),
});

/** The shape of `cluster.provision`: everything that a cluster of the hospital's own is made from. */
export const hospitalClusterSchema = z
  .discriminatedUnion('distribution', [rke2, talos, existing])
  .check(z.describe('Machines and settings of a cluster of its own, for domicile cluster render.'));

/** A cluster that the hospital provisions itself, or finds existing: `cluster.provision` of a site file. */
export type HospitalCluster = z.output<typeof hospitalClusterSchema>;

/** A {@link HospitalCluster} of one distribution. */
export type HospitalClusterOf<Distribution extends HospitalCluster['distribution']> = Extract<
  HospitalCluster,
  { readonly distribution: Distribution }
>;

/** One machine of a {@link HospitalCluster}. */
export type Machine = HospitalCluster['machines'][number];
