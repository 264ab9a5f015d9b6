import type { Machine } from '../../../constructs/core/site/hospital-cluster.ts';
import { drain, nodesReady, platformAsDescribed, renderAgain, uncordon } from '../common.ts';
import { serversOf, workersOf } from '../machines.ts';
import type { Procedure } from '../operations.ts';
import { byHand, type Step } from '../runbook.ts';
import {
  applyConfiguration,
  clusterHealth,
  makeConfigurations,
  snapshotNow,
  type TalosContext,
  talosctl,
} from './commands.ts';

/** Every machine for the first time. */
export function firstInstall(context: TalosContext): Procedure {
  const servers = serversOf(context);
  const [founder] = servers;
  return {
    steps: [
      {
        title: 'Write the files, and make the secrets',
        note: 'What must be there before, and how the secrets come into the files, stands in `cluster-files/README.md`. The secrets go into the [escrow](README.md#escrow) before the first machine knows them.',
        commands: [
          `npx domicile cluster render ${context.site.source.file} --out cluster-files`,
          'cluster-files/make-configurations.sh',
        ],
        expect: 'no line with `TO DO` when it is run again, after the authority has signed `secrets/audit-client.csr`',
        sources: ['talos-commands'],
      },
      ...context.cluster.machines.map((machine) => firstConfiguration(machine)),
      {
        title: `Found the cluster on ${founder.name}, once`,
        note: 'On one machine and never again: a second `bootstrap` founds a second cluster.',
        commands: [talosctl(founder, 'bootstrap'), talosctl(founder, 'health')],
        sources: ['talos-commands'],
      },
      {
        title: 'The kubeconfig of the administrators',
        commands: [talosctl(founder, `kubeconfig ~/${context.site.name}.kubeconfig`)],
        sources: ['talos-certificates'],
      },
      snapshotNow(context),
    ],
    verification: [clusterHealth(context), nodesReady(context), platformAsDescribed(context)],
    wayBack: [
      {
        title: 'Wipe a machine, and begin again with it',
        note: 'It loses everything, and comes up waiting for a configuration.',
        commands: context.cluster.machines.map((machine) => talosctl(machine, 'reset --graceful=false --reboot')),
        sources: ['talos-commands'],
      },
    ],
  };
}

/** One machine more, or another in the place of one. */
export function addOrReplaceMachine(context: TalosContext): Procedure {
  const machine = context.cluster.machines.at(-1) ?? serversOf(context)[0];
  const [first] = serversOf(context);
  return {
    steps: [
      snapshotNow(context),
      byHand(
        'Decide which: add, or replace',
        'The number of control-plane machines stays odd. A replaced machine goes first and its successor comes second. The commands below replace the last machine; for an added one leave out the next two steps.',
      ),
      drain(machine.name),
      {
        title: `Take ${machine.name} out of the cluster`,
        note: 'It leaves etcd by itself when it can be reached. When it cannot: `etcd members` names its identifier, and the third command removes it.',
        commands: [
          `${talosctl(machine, 'reset')} || echo "unreachable: see that it never starts again with its disk"`,
          `kubectl delete node ${machine.name}`,
          talosctl(first, 'etcd members'),
        ],
        expect: `no line with ${machine.name}. Otherwise: \`${talosctl(first, 'etcd remove-member <identifier of the lost member>')}\``,
        sources: ['talos-scaling-down', 'talos-commands'],
      },
      renderAgain(
        context,
        '`cluster.provision.machines`: name, role, address, zone, room and disk of the new machine.',
      ),
      firstConfiguration(machine),
    ],
    verification: [clusterHealth(context), nodesReady(context), platformAsDescribed(context)],
    wayBack: [
      {
        title: 'The new machine does not join: wipe it again',
        commands: [talosctl(machine, 'dmesg | tail --lines=100'), talosctl(machine, 'reset --graceful=false --reboot')],
        sources: ['talos-commands'],
      },
    ],
  };
}

/** A newer Talos on each machine, then a newer Kubernetes on all. */
export function upgrade(context: TalosContext): Procedure {
  const { version, kubernetes, installer } = context.cluster;
  const [first] = serversOf(context);
  const machines = [...serversOf(context), ...workersOf(context)];
  return {
    steps: [
      byHand(
        'Choose the releases',
        `This site runs Talos Linux ${version} (${installer}) and Kubernetes ${kubernetes}. From one minor release of Talos to the next, each by its last patch. The two are upgraded one after the other.`,
      ),
      byHand(
        'Bring the images inside',
        `${context.site.registry.mirror} holds the new installer and the images of the new Kubernetes. The present ones stay.`,
      ),
      snapshotNow(context),
      renderAgain(context, '`cluster.provision.version`, `installer` (by digest) and `kubernetes`.'),
      makeConfigurations,
      ...machines.map((machine) => ({
        title: `Upgrade Talos on ${machine.name}`,
        note: 'It drains itself, writes the new system beside the old one, and restarts. Not the next one before this one is well.',
        commands: [
          talosctl(machine, 'upgrade --image <new installer image, by digest>'),
          talosctl(first, 'health'),
          `kubectl wait --for=condition=Ready node/${machine.name} --timeout=900s`,
        ],
        sources: ['talos-upgrade'] as const,
      })),
      {
        title: 'Upgrade Kubernetes, on all machines',
        note: 'The first command only says what it would do.',
        commands: [
          talosctl(first, 'upgrade-k8s --to <new release of Kubernetes> --dry-run'),
          talosctl(first, 'upgrade-k8s --to <new release of Kubernetes>'),
        ],
        sources: ['talos-kubernetes', 'talos-commands'],
      },
    ],
    verification: [clusterHealth(context), nodesReady(context), platformAsDescribed(context)],
    wayBack: [
      byHand(
        'A machine does not come up',
        'Talos starts the system of before by itself when the new one does not start. When it starts and does not work: [roll back](rollback.md).',
      ),
    ],
  };
}

/** The system of before on each machine; etcd from the snapshot only when Kubernetes went forward too. */
export function rollback(context: TalosContext): Procedure {
  const machines = [...serversOf(context), ...workersOf(context)];
  return {
    steps: [
      ...machines.flatMap((machine) => [
        drain(machine.name),
        {
          title: `Start the earlier system on ${machine.name}`,
          commands: [
            talosctl(machine, 'rollback'),
            `kubectl wait --for=condition=Ready node/${machine.name} --timeout=900s`,
          ],
          sources: ['talos-upgrade'] as const,
        },
        uncordon(machine.name),
      ]),
      byHand(
        'Kubernetes went forward as well',
        'It does not go back over a minor release on its own data: [restore](restore-to-new-machines.md) the snapshot of before the upgrade with the configuration of `cluster-files.before`. Within a minor release `upgrade-k8s --to` takes the earlier patch.',
      ),
      byHand(
        'Put the earlier releases into the site file',
        'And render again, so that the files are those of what runs.',
      ),
    ],
    verification: [clusterHealth(context), nodesReady(context), platformAsDescribed(context)],
    wayBack: [byHand('Forward again', 'Another [upgrade](upgrade.md), when the cause is known.')],
  };
}

function firstConfiguration(machine: Machine): Step {
  return {
    title: `Give ${machine.name} (${machine.role}, ${machine.address}) its configuration`,
    note: 'Started from the medium of the release it waits for one. Compare what it shows on its screen with what you address: it is not authenticated yet.',
    commands: ['cd cluster-files', applyConfiguration(machine, ' --insecure')],
    expect: 'it installs, restarts, and its screen shows its name',
    sources: ['talos-commands'],
  };
}
