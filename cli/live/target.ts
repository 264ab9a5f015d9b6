import { isAbsolute, resolve } from 'node:path';
import type { Site } from '../../constructs/core/site/site.ts';
import { findBinaries } from '../../controlplane/launcher/binaries.ts';
import { requireCluster } from '../../engines/cluster.ts';
import { DeployError } from '../../engines/errors.ts';
import { Kubectl } from '../../engines/kubectl.ts';
import type { ClusterApi } from '../../engines/live/api.ts';
import { inCluster } from '../../engines/live/in-cluster.ts';
import { throughKubectl } from '../../engines/live/through-kubectl.ts';
import { type Terminal, UsageError } from '../command.ts';
import { kubectlFor } from '../deploy/connect.ts';
import type { Work } from '../deploy/failure.ts';
import { openProject, type Project, projectRoot } from '../deploy/project.ts';
import type { LiveChoice } from './options.ts';

/** What is to be read, and whose site it is. */
export interface LiveTarget {
  readonly api: ClusterApi;
  /** Undefined when the caller named a cluster and no site. */
  readonly site: Site | undefined;
  /** Absolute path of the site file. */
  readonly siteFile: string | undefined;
  /** The project that the site is synthesized in; undefined outside of one. */
  readonly project: Project | undefined;
}

/**
 * Finds the cluster, recognises it, and opens a way to read it. A cluster that is named by kubeconfig and context needs no
 * site; otherwise it is the one that the site names.
 * @throws {@link UsageError} when no cluster is named; DeployError when it is another one than the site names
 */
export async function openTarget(
  choice: LiveChoice & { readonly site?: string | undefined },
  terminal: Terminal,
  work: Work,
): Promise<LiveTarget> {
  if (choice.secrets !== 'judged' && choice.secrets !== 'none')
    throw new UsageError(`--secrets is judged or none, not ${choice.secrets}`);
  const { kubeconfig, context, site } = choice;
  const inPod = choice['in-cluster'] === true;
  if (inPod && (kubeconfig !== undefined || context !== undefined))
    throw new UsageError('--in-cluster names the cluster; leave --kubeconfig and --context away');
  const isNamed = inPod || (kubeconfig !== undefined && context !== undefined);
  const project = isNamed && site === undefined ? undefined : projectFor(choice, terminal, isNamed);
  const own = project?.site ?? (site === undefined ? undefined : await siteIn(site, terminal));
  const siteFile =
    project === undefined ? site && resolve(terminal.cwd, site) : absolute(project.root, project.siteFile);
  if (inPod) return { api: inCluster(terminal.env, work.signal), site: own, siteFile, project };
  const kubectl = project === undefined ? namedKubectl(choice, terminal, work) : kubectlFor(project, terminal, work);
  if (own !== undefined) {
    const { profile, identity } = own.cluster;
    await requireCluster(kubectl, { profile, identity });
  }
  return { api: await throughKubectl(kubectl), site: own, siteFile, project };
}

/** The identity that a site states is that of the cluster that was read, also where no kubeconfig said which it is. */
export function requireIdentity(site: Site | undefined, seen: string | undefined): void {
  const stated = site?.cluster.identity;
  if (stated === undefined || stated === seen) return;
  throw new DeployError(
    `this is not the cluster that the site names: its kube-system namespace is ${seen ?? 'not readable'}, the site says ` +
      `${stated}. Nothing was judged. Correct cluster.identity in the site file, or name the right cluster.`,
  );
}

function projectFor(
  { site, kubeconfig, context }: LiveChoice & { readonly site?: string | undefined },
  terminal: Terminal,
  isNamed: boolean,
): Project | undefined {
  if (projectRoot(terminal.cwd) !== undefined) return openProject(terminal, { site, kubeconfig, context });
  if (isNamed) return undefined;
  throw new UsageError(
    'no cluster is named, and there is no default one: give --kubeconfig and --context, or --in-cluster in a pod, or run this in a project whose site names its cluster',
  );
}

async function siteIn(file: string, terminal: Terminal): Promise<Site> {
  const [{ loadSite }, { DomicileError }] = await Promise.all([
    import('../../constructs/core/site/load.ts'),
    import('../../constructs/core/errors.ts'),
  ]);
  try {
    return loadSite(resolve(terminal.cwd, file));
  } catch (error) {
    if (error instanceof DomicileError) throw new UsageError(error.message);
    throw error;
  }
}

function namedKubectl({ kubeconfig = '', context = '' }: LiveChoice, terminal: Terminal, { signal }: Work): Kubectl {
  const program = findBinaries(terminal.env).found.get('kubectl')?.path ?? 'kubectl';
  const file = resolve(terminal.cwd, kubeconfig);
  // kubectl proxy needs no cache of what the server offers, and must not write into the user's home.
  const cacheFolder = resolve(terminal.cwd, '.domicile', 'cache');
  return new Kubectl({ program, kubeconfig: file, context, cacheFolder, cwd: terminal.cwd, env: terminal.env, signal });
}

function absolute(root: string, file: string): string {
  return isAbsolute(file) ? file : resolve(root, file);
}
