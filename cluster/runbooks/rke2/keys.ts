import type { ContextOf } from '../../context.ts';
import { paths } from '../../rke2/paths.ts';
import { nodesReady } from '../common.ts';
import { serversOf, workersOf } from '../machines.ts';
import type { Procedure } from '../operations.ts';
import { rotationProcedure } from '../procedures/rotation-procedure.ts';
import { byHand, type Step } from '../runbook.ts';
import { onMachine, putFile } from '../shell.ts';
import { encryptionKeysOf, type Rke2Context, snapshotNow, unitOf } from './commands.ts';

const TLS = '/var/lib/rancher/rke2/server/tls';
const STAGED = '/var/lib/rancher/rke2-new-key/tls';

/** The keys that Secrets are encrypted with in etcd. */
export function encryptionKeys(context: ContextOf<'rke2'>): Procedure {
  return rotationProcedure(
    encryptionKeysOf(context),
    [snapshotNow(context, 'before-rotation')],
    [
      {
        title: 'Machines that join later get the new key too',
        note: 'This file goes into the escrow as well, beside the one of before.',
        commands: [`cp ~/${context.site.name}-rotation/remove.yaml cluster-files/secrets/encryption.yaml`],
      },
    ],
  );
}

/** Service account keys, the server token, the authorities. */
export function otherKeys(context: Rke2Context): readonly Step[] {
  const [{ address }] = serversOf(context);
  return [
    {
      title: 'Service account key: add a new one, keep the old one behind it',
      note: 'The first key of the file signs, every key verifies: tokens of running pods stay valid. Never in the folder that is in use.',
      commands: [
        onMachine(address, `install -d -m 700 ${STAGED}`),
        onMachine(address, `openssl genrsa -traditional -out ${STAGED}/service.key 2048`),
        onMachine(address, `sh -c "cat ${TLS}/service.key >> ${STAGED}/service.key"`),
        onMachine(address, `rke2 certificate rotate-ca --path=${STAGED.replace('/tls', '')}`),
        ...restartServers(context),
      ],
      expect:
        'warnings about files that are not there, and no error. Old keys go by the same way, a day later: tokens of pods are renewed within an hour',
      sources: ['rke2-certificates'],
    },
    {
      title: 'Server token: the one that opens snapshots',
      note: `Snapshots taken before are opened by the old token: **it stays in the escrow as long as they are kept**. The new one goes into the escrow as well, before it is used; then a snapshot is taken.`,
      commands: [
        'cd cluster-files/secrets && umask 077 && test ! -e token.new',
        "od -An -N32 -tx1 /dev/urandom | tr -d ' \\n' > token.new",
        `${onMachine(address, `rke2 token rotate --token "$(cat ${paths.token})" --new-token "$(cat)"`)} < token.new`,
        ...serversOf(context).map((server) => putFile(server.address, 'token.new', paths.token)),
        ...restartServers(context),
        'mv token "token.until-$(date --utc +%Y%m%d)" && mv token.new token',
      ],
      sources: ['rke2-token'],
    },
    byHand(
      'Authorities of the cluster',
      `They last ten years. \`rke2 certificate rotate-ca --path=<folder of authorities, cross-signed by the present ones>\` on ${context.cluster.machines[0]?.name ?? 'the founder'}, then a restart of the servers and then of the workers. Only cross-signed ones keep the trust of running pods and nodes. Practise it on a rehearsal first; the token of the secure form changes with it.`,
    ),
  ];
}

/** Certificates of the control plane and the nodes: renewed by a restart. */
export function certificates(context: Rke2Context): Procedure {
  const [{ address }] = serversOf(context);
  const machines = [...serversOf(context), ...workersOf(context)];
  return {
    steps: [
      {
        title: 'When does what expire?',
        commands: machines.map((machine) => onMachine(machine.address, 'rke2 certificate check --output table')),
        sources: ['rke2-certificates'],
      },
      ...machines.map((machine) => ({
        title: `Restart RKE2 on ${machine.name}: what expires within 120 days is renewed`,
        note: 'Running pods go on. One machine after the other.',
        commands: [
          onMachine(machine.address, `systemctl restart ${unitOf(machine)}`),
          `kubectl wait --for=condition=Ready node/${machine.name} --timeout=600s`,
        ],
        sources: ['rke2-certificates'] as const,
      })),
      {
        title: 'The kubeconfig of people',
        note: `Fetch it anew, with ${context.cluster.api} in the place of 127.0.0.1, and keep it out of the project.`,
        commands: [
          `(umask 077; ${onMachine(address, 'cat /etc/rancher/rke2/rke2.yaml')} | sed s/127.0.0.1/${context.cluster.api}/ > ~/${context.site.name}.kubeconfig)`,
        ],
      },
    ],
    verification: [
      {
        title: 'Nothing expires within 120 days',
        commands: machines.map((machine) => onMachine(machine.address, 'rke2 certificate check --output table')),
        expect: '`OK` in every row',
        sources: ['rke2-certificates'],
      },
      nodesReady(context),
    ],
    wayBack: [
      byHand(
        'Expired already, and nothing answers',
        'The restart renews expired ones as well: begin with the servers, by SSH. Keys stay the same, so nothing has to be trusted anew.',
      ),
    ],
  };
}

function restartServers(context: Rke2Context): readonly string[] {
  return serversOf(context).map(({ address }) => onMachine(address, 'systemctl restart rke2-server'));
}
