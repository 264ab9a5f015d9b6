import { nodesReady, platformAsDescribed, renderAgain, restoreDatabases } from '../common.ts';
import { serversOf } from '../machines.ts';
import type { Procedure } from '../operations.ts';
import { byHand, type Step } from '../runbook.ts';
import {
  applyConfiguration,
  bucketOf,
  clusterHealth,
  makeConfigurations,
  snapshotNow,
  type TalosContext,
  talosctl,
} from './commands.ts';

const SNAPSHOT = '<name of the snapshot>';

/** A snapshot, and that those by the clock arrive. */
export function backup(context: TalosContext): Procedure {
  const { schedule } = context.cluster.snapshots;
  return {
    steps: [
      snapshotNow(context),
      byHand(
        'By the clock',
        `Talos takes none by itself: the workstation, or a machine like it, runs \`cluster-files/snapshot.sh\` at \`${schedule}\`: <machine that runs the snapshots>.`,
      ),
      byHand(
        'See that the escrow is whole',
        'A snapshot without the secrets of the machine configuration cannot be used: no machine knows its authorities, and no Secret reads. Go through the [escrow list](README.md#escrow).',
      ),
    ],
    verification: [
      {
        title: 'The snapshots by the clock arrive',
        commands: [`rclone lsl --ca-cert cluster-files/authorities.pem ${bucketOf(context)}`],
        expect: `one of the last run of \`${schedule}\``,
      },
    ],
    wayBack: [byHand('None', 'A snapshot changes nothing.')],
  };
}

/** The cluster again, on machines with other addresses. */
export function restore(context: TalosContext): Procedure {
  return {
    steps: [
      byHand(
        'See that nothing of the old cluster runs',
        'Two clusters with one identity answer to the same names. Switch the old machines off.',
      ),
      byHand(
        'Fetch the escrow',
        'Into `cluster-files/secrets/`, as it was when the snapshot was taken: `secrets.yaml` above all. **New ones open nothing.**',
      ),
      renderAgain(
        context,
        `\`cluster.provision.machines\` with the new addresses; ${context.cluster.api} resolves to the new control-plane machines.`,
      ),
      makeConfigurations,
      {
        title: 'Fetch the snapshot',
        commands: [
          `rclone copyto --ca-cert cluster-files/authorities.pem ${bucketOf(context, SNAPSHOT)} './${SNAPSHOT}'`,
        ],
      },
      {
        title: 'Give every machine its configuration, and found nothing',
        commands: [
          'cd cluster-files',
          ...context.cluster.machines.map((machine) => applyConfiguration(machine, ' --insecure')),
        ],
        sources: ['talos-recovery', 'talos-commands'],
      },
      ...recover(context),
      {
        title: 'Delete the nodes that are gone',
        commands: ['kubectl get nodes', 'kubectl delete node <node that is not there any more>'],
      },
      restoreDatabases(context),
    ],
    verification: [
      clusterHealth(context),
      nodesReady(context),
      {
        title: 'Secrets read: the encryption key is the right one',
        commands: ['kubectl get secrets --all-namespaces --output=name | wc -l'],
        expect: 'a number, and no `unable to transform key`',
        sources: ['kubernetes-encryption'],
      },
      platformAsDescribed(context),
    ],
    wayBack: [
      {
        title: 'The restore failed: empty the control plane, and recover again',
        commands: serversOf(context).map((server) =>
          talosctl(server, 'reset --graceful=false --reboot --system-labels-to-wipe=EPHEMERAL'),
        ),
        sources: ['talos-recovery'],
      },
    ],
  };
}

/** From `Preparing` on every control-plane machine to a cluster of the snapshot. */
export function recover(context: TalosContext): readonly Step[] {
  const servers = serversOf(context);
  const [first] = servers;
  return [
    {
      title: 'Every control-plane machine waits',
      commands: servers.map((server) => talosctl(server, 'service etcd')),
      expect:
        '`STATE Preparing` on each. A machine that is not: wipe its `EPHEMERAL` partition as in the way back, after a copy of `/var/lib/etcd/member/snap/db`',
      sources: ['talos-recovery'],
    },
    {
      title: `Found the cluster from the snapshot, on ${first.name} alone`,
      commands: [talosctl(first, `bootstrap --recover-from='./${SNAPSHOT}'`), talosctl(first, 'health')],
      expect:
        '`recovering from snapshot`, with the hash that was noted; then `OK`. A file copied by `talosctl cp` needs `--recover-skip-hash-check` too',
      sources: ['talos-recovery'],
    },
  ];
}
