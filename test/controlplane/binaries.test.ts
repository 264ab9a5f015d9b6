import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BINARIES, findBinaries } from '../../controlplane/launcher/binaries.ts';
import { canBuild } from '../../controlplane/launcher/build.ts';
import { cacheFolder } from '../../controlplane/launcher/cache.ts';

const KUBERNETES = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

function folderWith(names: readonly string[], folder = mkdtempSync(join(tmpdir(), 'domicile-'))): string {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

const empty = () => ({ XDG_CACHE_HOME: folderWith([]), PATH: folderWith([]) });

it('finds nothing on an empty machine, and names all that is missing', () => {
  expect(findBinaries(empty()).missing).toEqual(BINARIES);
});

it('prefers KUBEBUILDER_ASSETS to PATH, and PATH to the cache', () => {
  const environment = { ...empty(), KUBEBUILDER_ASSETS: folderWith(['etcd']), PATH: folderWith(['etcd', 'kwok']) };
  folderWith(['etcd', 'kwok', 'kubectl'], cacheFolder(environment));
  const { found } = findBinaries(environment);
  expect(['etcd', 'kwok', 'kubectl'].map((name) => found.get(name as 'etcd')?.source)).toEqual([
    'KUBEBUILDER_ASSETS',
    'PATH',
    'cache',
  ]);
});

it('passes over a place that has the API server without its controllers, so that versions never mix', () => {
  const environment = { ...empty(), KUBEBUILDER_ASSETS: folderWith(['kube-apiserver', 'etcd', 'kubectl']) };
  expect(findBinaries(environment).missing).toEqual([...KUBERNETES, 'kwok']);
  folderWith(KUBERNETES, cacheFolder(environment));
  expect(findBinaries(environment).found.get('kube-apiserver')?.source).toBe('cache');
});

it('does not take a file that cannot be executed', () => {
  const assets = folderWith(['etcd']);
  chmodSync(join(assets, 'etcd'), 0o644);
  expect(findBinaries({ ...empty(), KUBEBUILDER_ASSETS: assets }).missing).toContain('etcd');
});

it('can build only where Go is on PATH', () => {
  expect(canBuild({ PATH: folderWith([]) })).toBe(false);
  expect(canBuild({ PATH: folderWith(['go']) })).toBe(true);
});

it('keeps built programs outside the project, in the cache folder of the user', () => {
  expect(cacheFolder({ HOME: '/home/someone' })).toMatch(
    /^\/home\/someone\/\.cache\/domicile\/controlplane\/[0-9a-f]{16}$/,
  );
  expect(cacheFolder({ HOME: '/home/someone', XDG_CACHE_HOME: '/cache' })).toMatch(/^\/cache\/domicile\//);
});
