import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeployError } from '../errors.ts';

/** A Secret that the platform refers to by name. The gate lists these beside the judged output, without any value. */
export interface SecretRequirement {
  readonly namespace: string;
  readonly name: string;
  /** What it is for, in words. */
  readonly purpose: string;
  readonly contents: SecretContents;
}

/** What it must hold. `copy`: what another required Secret holds. `external`: values that only the site can know, and that are never generated. */
export type SecretContents =
  | {
      readonly kind: 'passwords';
      readonly keys: readonly string[];
      /** Why no rotation may change the values; absent when one may. */
      readonly keep?: string;
    }
  | {
      readonly kind: 'tls';
      readonly dnsNames: readonly string[];
      readonly usages: readonly ('server' | 'client')[];
      /** ClusterIssuer of cert-manager that issues it; absent when the site's own authority signs. */
      readonly issuer?: string;
    }
  | {
      readonly kind: 'copy';
      /** Own key to key of the other Secret. */
      readonly keys: Readonly<Record<string, string>>;
      readonly from: { readonly namespace: string; readonly name: string };
    }
  | { readonly kind: 'external'; readonly keys: readonly string[] };

/**
 * The list that the gate wrote into the output folder.
 * @throws {@link DeployError} when it is not there or damaged
 */
export function readRequirements(output: string): readonly SecretRequirement[] {
  const file = join(output, 'domicile.json');
  try {
    const { secrets } = JSON.parse(readFileSync(file, 'utf8')) as { readonly secrets?: readonly SecretRequirement[] };
    if (!Array.isArray(secrets)) throw new Error('it has no list "secrets"');
    return secrets;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DeployError(
      `cannot read the list of required Secrets, ${file}: ${reason}; make it again with: npx cdktf synth`,
    );
  }
}

/** The keys that a Secret with these contents has. */
export function keysOf(contents: SecretContents): readonly string[] {
  switch (contents.kind) {
    case 'tls':
      return ['tls.crt', 'tls.key', 'ca.crt'];
    case 'copy':
      return Object.keys(contents.keys);
    default:
      return contents.keys;
  }
}

/** The ClusterIssuer that issues the key pair; undefined for whatever is made by this command, or by the site. */
export function issuerOf({ contents }: SecretRequirement): string | undefined {
  return contents.kind === 'tls' ? contents.issuer : undefined;
}
