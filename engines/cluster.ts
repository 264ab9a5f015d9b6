import { DeployError } from './errors.ts';
import type { Kubectl, KubernetesObject } from './kubectl.ts';

/** What the site says about the one cluster that it may be deployed to. */
export interface ClusterClaim {
  readonly profile: 'rehearsal' | 'production';
  /** UID of the kube-system namespace, when the site gives it. */
  readonly identity: string | undefined;
}

/** A cluster that has been recognised. */
export interface KnownCluster {
  readonly server: string;
  readonly identity: string;
}

/**
 * Recognises the cluster before anything is written to it.
 * @throws {@link DeployError} when it is another one than the site names, or a rehearsal would reach a cluster that is
 * not on this machine and that the site does not name by its identity
 */
export async function requireCluster(kubectl: Kubectl, claim: ClusterClaim): Promise<KnownCluster> {
  const { server, proxy } = await destinationOf(kubectl);
  const onThisMachine = isLoopback(server) && proxy === undefined;
  if (claim.profile === 'rehearsal' && claim.identity === undefined && !onThisMachine) {
    const seen = proxy === undefined ? server : `${server} through the proxy ${proxy}`;
    throw new DeployError(
      `the site is a rehearsal, but the context ${kubectl.context} leads to ${seen}, which is not on this machine. ` +
        'Nothing was written. If that cluster is meant, state its identity as cluster.identity in the site file ' +
        `(kubectl --context ${kubectl.context} get namespace kube-system -o jsonpath={.metadata.uid}).`,
    );
  }
  // Raw: one request, and nothing is written into a cache of what the server offers.
  const namespace = await kubectl.text(['get', '--raw', '/api/v1/namespaces/kube-system']);
  const identity = (JSON.parse(namespace) as KubernetesObject).metadata.uid ?? '';
  if (claim.identity !== undefined && claim.identity !== identity) {
    throw new DeployError(
      `this is not the cluster that the site names: its kube-system namespace is ${identity}, the site says ` +
        `${claim.identity}. Nothing was written. Correct cluster.kubeconfig, cluster.context or cluster.identity in the site file.`,
    );
  }
  return { server, identity };
}

interface KubeconfigView {
  readonly clusters?: readonly { readonly cluster?: { readonly server?: string; readonly 'proxy-url'?: string } }[];
}

async function destinationOf(
  kubectl: Kubectl,
): Promise<{ readonly server: string; readonly proxy: string | undefined }> {
  const view = JSON.parse(await kubectl.text(['config', 'view', '--minify', '-o', 'json'])) as KubeconfigView;
  const cluster = view.clusters?.[0]?.cluster;
  if (cluster?.server === undefined) {
    throw new DeployError(`the context ${kubectl.context} names no server; correct the kubeconfig`);
  }
  return { server: cluster.server, proxy: cluster['proxy-url'] };
}

/**
 * True only for an address of this machine, written plainly: another name could resolve to anything, and programs
 * disagree about odd spellings of an address.
 */
export function isLoopback(server: string): boolean {
  return /^https:\/\/(127(\.\d{1,3}){3}|\[::1\]|localhost)(:\d+)?\/?$/.test(server);
}
