import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAuthority, expiryOf, issueLeaf } from '../../controlplane/certificates.ts';

describe('a leaf certificate', async () => {
  const authority = await createAuthority('a test authority');
  const leaf = await issueLeaf(authority, {
    commonName: 'somebody',
    organizations: ['one', 'two'],
    dnsNames: ['server.example'],
    addresses: ['127.0.0.1'],
    days: 30,
  });
  const parsed = new X509Certificate(leaf.certificate);

  it('is signed by its authority and by no other', async () => {
    const other = new X509Certificate((await createAuthority('a test authority')).certificate);
    expect(parsed.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
    expect(parsed.verify(other.publicKey)).toBe(false);
  });

  it('names its holder, groups and hosts', () => {
    expect(parsed.subject.split('\n')).toEqual(['O=one', 'O=two', 'CN=somebody']);
    expect(parsed.checkHost('server.example')).toBe('server.example');
    expect(parsed.checkHost('other.example')).toBeUndefined();
    expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1');
  });

  it('says by which key of its authority it was signed, as RFC 5280 asks', () => {
    const [authorityKey, ownKey] = [35, 14].map((last) => Buffer.from([0x06, 0x03, 0x55, 0x1d, last]));
    const issuer = new X509Certificate(authority.certificate);
    expect(authorityKey && parsed.raw.includes(authorityKey)).toBe(true);
    expect(ownKey && issuer.raw.includes(ownKey)).toBe(true);
  });

  it('ends when asked, and is no authority', () => {
    expect(Math.round((expiryOf(leaf.certificate).getTime() - Date.now()) / 86_400_000)).toBe(30);
    expect(parsed.ca).toBe(false);
  });

  it('comes with the matching private key', async () => {
    const { createPrivateKey } = await import('node:crypto');
    expect(parsed.checkPrivateKey(createPrivateKey(leaf.key))).toBe(true);
  });
});
