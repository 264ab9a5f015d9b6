import type { Kubectl } from './kubectl.ts';

/** Holds what the toolkit itself keeps in a cluster: inventories, and the authority that signs generated key pairs. */
export const SYSTEM_NAMESPACE = 'domicile-system';

/** Marks what the toolkit itself keeps, as opposed to what it deploys. */
export const TOOLKIT_LABELS = { 'app.kubernetes.io/managed-by': 'domicile' } as const;

const FIELD_MANAGER = '--field-manager=domicile';

/** Creates the toolkit's own namespace, closed to the network and to every privilege. */
export async function ensureSystemNamespace(kubectl: Kubectl): Promise<void> {
  const items = [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: SYSTEM_NAMESPACE,
        labels: {
          ...TOOLKIT_LABELS,
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/warn': 'restricted',
        },
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny', namespace: SYSTEM_NAMESPACE, labels: TOOLKIT_LABELS },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
  ];
  await applyOwn(kubectl, items);
}

/** Server-side apply of the toolkit's own objects. */
export async function applyOwn(kubectl: Kubectl, items: readonly object[]): Promise<void> {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await kubectl.text(['apply', '--server-side', FIELD_MANAGER, '--warnings-as-errors', '-f', '-'], list);
}

/** Removes what the toolkit keeps for a site, and its namespace when no other site has anything in it. */
export async function removeSystemNamespace(kubectl: Kubectl, site: string): Promise<void> {
  const [namespace] = await kubectl.objects(['get', 'namespace', SYSTEM_NAMESPACE, '--ignore-not-found']);
  if (namespace?.metadata.labels?.['app.kubernetes.io/managed-by'] !== 'domicile') return;
  const inIt = `--namespace=${SYSTEM_NAMESPACE}`;
  await kubectl.text(['delete', 'secret', authorityName(site), inIt, '--ignore-not-found']);
  await kubectl.text(['delete', 'configmap', rotationName(site), inIt, '--ignore-not-found']);
  const others = await kubectl.text([
    'get',
    'configmaps,secrets',
    inIt,
    '--selector=app.kubernetes.io/managed-by=domicile',
    '-o',
    'name',
  ]);
  if (others.trim() !== '') return;
  await kubectl.text(['delete', 'namespace', SYSTEM_NAMESPACE, '--ignore-not-found', '--timeout=120s'], undefined, 150);
}

/** The Secret that holds the authority of a site. */
export function authorityName(site: string): string {
  return `authority-${site}`;
}

/** The ConfigMap that says that a rotation of the site's Secrets is under way, and of which. */
export function rotationName(site: string): string {
  return `rotation-${site}`;
}
