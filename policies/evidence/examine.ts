import type { KeyObject } from 'node:crypto';
import { digestOf } from './canonical.ts';
import { type Envelope, fileOf, isSigned, keyIdOf, PAYLOAD_TYPE } from './envelope.ts';
import { type EvidenceParts, PREDICATE_TYPE, STATEMENT_TYPE, type Statement } from './statement.ts';

/** What an evidence file turned out to be. */
export type Examined<Parts = EvidenceParts> =
  | { readonly genuine: true; readonly statement: Statement<Parts> }
  | Refusal;

interface Refusal {
  readonly genuine: false;
  /** The part of the file that is not what was signed. */
  readonly place: string;
  readonly reason: string;
}

/**
 * Examines the bytes of an evidence file with the public key of who should have signed it, and who should have stated
 * something of this type. Needs no network and no cluster.
 */
export function examine<Parts = EvidenceParts>(
  bytes: Uint8Array,
  key: KeyObject,
  predicateType: string = PREDICATE_TYPE,
): Examined<Parts> {
  const text = Buffer.from(bytes).toString('utf8');
  const read = jsonIn(text);
  if ('flaw' in read) return refused('the envelope', read.flaw);
  const envelope = envelopeIn(read.value);
  if (typeof envelope === 'string') return refused('the envelope', envelope);
  if (envelope.payloadType !== PAYLOAD_TYPE) {
    return refused('payloadType', `it is ${JSON.stringify(envelope.payloadType)}; evidence has ${PAYLOAD_TYPE}`);
  }
  const respelled = firstDifference(fileOf(envelope), text);
  if (respelled >= 0) return refused('the envelope', `its character ${respelled + 1} is not as it was written`);
  const payload = Buffer.from(envelope.payload, 'base64');
  const odd = firstDifference(payload.toString('base64'), envelope.payload);
  if (odd >= 0) return refused('payload', `it is no base64 at its character ${odd + 1}`);
  const statement = jsonIn(payload.toString('utf8'));
  if ('flaw' in statement) return refused('payload', statement.flaw);
  const damaged = damageIn(statement.value, predicateType);
  const signed = isSigned(envelope, payload, key);
  if (damaged !== undefined) return damaged;
  if (!signed) return unsigned(envelope, key);
  return { genuine: true, statement: statement.value as Statement<Parts> };
}

function unsigned({ signatures }: Envelope, key: KeyObject): Refusal {
  const wanted = keyIdOf(key);
  const ids = signatures.map(({ keyid }) => keyid);
  if (!ids.includes(wanted))
    return refused('signatures', `they name the keys ${ids.join(', ')}; the given one is ${wanted}`);
  return refused(
    'signatures',
    'the parts of the statement agree with their digests, but this signature is not over them',
  );
}

/** The part of a statement that is not what its digest says. */
function damageIn(value: unknown, wanted: string): Refusal | undefined {
  if (!isRecord(value)) return refused('payload', 'it is no statement');
  const { _type, predicateType, predicate, subject } = value;
  if (_type !== STATEMENT_TYPE)
    return refused('payload _type', `it is ${JSON.stringify(_type)}; it must be ${STATEMENT_TYPE}`);
  if (predicateType !== wanted)
    return refused('payload predicateType', `it is ${JSON.stringify(predicateType)}; it must be ${wanted}`);
  const digests = isRecord(predicate) ? predicate.digests : undefined;
  if (!isRecord(predicate) || !isRecord(digests)) return refused('payload predicate.digests', 'there are none');
  const { digests: _, ...parts } = predicate;
  const all: Readonly<Record<string, unknown>> = { ...parts, subject };
  const names = [...new Set([...Object.keys(all), ...Object.keys(digests)])].sort();
  const wrong = names.find((name) => digests[name] !== digestOf(all[name]));
  if (wrong === undefined) return undefined;
  const place = wrong === 'subject' ? 'payload subject' : `payload predicate.${wrong}`;
  return refused(
    place,
    `its digest is ${digestOf(all[wrong])}, the statement says ${String(digests[wrong] ?? 'none')}`,
  );
}

function envelopeIn(value: unknown): Envelope | string {
  if (!isRecord(value)) return 'it is no object';
  const { payload, payloadType, signatures } = value;
  if (typeof payload !== 'string' || typeof payloadType !== 'string') return 'it has no payload and payloadType';
  if (!Array.isArray(signatures) || signatures.length !== 1) return 'it must have one signature';
  const whole = signatures.every(
    (one) => isRecord(one) && typeof one.keyid === 'string' && typeof one.sig === 'string',
  );
  return whole ? { payload, payloadType, signatures } : 'a signature has no keyid and sig';
}

function jsonIn(text: string): { readonly value: unknown } | { readonly flaw: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { flaw: `it is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function firstDifference(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) if (a[at] !== b[at]) return at;
  return -1;
}

function refused(place: string, reason: string): Refusal {
  return { genuine: false, place, reason };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
