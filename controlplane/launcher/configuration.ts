import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readIfThere, writePrivate } from './files.ts';
import type { Layout } from './layout.ts';
import { credentialsOf, type Holder } from './pki.ts';
import type { Ports } from './ports.ts';
import { fakeRuntimeStages } from './stages.ts';

/** The name of the context, cluster and user in the kubeconfig of the local control plane. */
export const LOCAL_CONTEXT = 'domicile-local';

/** Writes every configuration file of the components. The encryption key is made once and then kept. */
export function writeConfiguration(layout: Layout, ports: Ports): void {
  const { config } = layout;
  writePrivate(join(config, 'audit-policy.yaml'), stringify(auditPolicy));
  writePrivate(join(config, 'admission.yaml'), stringify(admission));
  writePrivate(join(config, 'kwok.yaml'), fakeRuntimeStages.map((stage) => stringify(stage)).join('---\n'));
  const encryption = join(config, 'encryption.yaml');
  // A new key would make every Secret in etcd unreadable.
  if (readIfThere(encryption) === undefined) writePrivate(encryption, stringify(encryptionAtRest()));
  for (const holder of ['kube-controller-manager', 'kube-scheduler', 'kwok'] as const) {
    writePrivate(join(config, `${holder}.kubeconfig`), kubeconfig(layout, holder, ports));
  }
  writePrivate(layout.kubeconfig, kubeconfig(layout, 'admin', ports));
}

function kubeconfig(layout: Layout, holder: Holder, { apiServer }: Ports): string {
  const { authority, certificate, key } = credentialsOf(layout, holder);
  const base64 = (pem: string) => Buffer.from(pem).toString('base64');
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: LOCAL_CONTEXT,
        cluster: { server: `https://127.0.0.1:${apiServer}`, 'certificate-authority-data': base64(authority) },
      },
    ],
    users: [
      {
        name: LOCAL_CONTEXT,
        user: { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) },
      },
    ],
    contexts: [{ name: LOCAL_CONTEXT, context: { cluster: LOCAL_CONTEXT, user: LOCAL_CONTEXT } }],
    'current-context': LOCAL_CONTEXT,
  });
}

/** Secrets and ConfigMaps by metadata only: an audit log that holds a secret value would leak it. */
const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    { level: 'Metadata', resources: [{ group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] }] },
    { level: 'None', verbs: ['get', 'list', 'watch'], userGroups: ['system:authenticated'] },
    { level: 'None', resources: [{ group: 'coordination.k8s.io', resources: ['leases'] }] },
    { level: 'None', users: ['domicile:kwok'], resources: [{ group: '', resources: ['nodes/status', 'pods/status'] }] },
    { level: 'Request' },
  ],
} as const;

/** A namespace without labels is restricted too: nobody can forget the label. */
const admission = {
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AdmissionConfiguration',
  plugins: [
    {
      name: 'PodSecurity',
      configuration: {
        apiVersion: 'pod-security.admission.config.k8s.io/v1',
        kind: 'PodSecurityConfiguration',
        defaults: {
          enforce: 'restricted',
          'enforce-version': 'latest',
          audit: 'restricted',
          'audit-version': 'latest',
          warn: 'restricted',
          'warn-version': 'latest',
        },
        exemptions: { usernames: [], runtimeClasses: [], namespaces: [] },
      },
    },
  ],
} as const;

function encryptionAtRest() {
  const secret = randomBytes(32).toString('base64');
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [{ resources: ['secrets'], providers: [{ secretbox: { keys: [{ name: 'local', secret }] } }] }],
  };
}
