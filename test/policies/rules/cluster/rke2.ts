import type { CaseInput } from '../../../support/rule-cases.ts';

/** A configuration of a machine of RKE2 that founds a cluster, with these lines in place of its own. */
export function rke2(lines: Readonly<Record<string, string | undefined>> = {}, file = 'rke2/config.yaml'): CaseInput {
  const own = {
    'token-file': '/etc/rancher/rke2/token',
    profile: 'cis',
    'protect-kernel-defaults': 'true',
    'disable-default-registry-endpoint': 'true',
    'audit-policy-file': '/etc/rancher/rke2/audit.yaml',
    'pod-security-admission-config-file': '/etc/rancher/rke2/admission.yaml',
    'kube-apiserver-arg': `[${apiServer.join(', ')}]`,
    'etcd-s3': 'true',
    'etcd-s3-endpoint': 's3.klinik.example',
    'etcd-s3-region': 'kassel',
  };
  return { file, text: textOf({ ...own, ...lines }) };
}

/** The flags that a server states. */
export const apiServer = [
  'service-account-extend-token-expiration=false',
  'anonymous-auth=false',
  'audit-webhook-config-file=/etc/rancher/rke2/collector.yaml',
];

/** A configuration of a machine that joins as an agent. */
export function agent(lines: Readonly<Record<string, string>> = {}): CaseInput {
  const own = {
    server: 'https://10.4.0.11:9345',
    'token-file': '/etc/rancher/rke2/token',
    profile: 'cis',
    'protect-kernel-defaults': 'true',
    'disable-default-registry-endpoint': 'true',
  };
  return { file: 'node-4/etc/rancher/rke2/config.yaml', text: textOf({ ...own, ...lines }) };
}

/** A part in config.yaml.d. */
export function part(lines: Readonly<Record<string, string>>): CaseInput {
  return { file: 'etc/rancher/rke2/config.yaml.d/50-more.yaml', text: textOf(lines) };
}

function textOf(lines: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(lines)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}
