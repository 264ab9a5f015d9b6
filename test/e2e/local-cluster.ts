import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from '../../controlplane/launcher/binaries.ts';
import { removeControlPlane, startControlPlane, stopControlPlane } from '../../controlplane/launcher/launcher.ts';
import { Kubectl } from '../../engines/kubectl.ts';

const topology = { region: 'de-test', zones: ['de-test-a', 'de-test-b', 'de-test-c'] } as const;

/** A real control plane of a test's own, in a folder of its own. */
export interface TestCluster {
  readonly project: string;
  readonly kubeconfig: string;
  readonly context: string;
  readonly kubectl: Kubectl;
  readonly stop: () => Promise<void>;
}

/** Starts a control plane; the first start on a machine builds it, which takes minutes. */
export async function startTestCluster(project = mkdtempSync(join(tmpdir(), 'domicile-e2e-'))): Promise<TestCluster> {
  const signal = new AbortController().signal;
  const { kubeconfig, context } = await startControlPlane({
    project,
    environment: process.env,
    furniture: {
      topology,
      resources: {},
      storageClasses: ['encrypted', 'encrypted-block'].map((name) => ({ name, create: true })),
    },
    onProgress: () => undefined,
    signal,
  });
  const stop = async () => {
    await stopControlPlane(project);
    removeControlPlane(project);
    rmSync(project, { recursive: true, force: true });
  };
  return { project, kubeconfig, context, kubectl: kubectlFor(project, kubeconfig, context, signal), stop };
}

/** Waits until the API server serves the kinds of definitions; kubectl's own wait fails when one has no conditions yet. */
export async function established(kubectl: Kubectl, ...definitions: readonly string[]): Promise<void> {
  for (const deadline = Date.now() + 120_000; ; await sleep(200)) {
    const { code, stderr } = await kubectl.attempt(['wait', '--for=condition=Established', ...definitions]);
    if (code === 0) return;
    if (Date.now() > deadline) throw new Error(stderr);
  }
}

/** kubectl as the command uses it. */
export function kubectlFor(project: string, kubeconfig: string, context: string, signal: AbortSignal): Kubectl {
  const program = findBinaries(process.env).found.get('kubectl')?.path ?? 'kubectl';
  const cacheFolder = join(project, '.domicile', 'cache');
  return new Kubectl({ program, kubeconfig, context, cacheFolder, cwd: project, env: process.env, signal });
}
