import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretRequirement } from '../../constructs/core/secret-contents.ts';
import { DeployError } from '../errors.ts';

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

/** The part of the cluster that makes the Secret; undefined for whatever is made by this command, or by a person. */
export function issuerOf({ contents }: SecretRequirement): string | undefined {
  if (contents.kind === 'tls') return contents.issuer;
  return contents.kind === 'external' ? contents.store : undefined;
}
