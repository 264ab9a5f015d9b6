import { createHash, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileOf, sealed } from '../../policies/evidence/envelope.ts';
import { examine } from '../../policies/evidence/examine.ts';
import type { EvidenceParts, Statement } from '../../policies/evidence/statement.ts';
import { type Terminal, UsageError } from '../command.ts';
import { publicKey } from './keys.ts';

/** Where evidence is written unless the caller names another folder. */
export const EVIDENCE_FOLDER = join('.domicile', 'evidence');

/**
 * Signs a statement and writes it, named by the SHA-256 of its bytes. Returns the path of the file.
 * @throws {@link UsageError} when it cannot be written
 */
export function saveEvidence<Parts>(statement: Statement<Parts>, key: KeyObject, folder: string): string {
  const bytes = fileOf(sealed(Buffer.from(JSON.stringify(statement)), key));
  const file = join(folder, `${sha256(bytes)}.dsse.json`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, bytes);
  } catch (error) {
    throw new UsageError(`cannot write the evidence: ${error instanceof Error ? error.message : String(error)}`);
  }
  return file;
}

/** An evidence file that is what its signer wrote. */
export interface GenuineEvidence<Parts> {
  readonly statement: Statement<Parts>;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads an evidence file and examines it with the public key in another; undefined after saying what of it is not genuine.
 * @param predicateType what it should be evidence of; what `domicile verify` states when left away
 * @throws {@link UsageError} when a file cannot be read
 */
export function readEvidence<Parts = EvidenceParts>(
  command: string,
  file: string,
  key: string,
  { cwd, stderr }: Pick<Terminal, 'cwd' | 'stderr'>,
  predicateType?: string,
): GenuineEvidence<Parts> | undefined {
  const bytes = bytesOf(file, cwd);
  const examined = examine<Parts>(bytes, publicKey(key, cwd), predicateType);
  if (examined.genuine) return { statement: examined.statement, sha256: sha256(bytes) };
  stderr.write(`domicile ${command}: ${file} is not genuine: ${examined.place}: ${examined.reason}\n`);
  return undefined;
}

function bytesOf(file: string, cwd: string): Buffer {
  try {
    return readFileSync(resolve(cwd, file));
  } catch (error) {
    throw new UsageError(`cannot read the evidence: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
