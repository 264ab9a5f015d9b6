import { DomicileError } from '../constructs/core/errors.ts';
import type { Site } from '../constructs/core/site/site.ts';
import type { ClusterContext, ContextOf } from './context.ts';
import { renderExisting } from './existing/render.ts';
import { factsScript } from './facts/script.ts';
import { type ClusterFile, shellFile } from './file.ts';
import { renderRke2 } from './rke2/render.ts';
import { runbookFiles } from './runbooks/runbooks.ts';
import { installerProblems } from './talos/installer.ts';
import { renderTalos } from './talos/render.ts';

/** What the files of a cluster need besides the site file. */
export interface ClusterInputs {
  /** Version of the toolkit, which every file states. */
  readonly version: string;
  /** The certificates of `cluster.provision.authorities`, as PEM. */
  readonly authorities: string;
}

/**
 * Every file of the cluster that a site provisions: for each machine, and what is run first. The same site gives the
 * same bytes; none of them is a secret.
 * @throws {@link DomicileError} `site-rule` when the site provisions no cluster, or an installer that nobody named
 */
export function renderCluster(site: Site, inputs: ClusterInputs): readonly ClusterFile[] {
  const { provision } = site.cluster;
  if (provision === undefined || site.nodes === undefined) {
    throw new DomicileError({
      code: 'site-rule',
      message: 'the site provisions no cluster of its own',
      position: site.source.positionOf(['cluster']),
      mend: 'add cluster.provision: domicile init --distribution rke2 writes one, and docs/cluster.md explains it',
    });
  }
  const [unknown, ...others] = installerProblems(site);
  if (unknown !== undefined) throw new DomicileError(unknown, ...others);
  return filesOf({ site, cluster: provision, servers: site.nodes, ...inputs });
}

function filesOf(context: ClusterContext): readonly ClusterFile[] {
  return [...machineFiles(context), ...factFiles(context), ...runbookFiles(context)];
}

/** Machines of Talos Linux have no shell: nothing can be started on them. */
function factFiles(context: ClusterContext): readonly ClusterFile[] {
  return context.cluster.distribution === 'talos' ? [] : [shellFile('facts.sh', factsScript(context), context)];
}

function machineFiles(context: ClusterContext): readonly ClusterFile[] {
  if (isOf(context, 'rke2')) return renderRke2(context);
  if (isOf(context, 'talos')) return renderTalos(context);
  if (isOf(context, 'existing')) return renderExisting(context);
  throw new Error(`nobody writes files for ${context.cluster.distribution}`);
}

function isOf<Distribution extends ClusterContext['cluster']['distribution']>(
  context: ClusterContext,
  distribution: Distribution,
): context is ContextOf<Distribution> {
  return context.cluster.distribution === distribution;
}
