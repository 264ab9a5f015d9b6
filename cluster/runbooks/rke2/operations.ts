import { nodesReady } from '../common.ts';
import { escrowOfSite } from '../escrow.ts';
import { serversOf } from '../machines.ts';
import type { OperationsOf, Procedure } from '../operations.ts';
import { otherKeysProcedure } from '../procedures/other-keys.ts';
import { byHand } from '../runbook.ts';
import { onMachine } from '../shell.ts';
import { etcdHealth, type Rke2Context } from './commands.ts';
import { certificates, encryptionKeys, otherKeys } from './keys.ts';
import { addOrReplaceMachine, firstInstall, upgrade } from './machines.ts';
import { backup, restore, rollback } from './snapshots.ts';

/** How a cluster of RKE2 is operated. */
export const rke2Operations: OperationsOf<Rke2Context> = (context) => ({
  firstInstall: firstInstall(context),
  addOrReplaceMachine: addOrReplaceMachine(context),
  upgrade: upgrade(context),
  rollback: rollback(context),
  backup: backup(context),
  restore: restore(context),
  encryptionKeys: encryptionKeys(context),
  otherKeys: otherKeysProcedure(context, otherKeys(context), nodesReady(context)),
  certificates: certificates(context),
  losingAMachine: losingAMachine(context),
  workstation: [
    {
      title: 'SSH reaches every machine as root, from the administrators’ network',
      commands: context.cluster.machines.map(({ address }) => onMachine(address, 'uname --nodename')),
      expect: `${context.cluster.machines.map(({ name }) => name).join(', ')}, and no question`,
    },
  ],
  escrow: [
    {
      what: 'server token',
      where: '`cluster-files/secrets/token`; on servers `/etc/rancher/rke2/token`',
      without: 'no snapshot can be opened: authorities and service account keys lie in it, sealed with the token',
    },
    {
      what: 'encryption keys of Secrets, each as long as a snapshot of its time is kept',
      where: '`cluster-files/secrets/encryption.yaml`; on servers `/etc/rancher/rke2/domicile/encryption.yaml`',
      without: 'a restored cluster reads everything but its Secrets',
    },
    {
      what: 'authorities of the cluster and service account keys',
      where: 'inside of every snapshot, sealed with the server token; on servers `/var/lib/rancher/rke2/server/tls`',
      without: 'nodes, people and pods would have to be given new ones; the token alone brings them back',
    },
    {
      what: `access to the bucket \`${context.cluster.snapshots.bucket}\` at ${context.cluster.snapshots.endpoint}`,
      where: '`cluster-files/secrets/snapshot-credentials.yaml`',
      without: 'no snapshot can be fetched',
    },
    {
      what: 'agent token, and key and certificate of the audit collector’s client',
      where: '`cluster-files/secrets/agent-token`, `audit-client.key`, `audit-client.crt`',
      without: 'new ones are made; workers and the collector must be told',
    },
    ...escrowOfSite(context),
  ],
});

function losingAMachine(context: Rke2Context): Procedure {
  const [survivor, ...others] = serversOf(context);
  return {
    steps: [
      {
        title: 'What is gone, and is there a majority?',
        commands: [
          `kubectl get nodes --output=wide || ${onMachine(survivor.address, 'systemctl status rke2-server --no-pager')}`,
        ],
      },
      byHand(
        'A majority is there: replace the machine',
        'By [add or replace a machine](add-or-replace-a-machine.md), today: the next one that fails may be one too many. Its disk never comes back into the cluster with old data.',
      ),
      {
        title: `No majority, but one server is whole: make ${survivor.name} the only member`,
        note: '**Only when the other servers will not come back.** What the lost majority had not yet told this one is lost. Without `--cluster-reset-restore-path` its own data is kept.',
        commands: [
          onMachine(survivor.address, 'systemctl stop rke2-server'),
          onMachine(survivor.address, 'rke2 server --cluster-reset'),
          onMachine(survivor.address, 'systemctl start rke2-server'),
        ],
        expect: '`Managed etcd cluster membership has been reset, restart without --cluster-reset flag now.`',
        sources: ['rke2-snapshots'],
      },
      {
        title: 'Then the others join anew, one after the other',
        commands: others.flatMap(({ address }) => [
          onMachine(address, 'systemctl stop rke2-server'),
          onMachine(address, 'rm -rf /var/lib/rancher/rke2/server/db'),
          onMachine(address, 'systemctl start rke2-server'),
        ]),
        sources: ['rke2-snapshots'],
      },
      byHand('No server is whole', '[Restore to new machines](restore-to-new-machines.md).'),
    ],
    verification: [nodesReady(context), etcdHealth(context)],
    wayBack: [
      byHand(
        'The lost machine comes back',
        'When it was replaced: it stays off until its disk is wiped. When it was not: it joins by itself, and catches up.',
      ),
    ],
  };
}
