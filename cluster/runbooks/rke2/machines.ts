import { installCommands } from '../../rke2/readme.ts';
import { drain, nodesReady, platformAsDescribed, renderAgain, uncordon } from '../common.ts';
import { serversOf, workersOf } from '../machines.ts';
import type { Procedure } from '../operations.ts';
import { byHand, type Step } from '../runbook.ts';
import { onMachine, until } from '../shell.ts';
import { etcdHealth, type Rke2Context, snapshotNow, unitOf } from './commands.ts';

/** Every machine for the first time. */
export function firstInstall(context: Rke2Context): Procedure {
  const [founder, ...joining] = serversOf(context);
  return {
    steps: [
      {
        title: 'Write the files, and make the secrets',
        note: 'What must be there before (names, release, images, bucket, collector) stands under “Before” in `cluster-files/README.md`.',
        commands: [
          `npx domicile cluster render ${context.site.source.file} --out cluster-files`,
          'cd cluster-files && ./make-secrets.sh',
        ],
        expect: 'no line with `TO DO` when it is run again, after the authority has signed `secrets/audit-client.csr`',
      },
      {
        title: 'Put the secrets into the escrow, before the first machine knows them',
        commands: ['cd cluster-files && sha256sum secrets/*'],
        note: 'What belongs there, and why, stands in the [escrow list](README.md#escrow). Compare the copy with these sums.',
      },
      ...[founder, ...joining, ...workersOf(context)].map((machine) => install(machine, founder.address)),
      snapshotNow(context, 'first'),
      byHand(
        'Name the cluster in the site file',
        'The UID of `kube-system` becomes `cluster.identity`, `cluster.profile` becomes `production`; then `domicile up`. The commands stand under “After” in `cluster-files/README.md`.',
      ),
    ],
    verification: [nodesReady(context), etcdHealth(context), platformAsDescribed(context)],
    wayBack: [
      {
        title: 'Take RKE2 off a machine, and begin again with it',
        note: 'Deletes the cluster data of that machine. Before the founder holds anything of value, all machines can be begun again; the secrets stay the same.',
        commands: context.cluster.machines.map(({ address }) => onMachine(address, '/usr/local/bin/rke2-uninstall.sh')),
        sources: ['rke2-uninstall'],
      },
    ],
  };
}

/** One machine more, or another in the place of one. */
export function addOrReplaceMachine(context: Rke2Context): Procedure {
  const [founder, second = founder] = serversOf(context);
  return {
    steps: [
      snapshotNow(context, 'before-machine'),
      byHand(
        'Decide which: add, or replace',
        'The number of control-plane machines stays odd: two are added at a time, one after the other. A replaced machine goes first and its successor comes second, when the others are a majority. The commands below replace the last machine by one of the same name and address; for an added one leave out the next two steps.',
      ),
      drain(last(context).name),
      {
        title: `Take ${last(context).name} out of the cluster`,
        note: 'With its node its member of etcd leaves; see that it has, before the next one joins.',
        commands: [
          `kubectl delete node ${last(context).name}`,
          `${onMachine(last(context).address, '/usr/local/bin/rke2-uninstall.sh')} || echo "unreachable: see that it never starts again with its disk"`,
        ],
        sources: ['rke2-members', 'rke2-uninstall'],
      },
      etcdHealth(context, serversOf(context).length - (last(context).role === 'worker' ? 0 : 1)),
      renderAgain(
        context,
        '`cluster.provision.machines`: name, role, address, zone and room of the new machine. `domicile cluster render` refuses an even number of members and addresses outside of the network.',
      ),
      byHand(
        'When the founder itself is replaced',
        `${founder.name} is the address that the others join by. Put the replaced machine last in the list of machines, so that ${second.name} is first: the files name it then.`,
      ),
      install(last(context), founder.address),
    ],
    verification: [nodesReady(context), etcdHealth(context), platformAsDescribed(context)],
    wayBack: [
      {
        title: 'The new machine does not join: take it off again',
        note: `The cluster is as it was without it. Its log says why: a wrong token, a clock, a name that does not resolve, a port of the firewall. “Node password rejected” (recalled): its old one is still kept, \`kubectl delete secret --namespace=kube-system ${last(context).name}.node-password.rke2\`.`,
        commands: [
          onMachine(last(context).address, `journalctl --unit=${unitOf(last(context))} --lines=100 --no-pager`),
          onMachine(last(context).address, '/usr/local/bin/rke2-uninstall.sh'),
          `kubectl delete node ${last(context).name} --ignore-not-found`,
        ],
        sources: ['rke2-uninstall'],
      },
    ],
  };
}

/** A newer release, machine by machine: the servers first. */
export function upgrade(context: Rke2Context): Procedure {
  const { version, artifacts } = context.cluster;
  const machines = [...serversOf(context), ...workersOf(context)];
  return {
    steps: [
      byHand(
        'Choose the release',
        `This site runs ${version}. One minor release at a time, never two; read the notes of the release on what it removes. \`domicile bundle\` on a connected machine brings what is needed.`,
      ),
      byHand(
        'Bring the release inside',
        `\`${artifacts}/<new release of RKE2>/\` holds install.sh, rke2.linux-amd64.tar.gz, rke2-images.linux-amd64.tar.zst and sha256sum-amd64.txt; ${context.site.registry.mirror} holds its images. **The present release ${version} stays there: the way back needs it.**`,
      ),
      snapshotNow(context, 'before-upgrade'),
      renderAgain(
        context,
        `\`cluster.provision.version: <new release of RKE2>\`, and \`version: ${version.replace(/\+.*/, '')}\` at every machine that is not upgraded yet: a skew that Kubernetes does not support is refused.`,
      ),
      ...machines.flatMap((machine) => upgradeOf(context, machine)),
    ],
    verification: [nodesReady(context), etcdHealth(context), platformAsDescribed(context)],
    wayBack: [
      byHand(
        'A server that does not come up',
        'The others go on while they are a majority. Read its log, put the earlier release back onto this machine alone (`cluster-files.before`, the same two programs) only within one minor release.',
      ),
      byHand('After a minor release', 'etcd may hold what the earlier release cannot read: [roll back](rollback.md).'),
    ],
  };
}

function upgradeOf(context: Rke2Context, machine: ReturnType<typeof last>): readonly Step[] {
  const [founder] = serversOf(context);
  const { name, address } = machine;
  return [
    drain(name),
    {
      title: `Upgrade ${name}`,
      note: 'Not the next one before this one is ready.',
      commands: [
        'cd cluster-files',
        `scp -r ${name} root@${address}:`,
        onMachine(address, `./${name}/prepare.sh`),
        onMachine(address, `./${name}/install.sh`),
        onMachine(address, `systemctl restart ${unitOf(machine)}`),
        until(`kubectl --server=https://${founder.address}:6443 get --raw=/readyz`, 600),
        `kubectl wait --for=condition=Ready node/${name} --timeout=600s`,
        `kubectl get node ${name} --output=jsonpath='{.status.nodeInfo.kubeletVersion}{"\\n"}'`,
      ],
      expect: 'the new release',
      sources: ['rke2-upgrade', 'rke2-airgap'],
    },
    uncordon(name),
  ];
}

function install(machine: ReturnType<typeof last>, api: string): Step {
  return {
    title: `Install ${machine.name} (${machine.role}, ${machine.address})`,
    commands: [
      'cd cluster-files',
      ...installCommands(machine),
      onMachine(
        api,
        `timeout 900 sh -c "until /var/lib/rancher/rke2/bin/kubectl --kubeconfig=/etc/rancher/rke2/rke2.yaml wait --for=condition=Ready node/${machine.name}; do sleep 5; done"`,
      ),
    ],
    expect: `\`node/${machine.name} condition met\`. Not the next machine before that`,
    sources: ['rke2-airgap', 'rke2-servers'],
  };
}

function last({ cluster }: Rke2Context) {
  const machine = cluster.machines.at(-1);
  if (machine === undefined) throw new Error('a site without machines was not refused');
  return machine;
}
