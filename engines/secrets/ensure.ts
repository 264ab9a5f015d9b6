import { keysOf, type SecretRequirement } from '../../constructs/core/secret-contents.ts';
import type { Progress } from '../engine.ts';
import { DeployError } from '../errors.ts';
import type { Kubectl } from '../kubectl.ts';
import { siteAuthority } from './authority.ts';
import { type FoundSecret, foundSecrets } from './found.ts';
import { issuerOf } from './requirement.ts';
import { keyOf, newSecrets } from './values.ts';

/**
 * What became of one required Secret. `missing`: only the site can make it; `waiting`: a copy of one such;
 * `awaited`: cert-manager issues it, and has not yet.
 */
export interface SecretOutcome {
  readonly requirement: SecretRequirement;
  readonly outcome: 'kept' | 'created' | 'missing' | 'waiting' | 'awaited';
  /** When the first certificate of a Secret that was kept expires; undefined when it holds none. */
  readonly expires?: Date | undefined;
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
  const existing = await foundSecrets(kubectl, requirements);
  const outcomes = withoutOriginal(requirements.map((requirement) => outcomeOf(requirement, existing)));
  const wanted = outcomes.filter(({ outcome }) => outcome === 'created').map(({ requirement }) => requirement);
  if (wanted.length > 0) onProgress(`creating ${wanted.length}`);
  await createAll(wanted, options);
  return outcomes;
}

function outcomeOf(requirement: SecretRequirement, existing: ReadonlyMap<string, FoundSecret>): SecretOutcome {
  const found = existing.get(keyOf(requirement));
  if (found !== undefined) {
    requireKeys(requirement, found.keys);
    return { requirement, outcome: 'kept', expires: found.expires };
  }
  if (issuerOf(requirement) !== undefined) return { requirement, outcome: 'awaited' };
  return { requirement, outcome: requirement.contents.kind === 'external' ? 'missing' : 'created' };
}

// A copy of what only the site can make waits for the site, too.
function withoutOriginal(outcomes: readonly SecretOutcome[]): readonly SecretOutcome[] {
  const missing = new Set(
    outcomes
      .filter(({ outcome }) => outcome === 'missing' || outcome === 'awaited')
      .map(({ requirement }) => keyOf(requirement)),
  );
  return outcomes.map((one) => {
    const { contents } = one.requirement;
    const waits = one.outcome === 'created' && contents.kind === 'copy' && missing.has(keyOf(contents.from));
    return waits ? { ...one, outcome: 'waiting' } : one;
  });
}

async function createAll(requirements: readonly SecretRequirement[], { kubectl, site }: SecretOptions): Promise<void> {
  if (requirements.length === 0) return;
  const items = await newSecrets(requirements, kubectl, () => siteAuthority(kubectl, site));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await kubectl.text(['create', '-o', 'name', '-f', '-'], list);
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
      'Deploy the foundation first: domicile up, or npx cdktf deploy foundation (and admission, where the site has it)',
  );
}
