import type { Machine } from '../../../constructs/core/site/hospital-cluster.ts';
import type { ContextOf } from '../../context.ts';
import { serversOf } from '../machines.ts';
import type { Step } from '../runbook.ts';

/** Talos Linux and the cluster that is operated. */
export type TalosContext = ContextOf<'talos'>;

/** talosctl for one machine: there is no shell on it. */
export function talosctl({ address }: Machine, command: string): string {
  return `talosctl --nodes ${address} ${command}`;
}

/** Gives a machine its configuration; the first time it does not know the administrators yet. */
export function applyConfiguration(machine: Machine, flags = ''): string {
  return talosctl(machine, `apply-config${flags} --file secrets/${machine.name}.yaml`);
}

/** The bucket of the snapshots, as rclone names it; the key of the bucket is in the environment. */
export function bucketOf({ cluster }: TalosContext, file = ''): string {
  const { endpoint, region, bucket, folder } = cluster.snapshots;
  return `":s3,provider=Other,env_auth=true,endpoint='${endpoint}',region='${region}':${bucket}/${folder}/${file}"`;
}

/** Talos' own examination of the whole cluster. */
export function clusterHealth(context: TalosContext): Step {
  const [first] = serversOf(context);
  return {
    title: 'Every machine and member of etcd is well',
    commands: [talosctl(first, 'health'), talosctl(first, 'etcd members'), talosctl(first, 'etcd status')],
    expect: `every check \`OK\`, and ${serversOf(context).length} members`,
    sources: ['talos-commands'],
  };
}

/** A snapshot now, brought to the bucket. */
export function snapshotNow(context: TalosContext): Step {
  return {
    title: 'Take a snapshot of etcd, and bring it away',
    note: 'The key of the bucket is in the environment: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, from the escrow.',
    commands: ['cluster-files/snapshot.sh', `rclone lsl --ca-cert cluster-files/authorities.pem ${bucketOf(context)}`],
    expect: '`etcd snapshot saved to …`, and its name in the bucket: note it',
    sources: ['talos-recovery'],
  };
}

/** The configurations of the machines, from the patches and the kept secrets. */
export const makeConfigurations: Step = {
  title: 'Make the configurations of the machines again, from the kept secrets',
  commands: ['test -s cluster-files/secrets/secrets.yaml', 'cluster-files/make-configurations.sh'],
  expect: '`kept   secrets/secrets.yaml` in the first line, and every configuration valid',
  sources: ['talos-commands'],
};
