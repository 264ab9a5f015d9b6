import type { ClusterContext } from '../context.ts';
import { quorumText } from './common.ts';
import type { Operations, Procedure } from './operations.ts';
import { leavingTheToolkit } from './procedures/leaving-the-toolkit.ts';
import { losingTheSite } from './procedures/losing-the-site.ts';

/** What a runbook is about; its steps come from the distribution. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly symptom: (context: ClusterContext) => string;
  readonly blastRadius: (context: ClusterContext) => string;
  readonly procedure: (operations: Operations, context: ClusterContext) => Procedure;
}

const bucketOf = ({ cluster }: ClusterContext) =>
  cluster.distribution === 'existing' ? 'the snapshots of those who run it' : `\`${cluster.snapshots.bucket}\``;

/** Every runbook, in the order of a cluster's life. */
export const TOPICS: readonly Topic[] = [
  {
    id: 'first-install',
    title: 'First install',
    symptom: ({ cluster }) => `${cluster.machines.length} machines have an operating system and nothing else.`,
    blastRadius: () =>
      'None: nothing runs yet. What is made here (tokens, keys) decides whether a restore is possible later.',
    procedure: ({ firstInstall }) => firstInstall,
  },
  {
    id: 'add-or-replace-a-machine',
    title: 'Add or replace a machine',
    symptom: () => 'A machine is old, broken or too small; or there is one more.',
    blastRadius: (context) => `While one is away, one fewer may be lost. ${quorumText(context)}`,
    procedure: ({ addOrReplaceMachine }) => addOrReplaceMachine,
  },
  {
    id: 'upgrade',
    title: 'Upgrade',
    symptom: () => 'A new release closes a hole, or the present one gets no updates any more.',
    blastRadius: () =>
      'One machine at a time: its pods move, each interrupted for a minute. Where the last replica stands on it, its service is away for that long.',
    procedure: ({ upgrade }) => upgrade,
  },
  {
    id: 'rollback',
    title: 'Roll back an upgrade',
    symptom: () =>
      'After an upgrade the control plane does not come up, or the platform does not work, and forward is no way.',
    blastRadius: () =>
      'The whole platform stands still. **Everything that was changed in the cluster since the snapshot is lost**; databases keep what they hold.',
    procedure: ({ rollback }) => rollback,
  },
  {
    id: 'backup',
    title: 'Back up',
    symptom: () => 'Before a change; or a snapshot by the clock did not arrive.',
    blastRadius: () => 'None: etcd goes on while a snapshot is taken.',
    procedure: ({ backup }) => backup,
  },
  {
    id: 'restore-to-new-machines',
    title: 'Restore to new machines',
    symptom: (context) =>
      `The cluster cannot be brought back, or stands where it may not stand any more. There are ${bucketOf(context)}, the escrow and machines with other addresses.`,
    blastRadius: () =>
      'The platform is away until the end. What was changed in the cluster since the snapshot, and in databases since their last backup, is lost.',
    procedure: ({ restore }) => restore,
  },
  {
    id: 'encryption-keys',
    title: 'Rotate the keys that encrypt Secrets in etcd',
    symptom: () => 'Once a year; when somebody leaves who could read the key; at once when it was seen.',
    blastRadius: () =>
      'In this order none: each API server restarts three times, alone. **In another order Secrets no longer read**, and with them the platform stops: a server that does not know a key cannot read what another wrote with it.',
    procedure: ({ encryptionKeys }) => encryptionKeys,
  },
  {
    id: 'other-keys',
    title: 'Rotate every other key and password',
    symptom: () => 'Somebody leaves who knew them; a token or password was seen; or their time has come.',
    blastRadius: () => 'Logins between parts of the platform fail for minutes at each step.',
    procedure: ({ otherKeys }) => otherKeys,
  },
  {
    id: 'certificates',
    title: 'Renew certificates',
    symptom: () => '`x509: certificate has expired`, a warning event, or `domicile doctor` counts days.',
    blastRadius: () =>
      'An expired certificate of the control plane stops every change; running pods go on. Renewing restarts one machine after the other.',
    procedure: ({ certificates }) => certificates,
  },
  {
    id: 'losing-a-machine',
    title: 'A machine is lost',
    symptom: () => 'A node is `NotReady`, or several; or `kubectl` gets no answer.',
    blastRadius: (context) => quorumText(context),
    procedure: ({ losingAMachine }) => losingAMachine,
  },
  {
    id: 'losing-the-site',
    title: 'The site is lost',
    symptom: ({ site }) =>
      `Fire, water, or an attacker who had everything: nothing of ${site.name} can be trusted or reached.`,
    blastRadius: () => 'Everything. Care goes on without the platform, by the plan of the hospital for that.',
    procedure: losingTheSite,
  },
  {
    id: 'leaving-the-toolkit',
    title: 'Leave the toolkit',
    symptom: () => 'The platform is to be run without Domicile, or by another tool.',
    blastRadius: () =>
      'None for what runs: objects in the cluster are plain Kubernetes. The judge no longer stands before a change.',
    procedure: (_, context) => leavingTheToolkit(context),
  },
];
