import { randomBytes } from 'node:crypto';
import type { SecretContents, SecretRequirement } from '../../constructs/core/secret-contents.ts';
import { issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import { DeployError } from '../errors.ts';
import type { Kubectl } from '../kubectl.ts';
import { TOOLKIT_LABELS } from '../system-namespace.ts';

const PASSWORD_BYTES = 32;

/** A Secret with new values, as it is sent to the API server and nowhere else. */
export interface NewSecret {
  readonly apiVersion: 'v1';
  readonly kind: 'Secret';
  readonly type: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  /** In base64. */
  readonly data: Values;
}

type Values = Readonly<Record<string, string>>;
type Copy = SecretContents & { readonly kind: 'copy' };

/** `namespace/name`. */
export function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

/**
 * New values for each requirement: random passwords, key pairs that `authority` signs, and for a copy what its original
 * holds, made in this call or found in the cluster.
 * @throws {@link DeployError} when the original of a copy does not exist or lacks a key
 */
export async function newSecrets(
  requirements: readonly SecretRequirement[],
  kubectl: Kubectl,
  authority: () => Promise<KeyPair>,
): Promise<readonly NewSecret[]> {
  const signer = requirements.some(({ contents }) => contents.kind === 'tls') ? await authority() : undefined;
  const originals = requirements.filter(({ contents }) => contents.kind !== 'copy');
  const made = await Promise.all(originals.map((requirement) => original(requirement, signer)));
  const copies = await Promise.all(
    requirements.flatMap((requirement) =>
      requirement.contents.kind === 'copy' ? [copyOf(requirement, requirement.contents, made, kubectl)] : [],
    ),
  );
  return [...made, ...copies];
}

async function original(requirement: SecretRequirement, signer: KeyPair | undefined): Promise<NewSecret> {
  const { contents } = requirement;
  if (contents.kind === 'passwords') {
    return secretObject(requirement, 'Opaque', { ...contents.beside, ...passwords(contents.keys) });
  }
  if (contents.kind === 'tls' && signer !== undefined) {
    return secretObject(requirement, 'kubernetes.io/tls', await keyPair(signer, requirement.name, contents));
  }
  throw new DeployError(`the values of ${keyOf(requirement)} are the site's to give; none are made here`);
}

function passwords(keys: readonly string[]): Values {
  return Object.fromEntries(keys.map((key) => [key, randomBytes(PASSWORD_BYTES).toString('base64url')]));
}

async function keyPair(
  authority: KeyPair,
  name: string,
  { dnsNames, usages, commonName }: SecretContents & { readonly kind: 'tls' },
): Promise<Values> {
  const leaf = await issueLeaf(authority, { commonName: commonName ?? dnsNames[0] ?? name, dnsNames, usages });
  return { 'tls.crt': leaf.certificate, 'tls.key': leaf.key, 'ca.crt': authority.certificate };
}

/** The second end of a secret: with the values of the first. */
async function copyOf(
  requirement: SecretRequirement,
  { keys, from }: Copy,
  made: readonly NewSecret[],
  kubectl: Kubectl,
): Promise<NewSecret> {
  const here = made.find(({ metadata }) => keyOf(metadata) === keyOf(from))?.data ?? (await dataIn(from, kubectl));
  const data = Object.fromEntries(
    Object.entries(keys).map(([own, key]) => {
      const value = here[key];
      if (value === undefined) {
        throw new DeployError(
          `the Secret ${keyOf(requirement)} is to hold what ${keyOf(from)} holds under ${key}, and that ` +
            'Secret does not exist or lacks the key. Create it first, then run: domicile secrets',
        );
      }
      return [own, decoded(value)];
    }),
  );
  return secretObject(requirement, 'Opaque', data);
}

async function dataIn({ namespace, name }: Copy['from'], kubectl: Kubectl): Promise<Values> {
  const [found] = await kubectl.objects(['get', 'secret', name, `--namespace=${namespace}`, '--ignore-not-found']);
  return (found?.data ?? {}) as Values;
}

function decoded(value: string): string {
  return Buffer.from(value, 'base64').toString('utf8');
}

function secretObject(
  { name, namespace, purpose, labels }: SecretRequirement,
  type: string,
  values: Values,
): NewSecret {
  const annotations = { 'domicile.internal/purpose': purpose };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type,
    metadata: { name, namespace, labels: { ...labels, ...TOOLKIT_LABELS }, annotations },
    data: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
    ),
  };
}
