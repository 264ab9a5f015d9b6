import type { ContextOf } from '../../context.ts';
import { drain, nodesReady, platformAsDescribed, restoreDatabases, uncordon } from '../common.ts';
import { escrowOfSite } from '../escrow.ts';
import { serversOf } from '../machines.ts';
import type { OperationsOf, Procedure } from '../operations.ts';
import type { EncryptionKeys } from '../procedures/encryption-keys.ts';
import { restoreSnapshot, takeSnapshot } from '../procedures/etcd-snapshots.ts';
import { otherKeysProcedure } from '../procedures/other-keys.ts';
import { rotationProcedure } from '../procedures/rotation-procedure.ts';
import { byHand, type Step } from '../runbook.ts';
import { onMachine } from '../shell.ts';

type Context = ContextOf<'existing'>;

const FILES = '--cacert=<etcd authority file> --cert=<etcd client certificate> --key=<etcd client key>';
const ETCDCTL = `etcdctl --endpoints=https://127.0.0.1:2379 ${FILES}`;

/** How a cluster is operated that somebody else has set up: with access to its machines, or through those who have it. */
export const existingOperations: OperationsOf<Context> = (context) => ({
  firstInstall: firstInstall(context),
  addOrReplaceMachine: asked(context, 'add or replace a machine', machineSteps(context)),
  upgrade: asked(
    context,
    `upgrade Kubernetes from ${context.cluster.kubernetes}, one minor release at a time, servers first, with a snapshot before`,
    [],
  ),
  rollback: asked(context, 'roll Kubernetes back, with the snapshot from before the upgrade', []),
  backup: backup(context),
  restore: restore(context),
  encryptionKeys: encryptionKeys(context),
  otherKeys: otherKeysProcedure(context, [otherKeys(context)], nodesReady(context)),
  certificates: asked(
    context,
    'renew the certificates of the control plane and the nodes, and hand over a new kubeconfig',
    [],
  ),
  losingAMachine: losingAMachine(context),
  workstation: context.cluster.provides.nodeAccess
    ? [
        {
          title: 'SSH reaches the control plane as root, and etcd’s tools are there',
          commands: [
            ...serversOf(context).map(({ address }) => onMachine(address, 'etcdctl version')),
            'etcdutl version',
          ],
          expect: 'the release of the etcd that runs, everywhere',
          sources: ['etcd-recovery'],
        },
      ]
    : [byHand('Whom to ask', `${context.cluster.operator} runs the control plane: <how to reach them at night>.`)],
  escrow: [
    {
      what: 'encryption keys of Secrets, each as long as a snapshot of its time is kept',
      where: keeper(context, '<path of the EncryptionConfiguration>'),
      without: 'a restored cluster reads everything but its Secrets',
    },
    {
      what: 'authorities of the cluster and of etcd, with their keys',
      where: keeper(context, '<folder of the authorities>'),
      without: 'nodes and people would have to be given new ones',
    },
    {
      what: 'service account keys',
      where: keeper(context, '<service account key files>'),
      without: 'the token of every pod is refused until it is restarted',
    },
    ...escrowOfSite(context),
  ],
});

function keeper({ cluster }: Context, path: string): string {
  return cluster.provides.nodeAccess ? `on the control plane: ${path}` : `with ${cluster.operator}, in writing`;
}

function asked(context: Context, what: string, steps: readonly Step[]): Procedure {
  return {
    steps: [
      byHand(
        `Ask ${context.cluster.operator}`,
        `To ${what}. When, how long, and who says that it is done: in writing.`,
      ),
      ...steps,
    ],
    verification: [nodesReady(context), platformAsDescribed(context)],
    wayBack: [
      byHand(
        `With ${context.cluster.operator}`,
        'They say before they begin how they would get back. What the platform needs is in the verification above.',
      ),
    ],
  };
}

function machineSteps({ cluster }: Context): readonly Step[] {
  const name = cluster.machines.at(-1)?.name ?? '<name of the node>';
  return [
    drain(name),
    byHand('They replace it', 'And the site file gets its name, address, zone and room: `cluster.provision.machines`.'),
    uncordon(name),
  ];
}

function firstInstall(context: Context): Procedure {
  const { provides } = context.cluster;
  const wanted = [
    provides.auditPolicy ? 'has' : '**lacks**',
    provides.podSecurityDefaults ? 'has' : '**lacks**',
    provides.encryptionAtRest ? 'has' : '**lacks**',
  ];
  return asked(context, 'give the cluster what the platform needs', [
    {
      title: 'Write what it should have, and hand it over',
      note: `By the site file it ${wanted[0]} the audit policy, ${wanted[1]} the Pod Security defaults and ${wanted[2]} encryption at rest.`,
      commands: [`npx domicile cluster render ${context.site.source.file} --out cluster-files`],
    },
  ]);
}

function backup(context: Context): Procedure {
  if (!context.cluster.provides.nodeAccess)
    return asked(context, 'take a snapshot of etcd, restore one twice a year, and show it', []);
  const [{ address }] = serversOf(context);
  const steps = takeSnapshot({
    address,
    etcdctl: ETCDCTL,
    file: '/var/backups/etcd/snapshot.db',
    folder: `~/${context.site.name}-snapshot`,
  });
  return {
    steps: [
      ...steps,
      byHand('Put it away', 'Beside the escrow of the same day: a snapshot is read with the keys of its time.'),
    ],
    verification: [
      {
        title: 'What was brought away is whole',
        commands: [`cd ~/${context.site.name}-snapshot && sha256sum --check snapshot.db.sha256`],
        expect: '`snapshot.db: OK`',
      },
    ],
    wayBack: [byHand('None', 'A snapshot changes nothing.')],
  };
}

function restore(context: Context): Procedure {
  if (!context.cluster.provides.nodeAccess) {
    return asked(context, 'restore the last snapshot of etcd on new machines, with the keys of its time', [
      restoreDatabases(context),
    ]);
  }
  const members = serversOf(context).map(({ name, address }) => ({
    name,
    address,
    peer: `https://${address}:2380`,
    data: '/var/lib/etcd',
  }));
  return {
    steps: [
      byHand('See that nothing of the old cluster runs', 'Two clusters with one identity answer to the same names.'),
      byHand(
        'Give the new machines what the escrow has',
        'Authorities, service account keys and EncryptionConfiguration at their old paths; certificates for the new addresses, signed by the authorities of before. Nothing is started.',
      ),
      ...restoreSnapshot(`~/${context.site.name}-snapshot`, members),
      byHand(
        'Start etcd, then the API servers',
        'As this cluster starts them, each member with its new name and address: <how etcd and the API servers are started>.',
      ),
      restoreDatabases(context),
    ],
    verification: [nodesReady(context), platformAsDescribed(context)],
    wayBack: [
      {
        title: 'The restore failed: remove the new data, and begin again',
        commands: members.map(({ address, data }) => onMachine(address, `mv ${data} ${data}.failed`)),
      },
    ],
  };
}

function encryptionKeys(context: Context): Procedure {
  if (!context.cluster.provides.nodeAccess) {
    return asked(
      context,
      'rotate the keys that encrypt Secrets, in this order: every server learns the new key second; then writes with it; every Secret is written anew; every server forgets the old key',
      [],
    );
  }
  const [first, ...others] = serversOf(context).map(({ name, address }) => ({
    name,
    address,
    api: `https://${address}:6443`,
    configuration: '<path of the EncryptionConfiguration>',
    restart: '<command that restarts kube-apiserver and waits for its end>',
    patience: 180,
  }));
  if (first === undefined) throw new Error('a site without a control-plane machine was not refused');
  const keys: EncryptionKeys = {
    servers: [first, ...others],
    provider: 'secretbox',
    resources: ['secrets'],
    etcdctl: (command) => onMachine(first.address, `${ETCDCTL} ${command}`),
    folder: `~/${context.site.name}-rotation`,
    sources: ['etcd-recovery'],
  };
  return rotationProcedure(keys, backup(context).steps, []);
}

function otherKeys({ cluster }: Context): Step {
  return byHand(
    `Keys of the control plane, by ${cluster.operator}`,
    'Service account keys: the new one is added for verifying everywhere, then signs, and the old one goes a day later. Authorities: everybody trusts both before anything is signed by the new one.',
  );
}

function losingAMachine(context: Context): Procedure {
  return asked(context, 'replace the machine', [
    {
      title: 'What is gone, and is there a majority?',
      commands: ['kubectl get nodes --output=wide'],
    },
  ]);
}
