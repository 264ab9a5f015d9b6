import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from './cache.ts';

/** A program that the local control plane or the deployment needs. */
export type BinaryName = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok' | 'kubectl';

/** Every {@link BinaryName}. */
export const BINARIES = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
  'kubectl',
] as const satisfies readonly BinaryName[];

/** These must come from one place: a controller newer than its API server is not supported by Kubernetes. */
const KUBERNETES = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

/** Where a program was found. `cache`: built by an earlier run. */
export type Source = 'KUBEBUILDER_ASSETS' | 'PATH' | 'cache';

/** One found program. */
export interface FoundBinary {
  readonly name: BinaryName;
  readonly path: string;
  readonly source: Source;
}

/** What a search gave. */
export interface Search {
  readonly found: ReadonlyMap<BinaryName, FoundBinary>;
  readonly missing: readonly BinaryName[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Looks in KUBEBUILDER_ASSETS, then PATH, then the cache of earlier builds. Starts nothing. */
export function findBinaries(environment: Environment): Search {
  const places = placesOf(environment);
  const complete = places.find((place) => KUBERNETES.every((name) => executable(name, [place]) !== undefined));
  const found = new Map<BinaryName, FoundBinary>();
  for (const name of BINARIES) {
    const together = (KUBERNETES as readonly BinaryName[]).includes(name);
    const binary = executable(name, together ? (complete === undefined ? [] : [complete]) : places);
    if (binary !== undefined) found.set(name, binary);
  }
  return { found, missing: BINARIES.filter((name) => !found.has(name)) };
}

interface Place {
  readonly source: Source;
  readonly folders: readonly string[];
}

function placesOf(environment: Environment): readonly Place[] {
  const assets = environment.KUBEBUILDER_ASSETS ?? '';
  const path = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    { source: 'KUBEBUILDER_ASSETS', folders: assets === '' ? [] : [assets] },
    { source: 'PATH', folders: path },
    { source: 'cache', folders: [cacheFolder(environment)] },
  ];
}

function executable(name: BinaryName, places: readonly Place[]): FoundBinary | undefined {
  for (const { source, folders } of places) {
    const path = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (path !== undefined) return { name, path, source };
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
