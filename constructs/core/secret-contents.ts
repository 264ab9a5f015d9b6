/**
 * What a required Secret must hold.
 * `passwords`: one random value for each key. `tls`: a key pair signed by the site's certificate authority, as
 * `tls.crt`, `tls.key` and the authority's `ca.crt`. `copy`: values of a required Secret in another namespace, for two ends
 * of one secret. `external`: values that only the site can know.
 */
export type SecretContents =
  | {
      readonly kind: 'passwords';
      readonly keys: readonly string[];
      /** Values beside them that are no secret, by key: the name that a password belongs to. @default - none */
      readonly beside?: Readonly<Record<string, string>>;
      /** Why no rotation may change the values, and what to do instead. @default - a rotation may */
      readonly keep?: string;
    }
  | {
      readonly kind: 'tls';
      readonly dnsNames: readonly string[];
      readonly usages: readonly ('server' | 'client')[];
      /** Name of the subject, of at most 64 characters, for what reads nothing else. @default - the first DNS name */
      readonly commonName?: string;
      /** ClusterIssuer of cert-manager that issues it. @default - the site's own authority, by `domicile secrets` */
      readonly issuer?: string;
    }
  | {
      readonly kind: 'copy';
      /** Own key to key of the other Secret. */
      readonly keys: Readonly<Record<string, string>>;
      readonly from: { readonly namespace: string; readonly name: string };
    }
  | {
      readonly kind: 'external';
      readonly keys: readonly string[];
      /** Store from which External Secrets copies the values. @default - somebody of the site creates the Secret */
      readonly store?: string;
    };

/** A Secret that must exist in the cluster before the workload that names it can start. */
export interface SecretRequirement {
  readonly namespace: string;
  readonly name: string;
  /** What it is for, in words. */
  readonly purpose: string;
  readonly contents: SecretContents;
  /** Labels by which something in the cluster finds it. @default - none but the toolkit's own */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The keys that a Secret with these contents has. */
export function keysOf(contents: SecretContents): readonly string[] {
  switch (contents.kind) {
    case 'tls':
      return ['tls.crt', 'tls.key', 'ca.crt'];
    case 'copy':
      return Object.keys(contents.keys);
    case 'passwords':
      return [...contents.keys, ...Object.keys(contents.beside ?? {})];
    default:
      return contents.keys;
  }
}
