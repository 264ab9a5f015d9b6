import type { DocumentPath } from '../../constructs/core/document/position.ts';
import type { HospitalCluster, Machine } from '../../constructs/core/site/hospital-cluster.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { kernelSettings } from '../machine/sysctl.ts';
import { nodePortsOf } from '../node-ports.ts';
import type { Facts } from './facts.ts';
import { kernelModules } from './script.ts';

/** One fact of a machine, held against the site. */
export interface Expectation {
  readonly path: DocumentPath;
  readonly seen: unknown;
  readonly holds: boolean;
  readonly message: string;
  readonly allowed: string;
  readonly mend: string;
}

const GIBIBYTE = 2 ** 20;
/** Ports that RKE2 listens on. Source: docs.rke2.io/install/requirements. As of 2026-11-22. */
const ports = {
  'control-plane': [2379, 2380, 2381, 6443, 9345, 10250, 10257, 10259],
  worker: [10250],
} as const;

/** What one machine is compared with. */
interface Comparison {
  readonly facts: Facts;
  readonly machine: Machine;
  readonly cluster: HospitalCluster;
  readonly site: Site;
  /** The program or people that mend what a running system sets. */
  readonly prepare: string;
}

/** Everything that the site asks of one machine. */
export function expectationsOf(
  facts: Facts,
  machine: Machine,
  cluster: HospitalCluster,
  site: Site,
): readonly Expectation[] {
  const prepare =
    cluster.distribution === 'rke2' ? `run ${machine.name}/prepare.sh on it as root` : 'set it on the machine';
  const one: Comparison = { facts, machine, cluster, site, prepare };
  return [...hardware(one), ...network(one), ...time(one), ...kernel(one), ...services(one), ...listening(one)];
}

/**
 * Memory and cores: docs.rke2.io/install/requirements, the least (recalled). The disk: the images of a release and of the
 * platform, our own reckoning. As of 2026-11-22.
 */
function hardware({ facts }: Comparison): readonly Expectation[] {
  const least = (
    key: 'memoryKibibytes' | 'cores' | 'dataFreeKibibytes',
    what: string,
    number: number,
    mend: string,
  ) => ({
    path: [key],
    seen: facts[key],
    holds: facts[key] !== 'unknown' && facts[key] >= number,
    message: `the machine has too little: ${what}`,
    allowed: `at least ${number}`,
    mend,
  });
  return [
    // Firmware keeps some of 4 GiB for itself.
    least('memoryKibibytes', 'memory', 3.5 * GIBIBYTE, 'give it 4 GiB, better 8'),
    least('cores', 'processors', 2, 'give it 2 cores, better 4'),
    least('dataFreeKibibytes', 'free space of the data folder', 20 * GIBIBYTE, 'free or add 20 GiB there'),
  ];
}

function network({ facts, machine, site, prepare }: Comparison): readonly Expectation[] {
  const resolvers = site.nodes?.resolvers ?? [];
  return [
    {
      path: ['addresses'],
      seen: facts.addresses,
      holds: facts.addresses !== 'unknown' && facts.addresses.includes(machine.address),
      message: 'the machine does not have its address',
      allowed: machine.address,
      mend: `give it ${machine.address}, or correct cluster.provision.machines in the site file`,
    },
    {
      path: ['resolvers'],
      seen: facts.resolvers,
      holds: facts.resolvers.length > 0 && facts.resolvers.every((one) => resolvers.includes(one)),
      message: 'the machine asks others for names than the site says',
      allowed: resolvers.join(', '),
      mend: prepare,
    },
    {
      path: ['defaultRoute'],
      seen: facts.defaultRoute,
      holds: !['none', 'unknown'].includes(facts.defaultRoute),
      message: 'the machine has no default route, without which a node does not find its own address',
      allowed: 'an interface; a gateway that leads nowhere will do',
      mend: 'ip route add default via GATEWAY, and write it into the configuration of the network',
    },
  ];
}

function time({ facts, site, prepare }: Comparison): readonly Expectation[] {
  const timeServers = site.nodes?.timeServers ?? [];
  return [
    {
      path: ['timeSynchronised'],
      seen: facts.timeSynchronised,
      holds: facts.timeSynchronised === true,
      message: 'the clock of the machine is not known to be right',
      allowed: 'true',
      mend: `${prepare}, and let ${timeServers.join(' and ')} answer it`,
    },
    {
      path: ['timeServers'],
      seen: facts.timeServers.length === 0 ? 'unknown' : facts.timeServers,
      holds: facts.timeServers.length > 0 && facts.timeServers.every((one) => timeServers.includes(one)),
      message: 'the machine asks others for the time than the site says',
      allowed: timeServers.join(', '),
      mend: prepare,
    },
  ];
}

function kernel({ facts, prepare }: Comparison): readonly Expectation[] {
  const [major = 0, minor = 0] = facts.kernel.split(/[.-]/).map(Number);
  return [
    {
      path: ['kernel'],
      seen: facts.kernel,
      // Source: kubernetes.io/docs/concepts/architecture/cgroups, requirements (recalled). As of 2026-11-22.
      holds: major > 5 || (major === 5 && minor >= 8),
      message: 'the kernel is too old',
      allowed: '5.8 or newer',
      mend: 'upgrade the system of the machine',
    },
    fact(
      facts,
      'cgroupV2',
      true,
      'the machine has no unified control groups',
      'boot with systemd.unified_cgroup_hierarchy=1',
    ),
    fact(facts, 'swap', false, 'swap is on: the kubelet does not start with it', prepare),
    ...kernelModules.map((name) => ({
      path: ['modules', name],
      seen: facts.modules[name],
      holds: ['loaded', 'loadable'].includes(facts.modules[name]),
      message: `the kernel lacks the module ${name}`,
      allowed: 'loaded or loadable',
      mend: `modprobe ${name}; when it is not there, install the modules of this kernel`,
    })),
    ...Object.entries(kernelSettings).map(([name, value]) => {
      const seen = facts.sysctls[name as keyof typeof kernelSettings];
      return {
        path: ['sysctls', name],
        seen,
        holds: seen === value,
        message: `the kernel setting ${name} is another`,
        allowed: value,
        mend: prepare,
      };
    }),
  ];
}

function services({ facts, cluster, prepare }: Comparison): readonly Expectation[] {
  const stated = cluster.distribution === 'rke2' ? cluster.selinux : undefined;
  return [
    {
      path: ['selinux'],
      seen: facts.selinux,
      holds: facts.selinux !== 'unknown' && (stated === undefined || (facts.selinux === 'enforcing') === stated),
      message: 'SELinux is not as the site says',
      allowed: stated === true ? 'enforcing' : 'disabled or permissive',
      mend:
        stated === true
          ? 'setenforce 1, and SELINUX=enforcing in /etc/selinux/config'
          : 'write selinux: true into cluster.provision',
    },
    fact(facts, 'firewalld', false, 'firewalld runs, and disturbs the network plugin', prepare),
    fact(facts, 'nmCloudSetup', false, 'nm-cloud-setup runs, and disturbs the network plugin', prepare),
    {
      path: ['networkManager'],
      seen: facts.networkManager,
      holds: facts.networkManager === false || (facts.networkManager === true && facts.networkManagerKeepsAway),
      message: 'NetworkManager would take the interfaces of the network plugin',
      allowed: 'not running, or with /etc/NetworkManager/conf.d/60-domicile.conf',
      mend: prepare,
    },
  ];
}

/** Ports that the cluster will listen on; once it runs, it is the one that does. */
function listening({ facts, machine, cluster, site }: Comparison): readonly Expectation[] {
  if (facts.clusterRuns === true || cluster.distribution !== 'rke2') return [];
  const wanted: readonly number[] = [...ports[machine.role], ...nodePortsOf(site).map(({ port }) => port)];
  const taken =
    facts.listeningPorts === 'unknown' ? 'unknown' : facts.listeningPorts.filter((one) => wanted.includes(one));
  return [
    {
      path: ['listeningPorts'],
      seen: taken,
      holds: taken.length === 0,
      message: 'another program listens where the cluster will',
      allowed: `nothing on ${wanted.join(', ')}`,
      mend: 'ss -ltnp names the program: stop it, or move it',
    },
  ];
}

function fact(
  facts: Facts,
  key: 'cgroupV2' | 'swap' | 'firewalld' | 'nmCloudSetup',
  wanted: boolean,
  message: string,
  mend: string,
): Expectation {
  return { path: [key], seen: facts[key], holds: facts[key] === wanted, message, allowed: String(wanted), mend };
}
