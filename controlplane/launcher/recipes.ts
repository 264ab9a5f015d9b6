import type { BinaryName } from './binaries.ts';

/** How one program is built with Go from the modules beside this folder. */
export interface Recipe {
  /** Folder of the go.mod, relative to controlplane/. */
  readonly module: string;
  readonly package: string;
  readonly ldflags: string;
}

const STRIPPED = '-s -w';
/** Without these the API server calls itself v0.0.0-master and clients complain. Keep them equal to go.mod. */
const KUBERNETES = [
  STRIPPED,
  '-X k8s.io/component-base/version.gitVersion=v1.36.3',
  '-X k8s.io/component-base/version.gitMajor=1',
  '-X k8s.io/component-base/version.gitMinor=36',
].join(' ');

const kubernetes = (name: string): Recipe => ({
  module: '.',
  package: `k8s.io/kubernetes/cmd/${name}`,
  ldflags: KUBERNETES,
});

/** The recipe of every program; each package is a `tool` line of its go.mod. */
export const RECIPES: Readonly<Record<BinaryName, Recipe>> = {
  etcd: { module: '.', package: 'go.etcd.io/etcd/server/v3', ldflags: STRIPPED },
  'kube-apiserver': kubernetes('kube-apiserver'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-scheduler': kubernetes('kube-scheduler'),
  kubectl: kubernetes('kubectl'),
  kwok: { module: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok', ldflags: STRIPPED },
};
