import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kubectl } from '../kubectl.ts';
import { type ClusterApi, ClusterApiError } from './api.ts';
import { getJson } from './request.ts';

const START_SECONDS = 30;

/** Everything but GET is refused before it reaches the cluster. */
const READ_ONLY = '--reject-methods=^(POST|PUT|PATCH|DELETE|CONNECT|OPTIONS|TRACE)$';

/**
 * Reads the cluster that kubectl is set to, through `kubectl proxy` on a socket that only this user can open: kubectl
 * knows every way to log in that a kubeconfig can name, and one program serves a few hundred requests.
 * @throws {@link ClusterApiError} when the proxy does not start
 */
export async function throughKubectl(kubectl: Kubectl): Promise<ClusterApi> {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-live-'));
  const socketPath = join(folder, 'api');
  const { started, stop } = proxy(kubectl, socketPath);
  const close = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await started;
  } catch (error) {
    await close();
    throw error;
  }
  return { context: kubectl.context, get: (path) => getJson({ socketPath }, path, kubectl.signal), close };
}

function proxy(kubectl: Kubectl, socketPath: string) {
  const child = kubectl.start(['proxy', `--unix-socket=${socketPath}`, READ_ONLY]);
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const started = new Promise<void>((resolve, reject) => {
    let [said, complaint] = ['', ''];
    const fail = (why: string) =>
      reject(new ClusterApiError(`kubectl proxy ${why}: ${complaint.trim()}. Correct the kubeconfig or the context`));
    const timer = setTimeout(() => fail(`was not ready within ${START_SECONDS} s`), START_SECONDS * 1000);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (!said.includes('Starting to serve')) return;
      clearTimeout(timer);
      resolve();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    child.on('error', (error) => fail(`could not be run (${error.message})`));
    child.on('close', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { started, stop };
}
