import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../command.ts';

const HOW = 'openssl genpkey -algorithm ed25519 -out key.pem && openssl pkey -in key.pem -pubout -out key.pub.pem';

/** The Ed25519 private key in a PEM file. @throws UsageError when it is another kind of key, or cannot be read */
export function privateKey(file: string, cwd: string): KeyObject {
  return keyIn(file, cwd, 'private', createPrivateKey);
}

/** The Ed25519 public key in a PEM file. @throws UsageError when it is another kind of key, or cannot be read */
export function publicKey(file: string, cwd: string): KeyObject {
  return keyIn(file, cwd, 'public', createPublicKey);
}

function keyIn(file: string, cwd: string, kind: string, read: (pem: Buffer) => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read(readFileSync(resolve(cwd, file)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} holds no ${kind} key that can be read: ${reason}. Make a pair with: ${HOW}`);
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new UsageError(`${file} holds a ${key.asymmetricKeyType} key; evidence is signed with ed25519: ${HOW}`);
}
