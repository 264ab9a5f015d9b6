import type { Kubectl } from '../kubectl.ts';
import {
  applyOwn,
  ensureSystemNamespace,
  rotationName,
  SYSTEM_NAMESPACE,
  TOOLKIT_LABELS,
} from '../system-namespace.ts';

/** A rotation that has begun: written down in the cluster before anything changes, removed when all is done. */
export interface Journal {
  /** When it began, ISO 8601; marks what it has changed already. */
  readonly started: string;
  /** The Secrets that it changes, as `namespace/name`. */
  readonly secrets: readonly string[];
}

/** The rotation that was interrupted in this cluster; undefined when none was. */
export async function openJournal(kubectl: Kubectl, site: string): Promise<Journal | undefined> {
  const where = [rotationName(site), `--namespace=${SYSTEM_NAMESPACE}`, '--ignore-not-found'];
  const [found] = await kubectl.objects(['get', 'configmap', ...where]);
  if (found === undefined) return undefined;
  const { started = '', secrets = '' } = found.data as Readonly<Record<string, string>>;
  return { started, secrets: secrets.split('\n').filter((line) => line !== '') };
}

/** Writes down what is about to be changed. */
export async function beginJournal(kubectl: Kubectl, site: string, secrets: readonly string[]): Promise<Journal> {
  const journal: Journal = { started: new Date().toISOString(), secrets };
  await ensureSystemNamespace(kubectl);
  await applyOwn(kubectl, [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: rotationName(site), namespace: SYSTEM_NAMESPACE, labels: TOOLKIT_LABELS },
      data: { started: journal.started, secrets: secrets.join('\n') },
    },
  ]);
  return journal;
}

/** Says that all is done. */
export async function closeJournal(kubectl: Kubectl, site: string): Promise<void> {
  await kubectl.text(['delete', 'configmap', rotationName(site), `--namespace=${SYSTEM_NAMESPACE}`, '-o', 'name']);
}
