import { generateKeyPairSync, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, digestOf } from '../../../policies/evidence/canonical.ts';
import { fileOf, sealed } from '../../../policies/evidence/envelope.ts';
import { examine } from '../../../policies/evidence/examine.ts';
import { type EvidenceParts, statementOf } from '../../../policies/evidence/statement.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const parts: EvidenceParts = {
  tool: { name: 'domicile', version: '0.1.0' },
  at: '2026-11-22T10:00:00.000Z',
  judge: {
    catalogue: { version: '1.0.0', asOf: '2026-11-22', sha256: 'c'.repeat(64) },
    pack: 'all',
    boundary: 'EEA',
    rules: ['RES-001'],
    rulesSha256: 'r'.repeat(64),
  },
  site: null,
  cluster: { context: 'hospital', identity: 'u', version: 'v1.36.3', objects: [] },
  report: { schema: 'domicile/check/v1', verdict: 'pass', findings: [] },
};
const subject = [{ name: 'v1 ConfigMap clinical/a', digest: { sha256: 'a'.repeat(64) } }];
const statement = statementOf(subject, parts);
const write = (value: unknown) => Buffer.from(fileOf(sealed(Buffer.from(JSON.stringify(value)), privateKey)));
const file = write(statement);

describe('evidence', () => {
  it('is genuine as it was written, and says what it said', () => {
    expect(examine(file, publicKey)).toEqual({ genuine: true, statement });
  });

  it('is a DSSE envelope that any other reader can check', () => {
    const { payloadType, payload, signatures } = JSON.parse(file.toString('utf8'));
    const body = Buffer.from(payload, 'base64');
    const over = Buffer.concat([Buffer.from(`DSSEv1 28 ${payloadType} ${body.length} `), body]);
    expect(payloadType).toBe('application/vnd.in-toto+json');
    expect(verify(null, over, publicKey, Buffer.from(signatures[0].sig, 'base64'))).toBe(true);
    expect(JSON.parse(body.toString('utf8'))).toMatchObject({ _type: 'https://in-toto.io/Statement/v1', subject });
  });

  it('is refused with a place when any byte is flipped in any way', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(file);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const examined = examine(changed, publicKey);
        expect(examined.genuine).toBe(false);
        if (!examined.genuine) expect(examined.place).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['the verdict', { ...parts, report: { verdict: 'fail' } }, subject, 'payload predicate.report'],
    [
      'the cluster',
      { ...parts, cluster: { ...parts.cluster, identity: 'other' } },
      subject,
      'payload predicate.cluster',
    ],
    ['the catalogue', { ...parts, judge: { ...parts.judge, boundary: 'EU' } }, subject, 'payload predicate.judge'],
    ['an object', parts, [{ ...subject[0], name: 'v1 ConfigMap clinical/b' }], 'payload subject'],
    ['a part that nobody wrote', { ...parts, more: 1 }, subject, 'payload predicate.more'],
  ])('names %s when that was changed', (_name, changed, judged, place) => {
    const { digests } = statement.predicate;
    const forged = { ...statement, subject: judged, predicate: { ...changed, digests } };
    const { signatures } = JSON.parse(file.toString('utf8'));
    const payload = Buffer.from(JSON.stringify(forged)).toString('base64');
    const bytes = Buffer.from(fileOf({ payloadType: 'application/vnd.in-toto+json', payload, signatures }));
    expect(examine(bytes, publicKey)).toMatchObject({ genuine: false, place });
  });

  it.each([
    ['another key', () => examine(file, generateKeyPairSync('ed25519').publicKey), 'signatures'],
    ['no JSON', () => examine(Buffer.from('{'), publicKey), 'the envelope'],
    ['another type of payload', () => examine(write({ _type: 'x' }), publicKey), 'payload _type'],
    [
      'a statement of something else',
      () => examine(write({ ...statement, predicateType: 'y' }), publicKey),
      'payload predicateType',
    ],
    [
      'a second signature',
      () => {
        const { signatures, ...rest } = JSON.parse(file.toString('utf8'));
        return examine(Buffer.from(fileOf({ ...rest, signatures: [...signatures, ...signatures] })), publicKey);
      },
      'the envelope',
    ],
  ])('refuses %s', (_name, attempt, place) => expect(attempt()).toMatchObject({ genuine: false, place }));

  it('gives equal values equal digests, whatever the order of their keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(digestOf(turned)).toBe(digestOf(value));
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
