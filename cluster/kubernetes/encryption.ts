/** Stands where the key belongs until the hospital has made one; `make-secrets.sh` replaces it. */
export const KEY_PLACEHOLDER = 'KEY_OF_THE_HOSPITAL';

/** How the API server encrypts in etcd. */
export type EncryptionProvider = 'secretbox' | 'aescbc';

/**
 * Secrets are encrypted before they reach etcd. There is no `identity` provider: a Secret that is there in plain text
 * would be read and nobody would notice; a cluster that begins with this file has none.
 *
 * Source: kubernetes.io/docs/tasks/administer-cluster/encrypt-data; CIS 1.2.27, 1.2.28. As of 2026-11-22.
 */
export function encryptionTemplate(provider: EncryptionProvider): object {
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [
      { resources: ['secrets'], providers: [{ [provider]: { keys: [{ name: 'key-1', secret: KEY_PLACEHOLDER }] } }] },
    ],
  };
}
