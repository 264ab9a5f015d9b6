import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority, createSigningKey, expiryOf, issueLeaf, type KeyPair } from '../certificates.ts';
import { readIfThere } from './files.ts';
import type { Layout } from './layout.ts';

const LOOPBACK = { dnsNames: ['localhost'], addresses: ['127.0.0.1'] } as const;
const API_SERVER = {
  dnsNames: [...LOOPBACK.dnsNames, 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'],
  addresses: [...LOOPBACK.addresses, '10.96.0.1'], // the first address of the service range
} as const;
const RENEW_BEFORE = 7 * 86_400_000;

/** Who holds which certificate. Kubernetes reads the common name as the user and the organizations as groups. */
const HOLDERS = {
  etcd: { commonName: 'etcd', ...LOOPBACK },
  'etcd-client': { commonName: 'kube-apiserver-etcd-client', usages: ['client'] },
  'kube-apiserver': { commonName: 'kube-apiserver', usages: ['server'], ...API_SERVER },
  'kube-controller-manager': { commonName: 'system:kube-controller-manager', ...LOOPBACK },
  'kube-scheduler': { commonName: 'system:kube-scheduler', ...LOOPBACK },
  // It plays the nodes, and whoever asks who may change pods takes it for them.
  kwok: { commonName: 'domicile:kwok', organizations: ['system:nodes'], usages: ['client'] },
  admin: { commonName: 'domicile:local-admin', organizations: ['system:masters'], usages: ['client'] },
} as const;

/** A holder of a certificate of the local control plane. */
export type Holder = keyof typeof HOLDERS;

/** Makes the authority, every certificate and the token signing key, unless a whole and valid set is there. */
export async function ensurePki(layout: Layout): Promise<void> {
  if (isPkiValid(layout)) return;
  const { pki } = layout;
  const partial = `${pki}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  for (const [name, content] of await allFiles()) writeFileSync(join(partial, name), content, { mode: 0o600 });
  chmodSync(partial, 0o700);
  rmSync(pki, { recursive: true, force: true });
  renameSync(partial, pki); // the folder appears whole or not at all
}

/** True while a whole set is there that stays valid for a week. */
export function isPkiValid({ pki }: Layout): boolean {
  const certificate = readIfThere(join(pki, 'admin.crt'));
  return certificate !== undefined && expiryOf(certificate).getTime() > Date.now() + RENEW_BEFORE;
}

/** The certificate, key and authority of one holder, as PEM. */
export function credentialsOf({ pki }: Layout, holder: Holder): KeyPair & { readonly authority: string } {
  const read = (name: string) => readFileSync(join(pki, name), 'utf8');
  return { certificate: read(`${holder}.crt`), key: read(`${holder}.key`), authority: read('ca.crt') };
}

async function allFiles(): Promise<readonly (readonly [string, string])[]> {
  const authority = await createAuthority('domicile-local');
  const tokens = await createSigningKey();
  const leaves = await Promise.all(
    Object.entries(HOLDERS).map(async ([name, request]) => {
      const leaf = await issueLeaf(authority, request);
      return [[`${name}.crt`, leaf.certificate] as const, [`${name}.key`, leaf.key] as const];
    }),
  );
  return [
    ['ca.crt', authority.certificate],
    ['ca.key', authority.key],
    ['service-account.pub', tokens.publicKey],
    ['service-account.key', tokens.privateKey],
    ...leaves.flat(),
  ];
}
