import { createHash, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, sealed } from '../../policies/evidence/envelope.ts';
import { examine } from '../../policies/evidence/examine.ts';
import { type Statement, statementOf } from '../../policies/evidence/statement.ts';
import { type BundleRecord, type Flaw, layout } from './layout.ts';
import { put } from './seal.ts';

/** How the list of checksums of a folder is signed: in which file, and as what. */
export interface SignatureForm {
  /** From the root of the folder. */
  readonly file: string;
  readonly predicateType: string;
  /** What the folder is called in messages: `bundle`. */
  readonly noun: string;
}

/** The form of a bundle's signature. */
export const BUNDLE_SIGNATURE: SignatureForm = {
  file: layout.signature,
  predicateType: 'https://domicile.internal/bundle/v1',
  noun: 'bundle',
};

type Parts = Pick<BundleRecord, 'tool' | 'site'>;

/** Signs the list of checksums, and with it every file; it names no time, so that the same folder has the same signature. */
export function signSums(root: string, { tool, site }: Parts, key: KeyObject, form: SignatureForm): void {
  const subject = [{ name: layout.sums, digest: { sha256: digestOfSums(root) } }];
  const statement = statementOf<Parts>(subject, { tool, site }, form.predicateType);
  put(root, form.file, fileOf(sealed(Buffer.from(JSON.stringify(statement)), key)));
}

/**
 * What is wrong between a folder's signature and its list of checksums, by the file that is not as it was signed; undefined
 * when the signature stands, or when nothing was asked of a folder without one.
 */
export function signatureFlaw(root: string, key: KeyObject | undefined, form: SignatureForm): Flaw | undefined {
  const file = join(root, form.file);
  if (!existsSync(file)) {
    return key === undefined
      ? undefined
      : { file: form.file, reason: `it is missing: this ${form.noun} is not signed, and a key was given` };
  }
  const bytes = readFileSync(file);
  const seen = digestOfSums(root);
  if (key === undefined) {
    const signed = signedBy(statedIn(bytes));
    if (signed === seen) return undefined;
    const reason = `it is over a ${layout.sums} with the SHA-256 ${signed ?? '(none)'}; the one here has ${seen}`;
    return { file: form.file, reason };
  }
  const examined = examine<Parts>(bytes, key, form.predicateType);
  if (!examined.genuine) return { file: form.file, reason: `${examined.place}: ${examined.reason}` };
  const signed = signedBy(examined.statement);
  if (signed === seen) return undefined;
  // The signature is genuine, so what it is over is what has changed.
  const reason = `its SHA-256 is ${seen}; ${form.file} is over one with ${signed ?? '(none)'}`;
  return { file: layout.sums, reason };
}

function signedBy(statement: Statement<Parts> | undefined): string | undefined {
  return statement?.subject?.[0]?.digest?.sha256;
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
