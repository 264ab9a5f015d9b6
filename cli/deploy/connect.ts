import { join } from 'node:path';
import { findBinaries } from '../../controlplane/launcher/binaries.ts';
import type { Furniture } from '../../controlplane/launcher/furniture.ts';
import { startControlPlane } from '../../controlplane/launcher/launcher.ts';
import { type KnownCluster, requireCluster } from '../../engines/cluster.ts';
import { Kubectl } from '../../engines/kubectl.ts';
import type { Terminal } from '../command.ts';
import type { Work } from './failure.ts';
import { type Project, targetOf } from './project.ts';

/** A recognised cluster, and the way to it. */
export interface Connection extends KnownCluster {
  readonly kubectl: Kubectl;
  /** What happened to the local control plane; undefined for a cluster of the site's own. */
  readonly local: 'started' | 'repaired' | 'reused' | undefined;
}

/** Starts the local control plane when the site means that one, and recognises the cluster before anything is written. */
export async function connect(
  project: Project,
  furniture: Furniture,
  terminal: Terminal,
  work: Work,
): Promise<Connection> {
  const local = targetOf(project).local ? await startLocal(project, furniture, terminal, work) : undefined;
  const kubectl = kubectlFor(project, terminal, work);
  const { profile, identity } = project.site.cluster;
  return { kubectl, local, ...(await requireCluster(kubectl, { profile, identity })) };
}

/** kubectl for the cluster that the site names, and for no other. */
export function kubectlFor(project: Project, terminal: Terminal, { signal }: Work): Kubectl {
  const { kubeconfig, context } = targetOf(project);
  const program = findBinaries(terminal.env).found.get('kubectl')?.path ?? 'kubectl';
  const cacheFolder = join(project.root, '.domicile', 'cache');
  return new Kubectl({ program, kubeconfig, context, cacheFolder, cwd: project.root, env: terminal.env, signal });
}

async function startLocal(project: Project, furniture: Furniture, terminal: Terminal, { signal, progress }: Work) {
  progress.step('local control plane');
  const { outcome } = await startControlPlane({
    project: project.root,
    environment: terminal.env,
    furniture,
    onProgress: progress.report,
    signal,
  });
  progress.clear();
  return outcome;
}
