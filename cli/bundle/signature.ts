import { createHash, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, sealed } from '../../policies/evidence/envelope.ts';
import { examine } from '../../policies/evidence/examine.ts';
import { type Statement, statementOf } from '../../policies/evidence/statement.ts';
import { type BundleRecord, layout } from './layout.ts';
import { put } from './seal.ts';

/** `predicateType` of what a bundle's signature states. */
const PREDICATE_TYPE = 'https://domicile.internal/bundle/v1';

type Parts = Pick<BundleRecord, 'tool' | 'site'>;

/** Signs the list of checksums, and with it every file; it names no time, so that the same bundle has the same signature. */
export function signBundle(root: string, { tool, site }: BundleRecord, key: KeyObject): void {
  const subject = [{ name: layout.sums, digest: { sha256: digestOfSums(root) } }];
  const statement = statementOf<Parts>(subject, { tool, site }, PREDICATE_TYPE);
  put(root, layout.signature, fileOf(sealed(Buffer.from(JSON.stringify(statement)), key)));
}

/** Why the signature of a bundle does not stand; undefined when it does, or when nothing was asked of a bundle without one. */
export function signatureFlaw(root: string, key: KeyObject | undefined): string | undefined {
  const file = join(root, layout.signature);
  if (!existsSync(file))
    return key === undefined ? undefined : 'it is missing: this bundle is not signed, and a key was given';
  const bytes = readFileSync(file);
  if (key === undefined) return staleness(root, statedIn(bytes));
  const examined = examine<Parts>(bytes, key, PREDICATE_TYPE);
  return examined.genuine ? staleness(root, examined.statement) : `${examined.place}: ${examined.reason}`;
}

/** A signature that was good for another list is none for this one. */
function staleness(root: string, statement: Statement<Parts> | undefined): string | undefined {
  const signed = statement?.subject?.[0]?.digest?.sha256;
  const seen = digestOfSums(root);
  if (signed === seen) return undefined;
  return `it is over a ${layout.sums} with the SHA-256 ${signed ?? '(none)'}; the one here has ${seen}`;
}

/** What it says, whoever may have signed it. */
function statedIn(bytes: Buffer): Statement<Parts> | undefined {
  try {
    const { payload } = JSON.parse(bytes.toString('utf8')) as { readonly payload: string };
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as Statement<Parts>;
  } catch {
    return undefined; // then it is over nothing, and refused
  }
}

function digestOfSums(root: string): string {
  return createHash('sha256')
    .update(readFileSync(join(root, layout.sums)))
    .digest('hex');
}
