import { createAuthority, type KeyPair } from '../../controlplane/certificates.ts';
import type { Kubectl, KubernetesObject } from '../kubectl.ts';
import { authorityName, ensureSystemNamespace, SYSTEM_NAMESPACE, TOOLKIT_LABELS } from '../system-namespace.ts';

/** The authority of a site. Its key is generated here, goes straight into the cluster, and is kept nowhere else. */
export async function siteAuthority(kubectl: Kubectl, site: string): Promise<KeyPair> {
  const name = authorityName(site);
  const [found] = await kubectl.objects([
    'get',
    'secret',
    name,
    `--namespace=${SYSTEM_NAMESPACE}`,
    '--ignore-not-found',
  ]);
  if (found !== undefined) return pairIn(found);
  await ensureSystemNamespace(kubectl);
  const authority = await createAuthority(`Domicile site ${site}`);
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name, namespace: SYSTEM_NAMESPACE, labels: TOOLKIT_LABELS },
    stringData: { 'tls.crt': authority.certificate, 'tls.key': authority.key },
  };
  await kubectl.text(['create', '-o', 'name', '-f', '-'], JSON.stringify(secret));
  return authority;
}

function pairIn({ data }: KubernetesObject): KeyPair {
  const decode = (key: string) => Buffer.from((data as Record<string, string>)[key] ?? '', 'base64').toString('utf8');
  return { certificate: decode('tls.crt'), key: decode('tls.key') };
}
