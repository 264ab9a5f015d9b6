import type { SecretRequirement } from '../../constructs/core/secret-contents.ts';
import type { Progress } from '../engine.ts';
import { DeployError } from '../errors.ts';
import type { Kubectl } from '../kubectl.ts';
import { siteAuthority } from './authority.ts';
import { type FoundSecret, foundSecrets, ROTATED } from './found.ts';
import { beginJournal, closeJournal, type Journal, openJournal } from './journal.ts';
import { issuerOf } from './requirement.ts';
import { restartReaders } from './restart.ts';
import { keyOf, type NewSecret, newSecrets } from './values.ts';

const FIELD_MANAGER = '--field-manager=domicile-secrets';

/** What a rotation is given. */
export interface RotationOptions {
  readonly kubectl: Kubectl;
  readonly site: string;
  readonly requirements: readonly SecretRequirement[];
  /** `all`, or one Secret as `namespace/name` or by its name alone. */
  readonly which: string;
  readonly onProgress: Progress;
}

/** What a rotation did. */
export interface Rotation {
  /** True when it finished one that was interrupted, and began none of its own. */
  readonly resumed: boolean;
  /** Secrets with new values, sorted. */
  readonly rotated: readonly string[];
  /** Secrets of the choice that were left alone, and why. */
  readonly kept: readonly { readonly secret: string; readonly why: string }[];
  /** Workloads whose pods were replaced, in that order: databases first. */
  readonly restarted: readonly string[];
}

/**
 * Gives the chosen Secrets new values, then replaces the pods that read them: databases first, which take new passwords as
 * they start, then everything else. An interrupted rotation is finished first, with the values that it had made.
 * @throws {@link DeployError} when the choice names no Secret, or only such as may not change
 */
export async function rotateSecrets(options: RotationOptions): Promise<Rotation> {
  const { kubectl, site, requirements, which } = options;
  const interrupted = await openJournal(kubectl, site);
  if (interrupted !== undefined) return { ...(await carryOut(interrupted, options)), resumed: true, kept: [] };
  const { changing, kept } = await chosen(requirements, which, kubectl);
  const journal = await beginJournal(kubectl, site, changing.map(keyOf));
  return { ...(await carryOut(journal, options)), resumed: false, kept };
}

async function carryOut(journal: Journal, { kubectl, site, requirements, onProgress }: RotationOptions) {
  const rotating = requirements.filter((requirement) => journal.secrets.includes(keyOf(requirement)));
  const found = await foundSecrets(kubectl, rotating);
  const left = rotating.filter(
    // cert-manager renews its own; what reads them has to start anew all the same.
    (requirement) => issuerOf(requirement) === undefined && found.get(keyOf(requirement))?.rotated !== journal.started,
  );
  if (left.length > 0) {
    onProgress(`new values for ${left.length}`);
    const made = await newSecrets(left, kubectl, () => siteAuthority(kubectl, site));
    // In one call, originals before their copies; what an interrupt leaves over has no mark.
    const items = made.map((secret) => withMark(secret, journal.started));
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    await kubectl.text(['apply', '--server-side', '--force-conflicts', FIELD_MANAGER, '-o', 'name', '-f', '-'], list);
  }
  const restarted = await restartReaders({
    kubectl,
    secrets: new Set(journal.secrets),
    at: journal.started,
    onProgress,
  });
  await closeJournal(kubectl, site);
  return { rotated: [...journal.secrets].sort(), restarted };
}

function withMark(secret: NewSecret, started: string): NewSecret {
  const annotations = { ...secret.metadata.annotations, [ROTATED]: started };
  return { ...secret, metadata: { ...secret.metadata, annotations } };
}

async function chosen(requirements: readonly SecretRequirement[], which: string, kubectl: Kubectl) {
  const named = requirements.filter((one) => which === 'all' || which === one.name || which === keyOf(one));
  if (named.length === 0) {
    throw new DeployError(
      `no Secret is called "${which}"; there are: all, ${requirements.map(keyOf).join(', ') || 'and no other'}`,
    );
  }
  // The two ends of one secret change together.
  const copies = requirements.filter(
    ({ contents }) => contents.kind === 'copy' && named.some((one) => keyOf(one) === keyOf(contents.from)),
  );
  const wanted = [...new Set([...named, ...copies])];
  const reasons = whyKept(wanted, requirements, await foundSecrets(kubectl, wanted));
  const kept = wanted.flatMap((one) => {
    const why = reasons.get(keyOf(one));
    return why === undefined ? [] : [{ secret: keyOf(one), why }];
  });
  const changing = wanted.filter((one) => !reasons.has(keyOf(one)));
  if (changing.length > 0) return { changing, kept };
  throw new DeployError(
    `nothing was changed:\n${kept.map(({ secret, why }) => `  ${secret}: ${why}`).join('\n') || '  there is no Secret'}`,
  );
}

function whyKept(
  wanted: readonly SecretRequirement[],
  all: readonly SecretRequirement[],
  found: ReadonlyMap<string, FoundSecret>,
): ReadonlyMap<string, string> {
  const byKey = new Map(all.map((one) => [keyOf(one), one]));
  const why = (one: SecretRequirement): string | undefined => {
    const { contents } = one;
    if (contents.kind === 'external')
      return 'its values come from the site; change them at their source, then in the Secret';
    if (contents.kind === 'passwords' && contents.keep !== undefined) return contents.keep;
    if (contents.kind === 'copy') {
      const source = byKey.get(keyOf(contents.from));
      if (source === undefined || !wanted.includes(source)) return `it is a copy; rotate ${keyOf(contents.from)}`;
      return why(source) === undefined ? undefined : `it is a copy of ${keyOf(source)}, which is left alone`;
    }
    if (issuerOf(one) !== undefined || found.get(keyOf(one))?.own === true) return undefined;
    return 'it does not exist, or this command did not make it; create it with domicile secrets, or change it where it comes from';
  };
  return new Map(wanted.flatMap((one) => [[keyOf(one), why(one)] as const]).filter(hasReason));
}

function hasReason(entry: readonly [string, string | undefined]): entry is readonly [string, string] {
  return entry[1] !== undefined;
}
