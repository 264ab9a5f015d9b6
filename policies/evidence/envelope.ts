import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** The media type of an in-toto statement in an envelope. */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** A signed payload: DSSE, version 1. */
export interface Envelope {
  readonly payloadType: string;
  /** Base64. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** Signs a payload with an Ed25519 private key. */
export function sealed(payload: Buffer, key: KeyObject): Envelope {
  const sig = sign(null, encoded(PAYLOAD_TYPE, payload), key).toString('base64');
  const signatures = [{ keyid: keyIdOf(createPublicKey(key)), sig }];
  return { payloadType: PAYLOAD_TYPE, payload: payload.toString('base64'), signatures };
}

/** Whether the one signature is that of the key over this payload. */
export function isSigned({ payloadType, signatures }: Envelope, payload: Buffer, key: KeyObject): boolean {
  const [first, ...others] = signatures;
  if (first === undefined || others.length > 0 || first.keyid !== keyIdOf(key)) return false;
  const sig = Buffer.from(first.sig, 'base64');
  // Base64 has several spellings of the same bytes; only one was written.
  return sig.toString('base64') === first.sig && verify(null, encoded(payloadType, payload), key, sig);
}

/** The file of an envelope: one line, in one spelling. */
export function fileOf({ payloadType, payload, signatures }: Envelope): string {
  const signed = signatures.map(({ keyid, sig }) => ({ keyid, sig }));
  return `${JSON.stringify({ payloadType, payload, signatures: signed })}\n`;
}

/** SHA-256 of the public key in DER, in hexadecimal. */
export function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** The pre-authentication encoding of DSSE: type and payload, each with its length, so that neither can pass for the other. */
function encoded(type: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}
