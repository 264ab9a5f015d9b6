import { nodesReady } from '../common.ts';
import { escrowOfSite } from '../escrow.ts';
import { serversOf } from '../machines.ts';
import type { OperationsOf, Procedure } from '../operations.ts';
import { otherKeysProcedure } from '../procedures/other-keys.ts';
import { byHand } from '../runbook.ts';
import { clusterHealth, type TalosContext, talosctl } from './commands.ts';
import { certificates, encryptionKeys, otherKeys } from './keys.ts';
import { addOrReplaceMachine, firstInstall, rollback, upgrade } from './machines.ts';
import { backup, recover, restore } from './snapshots.ts';

/** How a cluster of Talos Linux is operated. */
export const talosOperations: OperationsOf<TalosContext> = (context) => ({
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
      title: 'talosctl reaches the machines',
      note: 'In the release of the site, from the bundle.',
      commands: [
        'export TALOSCONFIG="$PWD"/cluster-files/secrets/talosconfig',
        `talosctl config endpoint ${serversOf(context)
          .map(({ address }) => address)
          .join(' ')}`,
        talosctl(serversOf(context)[0], 'version'),
      ],
      expect: `\`${context.cluster.version}\`, of the client and of the machine`,
      sources: ['talos-commands'],
    },
  ],
  escrow: [
    {
      what: 'secrets of the machine configuration: authorities, service account key, encryption key, tokens',
      where: '`cluster-files/secrets/secrets.yaml`',
      without: 'no machine can join, no snapshot can be used, no Secret reads',
    },
    {
      what: 'configuration of the administrators (`talosconfig`)',
      where: '`cluster-files/secrets/talosconfig`',
      without: 'a new one is made from the secrets above, and only from them',
    },
    {
      what: `access to the bucket \`${context.cluster.snapshots.bucket}\` at ${context.cluster.snapshots.endpoint}`,
      where: '<place of the access key of the snapshots>',
      without: 'no snapshot can be fetched',
    },
    ...(context.cluster.diskKeys.kind === 'kms'
      ? [
          {
            what: `keys of the disks, and the key server ${context.cluster.diskKeys.endpoint} itself`,
            where: 'with whoever runs the key server',
            without: 'no machine starts',
          },
        ]
      : []),
    ...escrowOfSite(context),
  ],
});

function losingAMachine(context: TalosContext): Procedure {
  const servers = serversOf(context);
  const [first] = servers;
  return {
    steps: [
      {
        title: 'What is gone, and is there a majority?',
        commands: [`kubectl get nodes --output=wide || ${talosctl(first, 'etcd members')}`],
        sources: ['talos-commands'],
      },
      byHand(
        'A majority is there: replace the machine',
        'By [add or replace a machine](add-or-replace-a-machine.md), today: the next one that fails may be one too many.',
      ),
      {
        title: 'No majority: save what the survivors have, before anything else',
        commands: servers.map(
          (server) =>
            `${talosctl(server, `cp /var/lib/etcd/member/snap/db ./${server.name}`)} || echo "${server.name} is gone"`,
        ),
        expect: 'a file of at least one. The last snapshot of the bucket is better, unless it is too old',
        sources: ['talos-recovery'],
      },
      ...recover(context),
    ],
    verification: [clusterHealth(context), nodesReady(context)],
    wayBack: [
      byHand(
        'The lost machine comes back',
        'When it was replaced: wipe it before it gets a network. When it was not: it joins by itself.',
      ),
    ],
  };
}
