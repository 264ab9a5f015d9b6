import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RECIPES } from '../../controlplane/launcher/recipes.ts';
import { type Installed, install, onPath, programsFolder } from '../components/programs/install.ts';
import type { Recipe } from '../components/programs/recipes.ts';

const repository = join(import.meta.dirname, '..', '..');
const kubernetesVersion = '1.36.3';
const containerdVersion = '2.1.9';
const cniVersion = '1.9.1';
const kubeRouterVersion = '2.5.0';

/** Built as `tool` lines of a module of its own: containerd excludes versions, which `go install` refuses in a stranger's module. */
const built = (module: string, version: string, packages: readonly string[], ...flags: readonly string[]) => [
  ['go', 'mod', 'init', 'node.internal'],
  ['go', 'get', '-tool', ...packages.map((name) => `${module}/${name}@v${version}`)],
  ['go', 'install', ...flags, ...packages.map((name) => `${module}/${name}`)],
];

/** A Debian package laid out in the folder, not installed; where the machine has no list of packages, with one of its own. */
const unpacked = (...packages: readonly string[]) => [
  [
    'sh',
    '-c',
    [
      'mkdir -p lists/partial packages && cd packages',
      'apt-get download -q "$@" || { own="-o Dir::State::Lists=$PWD/../lists"; apt-get $own -q update && apt-get $own download -q "$@"; }',
      'for package in *.deb; do dpkg-deb -x "$package" .. || exit 1; done',
    ].join(' && '),
    'sh',
    ...packages,
  ],
];

const recipes = {
  /** Of the control plane's own module, so that both come from the same sources. */
  kubelet: {
    version: kubernetesVersion,
    needs: ['go'],
    steps: () => [
      ['cp', join(repository, 'controlplane', 'go.mod'), join(repository, 'controlplane', 'go.sum'), '.'],
      ['go', 'install', '-mod=mod', '-ldflags', RECIPES['kube-apiserver'].ldflags, 'k8s.io/kubernetes/cmd/kubelet'],
    ],
    program: join('bin', 'kubelet'),
  },
  containerd: {
    version: containerdVersion,
    needs: ['go'],
    steps: () =>
      built(
        'github.com/containerd/containerd/v2',
        containerdVersion,
        ['cmd/containerd', 'cmd/containerd-shim-runc-v2', 'cmd/ctr'],
        '-tags',
        'no_btrfs,no_zfs',
      ),
    program: join('bin', 'containerd'),
  },
  /** The folder has one program for each plugin. */
  cni: {
    version: cniVersion,
    needs: ['go'],
    steps: () =>
      built('github.com/containernetworking/plugins', cniVersion, [
        'plugins/main/ptp',
        'plugins/main/loopback',
        'plugins/ipam/host-local',
      ]),
    program: join('bin', 'ptp'),
  },
  runc: {
    version: 'debian',
    needs: ['apt-get', 'dpkg-deb'],
    steps: () => unpacked('runc'),
    program: join('usr', 'sbin', 'runc'),
  },
  /** What the images hold; built without shared libraries. */
  busybox: {
    version: 'debian',
    needs: ['apt-get', 'dpkg-deb'],
    steps: () => unpacked('busybox-static'),
    program: join('bin', 'busybox'),
  },
  /** With the libraries that a machine without it lacks. */
  nft: {
    version: 'debian',
    needs: ['apt-get', 'dpkg-deb'],
    steps: () =>
      unpacked(
        'nftables',
        'libnftables1',
        'libnftnl11',
        'libmnl0',
        'libjansson4',
        'libedit2',
        'libbsd0',
        'libxtables12',
        'libgmp10',
      ),
    program: join('usr', 'sbin', 'nft'),
  },
  'kube-router': {
    version: kubeRouterVersion,
    needs: ['go'],
    steps: () => built('github.com/cloudnativelabs/kube-router/v2', kubeRouterVersion, ['cmd/kube-router']),
    program: join('bin', 'kube-router'),
  },
  /** What kube-router calls, and the libraries that a machine without it lacks. */
  iptables: {
    version: 'debian',
    needs: ['apt-get', 'dpkg-deb'],
    steps: () => [
      ...unpacked(
        ...['iptables', 'ipset', 'libipset13', 'libxtables12', 'libip4tc2', 'libip6tc2'],
        ...['libnftnl11', 'libnfnetlink0', 'libnetfilter-conntrack3', 'libmnl0'],
      ),
      ...['iptables', 'iptables-save', 'iptables-restore', 'ip6tables', 'ip6tables-save', 'ip6tables-restore'].map(
        (name) => ['ln', '-sf', 'xtables-nft-multi', join('usr', 'sbin', name)],
      ),
    ],
    program: join('usr', 'sbin', 'iptables'),
  },
} as const satisfies Readonly<Record<string, Recipe>>;

/** A program of a node. */
export type NodeProgram = keyof typeof recipes;

/** Where a program of a node is: `DOMICILE_TEST_KUBELET` and so on, on PATH for what Debian packages, or installed for this. */
export function nodeProgram(name: NodeProgram): Installed {
  const named = process.env[`DOMICILE_TEST_${name.toUpperCase().replace('-', '_')}`];
  if (named !== undefined) return { path: named };
  const there = OF_THE_MACHINE.includes(name) ? onPath(name) : undefined;
  return there === undefined ? install(name, recipes[name]) : { path: there };
}

const OF_THE_MACHINE: readonly NodeProgram[] = ['runc', 'nft', 'iptables'];

/** The environment in which programs of unpacked packages find their libraries and each other. */
export function beside(...programs: readonly string[]): NodeJS.ProcessEnv {
  const folders = programs.map((program) => dirname(program));
  // What came with the machine finds its own, and must not find another's.
  const unpackedRoots = folders
    .filter((folder) => folder.startsWith(programsFolder()))
    .map((folder) => join(folder, '..', '..'));
  const libraries = unpackedRoots.flatMap((root) => {
    const base = join(root, 'usr', 'lib');
    const found = existsSync(base) ? readdirSync(base).filter((name) => name.includes('-linux-')) : [];
    return found.map((name) => join(base, name));
  });
  return {
    ...process.env,
    PATH: [...folders, process.env.PATH].join(':'),
    ...(libraries.length === 0
      ? {}
      : {
          LD_LIBRARY_PATH: libraries.join(':'),
          XTABLES_LIBDIR: libraries.map((path) => join(path, 'xtables')).join(':'),
        }),
  };
}

/** kube-router, and the packet filter's command that it calls. */
export interface RouterPrograms {
  readonly router: string;
  readonly iptables: string;
}

/** {@link RouterPrograms}; where they cannot be had, why. */
export function routerPrograms(): RouterPrograms | { readonly reason: string } {
  const [router, iptables] = [nodeProgram('kube-router'), nodeProgram('iptables')];
  if ('reason' in router) return { reason: `no kube-router (${router.reason.trim()})` };
  if ('reason' in iptables) return { reason: `no iptables (${iptables.reason.trim()})` };
  return { router: router.path, iptables: iptables.path };
}
