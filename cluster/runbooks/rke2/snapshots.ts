import { installCommands } from '../../rke2/readme.ts';
import { nodesReady, platformAsDescribed, renderAgain, restoreDatabases } from '../common.ts';
import { serversOf, workersOf } from '../machines.ts';
import type { Procedure } from '../operations.ts';
import { byHand, type Step } from '../runbook.ts';
import { onMachine } from '../shell.ts';
import { etcdHealth, type Rke2Context, snapshotNow, unitOf } from './commands.ts';

const SNAPSHOT = '<name of the snapshot>';
const DATABASE = '/var/lib/rancher/rke2/server/db';

/** A snapshot, and that those by the clock arrive. */
export function backup(context: Rke2Context): Procedure {
  const { snapshots } = context.cluster;
  const [{ address }] = serversOf(context);
  return {
    steps: [
      snapshotNow(context, 'by-hand'),
      byHand(
        'See that the escrow is whole',
        'A snapshot without the server token of its time cannot be opened, and without the encryption key of its time its Secrets do not read. Go through the [escrow list](README.md#escrow); compare checksums.',
      ),
    ],
    verification: [
      {
        title: 'The snapshots by the clock arrive',
        commands: [onMachine(address, 'rke2 etcd-snapshot ls'), 'kubectl get etcdsnapshotfiles'],
        expect: `the newest at \`s3://${snapshots.bucket}/${snapshots.folder}/\` is not older than the schedule \`${snapshots.schedule}\` allows, and ${snapshots.keep} are kept`,
        sources: ['rke2-snapshots'],
      },
      byHand(
        'Twice a year: restore it',
        'A backup that was never restored is a hope. On spare machines with other addresses, by [restore to new machines](restore-to-new-machines.md).',
      ),
    ],
    wayBack: [
      {
        title: 'A snapshot by hand is not needed any more',
        commands: [onMachine(address, `rke2 etcd-snapshot delete ${SNAPSHOT}`)],
        sources: ['rke2-snapshots'],
      },
    ],
  };
}

/** The cluster again, on machines with other addresses. */
export function restore(context: Rke2Context): Procedure {
  const [first, ...others] = serversOf(context);
  return {
    steps: [
      byHand(
        'See that nothing of the old cluster runs',
        'Two clusters with one identity write to the same bucket and answer to the same names. Switch the old machines off, or take their network.',
      ),
      byHand(
        'Fetch the escrow',
        `Into \`cluster-files/secrets/\`, as it was when the snapshot was taken: \`token\`, \`agent-token\`, \`encryption.yaml\`, \`audit-client.*\`, \`snapshot-credentials.yaml\`. **Do not run \`make-secrets.sh\` into an empty folder: a new token opens no old snapshot.** Compare with the sums in the escrow.`,
      ),
      renderAgain(
        context,
        `\`cluster.provision.machines\` with the new addresses (below are those of the site file as it is), \`networks\` where they change; ${context.cluster.api} resolves to the new control-plane machines.`,
      ),
      {
        title: `Install ${first.name}, without starting it`,
        note: 'Started before the restore, it would found a new cluster with new authorities, and refuse the old ones.',
        commands: ['cd cluster-files', ...installCommands(first, 'install.sh --no-start')],
        expect: '`not starting rke2-server: a snapshot is restored first`',
        sources: ['rke2-airgap'],
      },
      ...resetFrom(context),
      ...[...others, ...workersOf(context)].map((machine) => ({
        title: `Install ${machine.name}, which joins`,
        commands: [
          'cd cluster-files',
          ...installCommands(machine),
          `kubectl wait --for=condition=Ready node/${machine.name} --timeout=900s`,
        ],
        sources: ['rke2-snapshots', 'rke2-airgap'] as const,
      })),
      {
        title: 'Delete the nodes that are gone',
        note: 'The snapshot holds the nodes of its time. Pods on a node that is not there again stay “Running” until it is deleted.',
        commands: ['kubectl get nodes', 'kubectl delete node <node that is not there any more>'],
        sources: ['rke2-snapshots'],
      },
      restoreDatabases(context),
    ],
    verification: [
      nodesReady(context),
      etcdHealth(context),
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
        title: `The restore failed: begin again with ${first.name}`,
        note: 'The snapshot and the escrow are unchanged. `reset-flag` keeps a second reset from happening by itself.',
        commands: [
          onMachine(first.address, 'systemctl stop rke2-server'),
          onMachine(first.address, `rm -rf ${DATABASE}`),
        ],
        sources: ['rke2-snapshots'],
      },
      byHand(
        'The old machines are there again',
        'They may start only when the new ones are off and wiped. What was written on the new ones since is lost with them.',
      ),
    ],
  };
}

/** The release of before, with the snapshot of before. */
export function rollback(context: Rke2Context): Procedure {
  const machines = [...serversOf(context), ...workersOf(context)];
  const previous = '<earlier release of RKE2>';
  return {
    steps: [
      {
        title: 'Move the pods away, as far as the API still answers',
        commands: [
          `kubectl drain ${machines.map(({ name }) => name).join(' ')} --ignore-daemonsets --delete-emptydir-data --timeout=15m || true`,
        ],
        sources: ['rke2-rollback'],
      },
      {
        title: 'Stop RKE2 and every pod on every machine',
        note: 'The platform stands still from here. Databases that were not stopped recover from their logs.',
        commands: machines.map(({ address }) => onMachine(address, 'rke2-killall.sh')),
        sources: ['rke2-rollback'],
      },
      {
        title: 'Put the earlier release onto every machine',
        note: `\`install.sh\` left it in \`/var/lib/rancher/artifacts/${previous}\`.`,
        commands: machines.map(({ address, role }) =>
          onMachine(
            address,
            `INSTALL_RKE2_ARTIFACT_PATH=/var/lib/rancher/artifacts/${previous} INSTALL_RKE2_TYPE=${role === 'worker' ? 'agent' : 'server'} sh /var/lib/rancher/artifacts/${previous}/install.sh`,
          ),
        ),
        sources: ['rke2-rollback', 'rke2-airgap'],
      },
      ...resetFrom(context),
      ...machines.slice(1).map((machine) => ({
        title: `${machine.name} joins again`,
        commands: [
          ...(machine.role === 'worker' ? [] : [onMachine(machine.address, `rm -rf ${DATABASE}`)]),
          onMachine(machine.address, `systemctl start ${unitOf(machine)}`),
          `kubectl wait --for=condition=Ready node/${machine.name} --timeout=900s`,
        ],
        sources: ['rke2-rollback'] as const,
      })),
      { title: 'Let pods back', commands: machines.map(({ name }) => `kubectl uncordon ${name}`) },
      byHand(
        'Put the earlier release into the site file',
        `\`cluster.provision.version: ${previous}\`, and render again: the files of the machines are those of \`cluster-files.before\`.`,
      ),
    ],
    verification: [nodesReady(context), etcdHealth(context), platformAsDescribed(context)],
    wayBack: [byHand('Forward again', 'Another [upgrade](upgrade.md), when the cause is known.')],
  };
}

function resetFrom(context: Rke2Context): readonly Step[] {
  const [first] = serversOf(context);
  return [
    {
      title: `Restore the snapshot on ${first.name}`,
      note: `The token comes from the file that \`config.yaml\` names, and the bucket from there too: so the snapshot is named, without a path. A file of the machine instead: \`--etcd-s3=false\` and its whole path.`,
      commands: [onMachine(first.address, `rke2 server --cluster-reset --cluster-reset-restore-path=${SNAPSHOT}`)],
      expect: '`Managed etcd cluster membership has been reset, restart without --cluster-reset flag now.`',
      sources: ['rke2-snapshots', 'rke2-token'],
    },
    {
      title: `Start ${first.name}`,
      commands: [
        onMachine(first.address, 'systemctl enable --now rke2-server'),
        `kubectl --server=https://${first.address}:6443 wait --for=condition=Ready node/${first.name} --timeout=900s`,
      ],
      sources: ['rke2-snapshots'],
    },
  ];
}
