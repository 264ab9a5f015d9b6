import { BlockList, isIPv6 } from 'node:net';
import type { DocumentPath } from '../document/position.ts';
import type { HospitalCluster, Machine } from './hospital-cluster.ts';
import type { Site } from './site.ts';

/** Something about a cluster of the hospital's own that cannot work. */
export interface HospitalClusterProblem {
  /** From `cluster.provision` on. */
  readonly path: DocumentPath;
  readonly message: string;
  readonly mend: string;
  readonly seen?: string;
}

/**
 * The minor releases of Kubernetes whose settings this toolkit writes.
 *
 * Source: kubernetes.io/releases/version-skew-policy, and the release notes of RKE2 and Talos Linux. As of 2026-11-22.
 */
export const supportedMinors = [34, 35, 36, 37] as const;

/** What the schema cannot say of a cluster of the hospital's own. */
export function hospitalClusterProblems(site: Site): readonly HospitalClusterProblem[] {
  const { provision } = site.cluster;
  if (provision === undefined) return [];
  return [
    ...memberProblems(provision, site),
    ...machineProblems(provision),
    ...countryProblems(provision, site),
    ...networkProblems(provision),
    ...versionProblems(provision),
    ...talosProblems(provision, site),
    ...existingProblems(provision, site),
    ...serverProblems(site),
  ];
}

function memberProblems({ machines }: HospitalCluster, site: Site): readonly HospitalClusterProblem[] {
  const members = machines.filter(({ role }) => role === 'control-plane').length;
  const at = { path: ['machines'], seen: `${members} of role control-plane` };
  if (members % 2 === 0) {
    const message = 'etcd needs an odd number of members: an even one survives no more failures, and can split';
    return [{ ...at, message, mend: 'give one, three or five machines the role control-plane' }];
  }
  if (members > 7) return [{ ...at, message: 'more than seven members of etcd wait for each other', mend: 'use five' }];
  if (site.cluster.profile !== 'production' || members >= 3) return [];
  return [{ ...at, message: 'a production site stands when one machine falls', mend: 'use three machines or more' }];
}

function machineProblems({ machines, networks }: HospitalCluster): readonly HospitalClusterProblem[] {
  const own = subnet(networks.nodes);
  return machines.flatMap(({ name, address }, index) => {
    const problems: HospitalClusterProblem[] = [];
    const twin = (key: 'name' | 'address') =>
      machines.findIndex((one) => one[key] === machines[index]?.[key]) !== index;
    if (twin('name')) {
      const mend = 'give each machine a name of its own';
      problems.push({ path: ['machines', index, 'name'], message: 'two machines have one name', mend, seen: name });
    }
    if (twin('address')) {
      const path = ['machines', index, 'address'];
      problems.push({ path, message: 'two machines have one address', mend: 'correct one of them', seen: address });
    }
    if (own !== undefined && !holds(own, address)) {
      const mend = 'correct the address, or networks.nodes';
      const message = `the address lies outside networks.nodes, ${networks.nodes}`;
      problems.push({ path: ['machines', index, 'address'], message, mend, seen: address });
    }
    return problems;
  });
}

const outsideUnion = ['IS', 'LI', 'NO'];

/** A machine in a country that the boundary of the site leaves out. */
function countryProblems({ machines }: HospitalCluster, { boundary }: Site): readonly HospitalClusterProblem[] {
  const { jurisdictions } = boundary;
  const isInside = (country: string) => {
    if (typeof jurisdictions !== 'string') return jurisdictions.some((one) => one === country);
    return jurisdictions === 'EEA' || !outsideUnion.includes(country);
  };
  return machines.flatMap(({ country }, index) => {
    if (country === undefined || isInside(country)) return [];
    const message = `the machine stands outside the boundary of the site, ${String(jurisdictions)}`;
    return [{ path: ['machines', index, 'country'], message, mend: 'use a machine inside it', seen: country }];
  });
}

function networkProblems({ networks }: HospitalCluster): readonly HospitalClusterProblem[] {
  const named: readonly (readonly [DocumentPath, string])[] = [
    [['nodes'], networks.nodes],
    [['pods'], networks.pods],
    [['services'], networks.services],
    ...networks.administrators.map((network, index) => [['administrators', index], network] as const),
  ];
  return named.flatMap(([at, network], index) => {
    const path = ['networks', ...at];
    if (subnet(network) === undefined) {
      return [{ path, message: 'this is no network', mend: 'write it in CIDR notation: 10.42.0.0/16', seen: network }];
    }
    // People may administer from the network of the machines.
    const rivals = named
      .slice(0, index)
      .filter(([other]) => at[0] !== 'administrators' || /pods|services/.test(`${other[0]}`));
    const rival = rivals.find(([, other]) => overlap(network, other));
    if (rival === undefined) return [];
    const message = `the network overlaps networks.${rival[0].join('.')}, ${rival[1]}`;
    return [{ path, message, mend: 'give each network a range of its own', seen: network }];
  });
}

function versionProblems(cluster: HospitalCluster): readonly HospitalClusterProblem[] {
  const key = cluster.distribution === 'rke2' ? 'version' : 'kubernetes';
  const version = cluster.distribution === 'rke2' ? cluster.version : cluster.kubernetes;
  const minor = minorOf(version);
  const range = `v1.${supportedMinors[0]} to v1.${supportedMinors.at(-1)}`;
  const unknown = supportedMinors.every((one) => one !== minor);
  const message = `this toolkit writes settings for Kubernetes ${range}`;
  return [
    ...(unknown ? [{ path: [key], message, mend: `name a release of ${range}`, seen: version }] : []),
    ...cluster.machines.flatMap((machine, index) => skewProblem(machine, index, minor, version)),
  ];
}

/**
 * How far a machine may lag behind while an upgrade goes on.
 *
 * Source: kubernetes.io/releases/version-skew-policy: API servers within one minor release of each other; a kubelet at
 * most three older than the API server, and never newer. As of 2026-11-22.
 */
function skewProblem({ role, version }: Machine, index: number, minor: number, wanted: string) {
  if (version === undefined) return [];
  const behind = minor - minorOf(version);
  const most = role === 'control-plane' ? 1 : 3;
  if (behind >= 0 && behind <= most) return [];
  const path = ['machines', index, 'version'];
  if (behind < 0) {
    const message = `the machine is newer than the cluster, ${wanted}`;
    return [
      { path, message, mend: 'raise the version of the cluster: nothing goes back a minor release', seen: version },
    ];
  }
  const message = `a machine of role ${role} may be at most ${most} minor release${most === 1 ? '' : 's'} older than ${wanted}`;
  return [{ path, message, mend: `go by way of v1.${minorOf(version) + most} first`, seen: version }];
}

function talosProblems(cluster: HospitalCluster, site: Site): readonly HospitalClusterProblem[] {
  if (cluster.distribution !== 'talos') return [];
  const message = 'the installer comes from elsewhere than the mirror';
  const mend = `use an image below ${site.registry.mirror}`;
  return [
    ...(cluster.installer.startsWith(`${site.registry.mirror}/`)
      ? []
      : [{ path: ['installer'], message, mend, seen: cluster.installer }]),
    ...cluster.machines.flatMap(({ name, installDisk }, index) =>
      installDisk === undefined
        ? [
            {
              path: ['machines', index],
              message: `nobody said where ${name} is installed`,
              mend: 'add installDisk: /dev/sda',
            },
          ]
        : [],
    ),
  ];
}

/** What a production site cannot do without, and cannot do by itself. */
const owed = {
  auditPolicy: 'nobody logs who reads patient data by way of the API server',
  podSecurityDefaults: 'a namespace that somebody forgot to label lets a pod do anything',
  encryptionAtRest: 'Secrets lie in etcd, and in its snapshots, in plain text',
} as const;

function existingProblems(cluster: HospitalCluster, site: Site): readonly HospitalClusterProblem[] {
  if (cluster.distribution !== 'existing' || site.cluster.profile !== 'production') return [];
  return (Object.keys(owed) as (keyof typeof owed)[]).flatMap((key) => {
    const mend = `have ${cluster.operator} do it: domicile cluster render writes what they need; then say true`;
    return cluster.provides[key] ? [] : [{ path: ['provides', key], message: owed[key], mend, seen: 'false' }];
  });
}

function serverProblems({ nodes }: Site): readonly HospitalClusterProblem[] {
  if (nodes !== undefined) return [];
  const message = 'the machines have no name servers and no time servers to ask';
  return [{ path: [], message, mend: 'add nodes.resolvers and nodes.timeServers' }];
}

const minorOf = (version: string) => Number(version.split('.')[1]);

/** The addresses of a network; undefined for what is none. */
function subnet(network: string): BlockList | undefined {
  const [address = '', bits = ''] = network.split('/');
  const list = new BlockList();
  try {
    list.addSubnet(address, Number(bits), familyOf(address));
    return list;
  } catch {
    return undefined;
  }
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

function holds(network: BlockList, address: string): boolean {
  try {
    return network.check(address, familyOf(address));
  } catch {
    return false;
  }
}

/** Two networks overlap exactly when one of them holds the other's first address. */
function overlap(one: string, other: string): boolean {
  const contains = (outer: string, inner: string) => {
    const list = subnet(outer);
    return list !== undefined && holds(list, inner.split('/')[0] ?? '');
  };
  return contains(one, other) || contains(other, one);
}
