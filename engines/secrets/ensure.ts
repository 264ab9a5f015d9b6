import { randomBytes } from 'node:crypto';
import { issueLeaf } from '../../controlplane/certificates.ts';
import type { Progress } from '../engine.ts';
import { DeployError } from '../errors.ts';
import type { Kubectl } from '../kubectl.ts';
import { TOOLKIT_LABELS } from '../system-namespace.ts';
import { siteAuthority } from './authority.ts';
import { keysOf, type SecretRequirement } from './requirement.ts';

const PASSWORD_BYTES = 32;
/** Prints the keys and never a value. */
const KEYS_ONLY = '-o=go-template={{range $key, $value := .data}}{{$key}}{{"\\n"}}{{end}}';
const NAMESPACE_NAME = '-o=name';

/** What became of one required Secret. `missing`: only the site can make it. */
export interface SecretOutcome {
  readonly requirement: SecretRequirement;
  readonly outcome: 'kept' | 'created' | 'missing';
}

/** What a run over the requirements is given. */
export interface SecretOptions {
  readonly kubectl: Kubectl;
  readonly site: string;
  readonly requirements: readonly SecretRequirement[];
  readonly onProgress: Progress;
}

/**
 * Creates the required Secrets that do not exist, straight in the cluster. Values are never printed and never touch a
 * disk of this machine. Existing Secrets are left alone.
 * @throws {@link DeployError} when a namespace is missing, or an existing Secret lacks a key
 */
export async function ensureSecrets(options: SecretOptions): Promise<readonly SecretOutcome[]> {
  const { kubectl, requirements, onProgress } = options;
  await requireNamespaces(kubectl, requirements);
  const outcomes: SecretOutcome[] = [];
  for (const requirement of requirements) {
    onProgress(`${requirement.namespace}/${requirement.name}`);
    outcomes.push({ requirement, outcome: await ensureSecret(requirement, options) });
  }
  return outcomes;
}

async function ensureSecret(requirement: SecretRequirement, options: SecretOptions): Promise<SecretOutcome['outcome']> {
  const { kubectl, site } = options;
  const keys = await existingKeys(kubectl, requirement);
  if (keys !== undefined) {
    requireKeys(requirement, keys);
    return 'kept';
  }
  const { contents } = requirement;
  if (contents.kind === 'external') return 'missing';
  const values =
    contents.kind === 'tls' ? await keyPair(kubectl, site, requirement.name, contents) : passwords(contents.keys);
  await create(kubectl, requirement, values);
  return 'created';
}

type Values = Readonly<Record<string, string>>;

function passwords(keys: readonly string[]): Values {
  return Object.fromEntries(keys.map((key) => [key, randomBytes(PASSWORD_BYTES).toString('base64url')]));
}

async function keyPair(
  kubectl: Kubectl,
  site: string,
  name: string,
  { dnsNames, usages }: SecretRequirement['contents'] & { readonly kind: 'tls' },
): Promise<Values> {
  const authority = await siteAuthority(kubectl, site);
  const leaf = await issueLeaf(authority, { commonName: dnsNames[0] ?? name, dnsNames, usages });
  return { 'tls.crt': leaf.certificate, 'tls.key': leaf.key, 'ca.crt': authority.certificate };
}

async function create(kubectl: Kubectl, requirement: SecretRequirement, stringData: Values): Promise<void> {
  const { name, namespace, purpose, contents } = requirement;
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: contents.kind === 'tls' ? 'kubernetes.io/tls' : 'Opaque',
    metadata: { name, namespace, labels: TOOLKIT_LABELS, annotations: { 'domicile.internal/purpose': purpose } },
    stringData,
  };
  await kubectl.text(['create', '-o', 'name', '-f', '-'], JSON.stringify(secret));
}

async function existingKeys(
  kubectl: Kubectl,
  { name, namespace }: SecretRequirement,
): Promise<readonly string[] | undefined> {
  const at = ['get', 'secret', name, `--namespace=${namespace}`, '--ignore-not-found'];
  if ((await kubectl.text([...at, NAMESPACE_NAME])).trim() === '') return undefined;
  return (await kubectl.text([...at, KEYS_ONLY])).split('\n').filter((key) => key !== '');
}

function requireKeys({ namespace, name, contents }: SecretRequirement, keys: readonly string[]): void {
  const lacking = keysOf(contents).filter((key) => !keys.includes(key));
  if (lacking.length === 0) return;
  throw new DeployError(
    `the Secret ${namespace}/${name} exists but lacks ${lacking.join(', ')}; it has ${keys.join(', ') || 'nothing'}. ` +
      'It was left alone. Add the keys, or delete it and run: domicile secrets',
  );
}

async function requireNamespaces(kubectl: Kubectl, requirements: readonly SecretRequirement[]): Promise<void> {
  const wanted = [...new Set(requirements.map(({ namespace }) => namespace))];
  if (wanted.length === 0) return;
  const found = await kubectl.objects(['get', 'namespaces']);
  const names = new Set(found.map(({ metadata }) => metadata.name));
  const absent = wanted.filter((name) => !names.has(name));
  if (absent.length === 0) return;
  throw new DeployError(
    `the namespaces ${absent.join(', ')} do not exist in the context ${kubectl.context}, so no Secret can be put there. ` +
      'Deploy the foundation first: domicile up, or npx cdktf deploy foundation',
  );
}
