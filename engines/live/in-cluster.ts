import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterApi } from './api.ts';
import { ClusterApiError } from './api.ts';
import { getJson } from './request.ts';

/** Where the kubelet puts a pod's own credentials. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Reads the cluster that this pod runs in, as the pod's service account. No program beside Node is needed.
 * @throws {@link ClusterApiError} outside of a pod, or in one that has no token
 */
export function inCluster(
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
  account = ACCOUNT,
): ClusterApi {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (host === undefined || port === undefined) {
    throw new ClusterApiError(
      '--in-cluster is for a pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set. Elsewhere name a --kubeconfig and a --context',
    );
  }
  const ca = credential(account, 'ca.crt');
  credential(account, 'token');
  // The kubelet renews the token while the pod runs.
  const to = { host, port: Number(port), ca, token: () => credential(account, 'token').trim() };
  return { context: 'in-cluster', get: (path) => getJson(to, path, signal), close: async () => undefined };
}

function credential(account: string, name: string): string {
  try {
    return readFileSync(join(account, name), 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ClusterApiError(
      `the pod has no credentials of its own: ${reason}. Set serviceAccountName and automountServiceAccountToken: true`,
    );
  }
}
