import { randomBytes } from 'node:crypto';
import { issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import type { Progress } from '../engine.ts';
import { DeployError } from '../errors.ts';
import type { Kubectl } from '../kubectl.ts';
import { TOOLKIT_LABELS } from '../system-namespace.ts';
import { siteAuthority } from './authority.ts';
import { keysOf, type SecretContents, type SecretRequirement } from './requirement.ts';

const PASSWORD_BYTES = 32;
/** Prints names and keys, and never a value. */
const KEYS_ONLY =
  '-o=go-template={{range .items}}{{.metadata.name}}{{range $key, $value := .data}} {{$key}}{{end}}{{"\\n"}}{{end}}';

/** What became of one required Secret. `missing`: only the site can make it; `waiting`: a copy of one such. */
export interface SecretOutcome {
  readonly requirement: SecretRequirement;
  readonly outcome: 'kept' | 'created' | 'missing' | 'waiting';
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
  onProgress('looking at those that exist');
  const existing = await existingKeys(kubectl, requirements);
  const outcomes = withoutOriginal(requirements.map((requirement) => outcomeOf(requirement, existing)));
  const wanted = outcomes.filter(({ outcome }) => outcome === 'created').map(({ requirement }) => requirement);
  if (wanted.length > 0) onProgress(`creating ${wanted.length}`);
  await createAll(wanted, options);
  return outcomes;
}

function outcomeOf(requirement: SecretRequirement, existing: ReadonlyMap<string, readonly string[]>): SecretOutcome {
  const keys = existing.get(`${requirement.namespace}/${requirement.name}`);
  if (keys !== undefined) {
    requireKeys(requirement, keys);
    return { requirement, outcome: 'kept' };
  }
  return { requirement, outcome: requirement.contents.kind === 'external' ? 'missing' : 'created' };
}

// A copy of what only the site can make waits for the site, too.
function withoutOriginal(outcomes: readonly SecretOutcome[]): readonly SecretOutcome[] {
  const key = ({ namespace, name }: { readonly namespace: string; readonly name: string }) => `${namespace}/${name}`;
  const missing = new Set(outcomes.filter(({ outcome }) => outcome === 'missing').map((one) => key(one.requirement)));
  return outcomes.map((one) => {
    const { contents } = one.requirement;
    const waits = one.outcome === 'created' && contents.kind === 'copy' && missing.has(key(contents.from));
    return waits ? { ...one, outcome: 'waiting' } : one;
  });
}

async function createAll(requirements: readonly SecretRequirement[], { kubectl, site }: SecretOptions): Promise<void> {
  if (requirements.length === 0) return;
  const signs = requirements.some(({ contents }) => contents.kind === 'tls');
  const authority = signs ? await siteAuthority(kubectl, site) : undefined;
  const originals = requirements.filter(({ contents }) => contents.kind !== 'copy');
  const made = await Promise.all(originals.map((requirement) => secretFor(requirement, authority)));
  const copies = await Promise.all(
    requirements.flatMap(({ contents, ...requirement }) =>
      contents.kind === 'copy' ? [copyFor(requirement, contents, made, kubectl)] : [],
    ),
  );
  const items = [...made, ...copies];
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await kubectl.text(['create', '-o', 'name', '-f', '-'], list);
}

type Values = Readonly<Record<string, string>>;

function passwords(keys: readonly string[]): Values {
  return Object.fromEntries(keys.map((key) => [key, randomBytes(PASSWORD_BYTES).toString('base64url')]));
}

async function keyPair(
  authority: KeyPair,
  name: string,
  { dnsNames, usages }: SecretContents & { readonly kind: 'tls' },
): Promise<Values> {
  const leaf = await issueLeaf(authority, { commonName: dnsNames[0] ?? name, dnsNames, usages });
  return { 'tls.crt': leaf.certificate, 'tls.key': leaf.key, 'ca.crt': authority.certificate };
}

type Copy = SecretContents & { readonly kind: 'copy' };

/** The second end of a secret: with the values of the first, made just now or found in the cluster. */
async function copyFor(
  { name, namespace, purpose }: Omit<SecretRequirement, 'contents'>,
  { keys, from }: Copy,
  made: readonly Awaited<ReturnType<typeof secretFor>>[],
  kubectl: Kubectl,
) {
  const here = made.find(({ metadata }) => metadata.name === from.name && metadata.namespace === from.namespace);
  const values: Values = here?.stringData ?? (await valuesIn(from, kubectl));
  const stringData = Object.fromEntries(
    Object.entries(keys).map(([own, key]) => {
      const value = values[key];
      if (value === undefined) {
        throw new DeployError(
          `the Secret ${namespace}/${name} is to hold what ${from.namespace}/${from.name} holds under ${key}, and that ` +
            'Secret does not exist or lacks the key. Create it first, then run: domicile secrets',
        );
      }
      return [own, value];
    }),
  );
  return secretObject({ name, namespace, purpose }, 'Opaque', stringData);
}

async function valuesIn({ namespace, name }: Copy['from'], kubectl: Kubectl): Promise<Values> {
  const [found] = await kubectl.objects(['get', 'secret', name, `--namespace=${namespace}`, '--ignore-not-found']);
  const data = Object.entries((found?.data ?? {}) as Values);
  return Object.fromEntries(data.map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]));
}

function secretObject({ name, namespace, purpose }: Omit<SecretRequirement, 'contents'>, type: string, values: Values) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type,
    metadata: { name, namespace, labels: TOOLKIT_LABELS, annotations: { 'domicile.internal/purpose': purpose } },
    stringData: values,
  };
}

async function secretFor({ contents, ...requirement }: SecretRequirement, authority: KeyPair | undefined) {
  const isPair = contents.kind === 'tls' && authority !== undefined;
  const values = isPair ? await keyPair(authority, requirement.name, contents) : passwords(keysOf(contents));
  return secretObject(requirement, isPair ? 'kubernetes.io/tls' : 'Opaque', values);
}

/** The keys of every Secret in the namespaces that matter, by `namespace/name`. */
async function existingKeys(kubectl: Kubectl, requirements: readonly SecretRequirement[]) {
  const existing = new Map<string, readonly string[]>();
  for (const namespace of new Set(requirements.map((requirement) => requirement.namespace))) {
    const lines = (await kubectl.text(['get', 'secrets', `--namespace=${namespace}`, KEYS_ONLY])).split('\n');
    for (const [name, ...keys] of lines.filter((line) => line !== '').map((line) => line.split(' '))) {
      existing.set(`${namespace}/${name}`, keys);
    }
  }
  return existing;
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
