import { describe, expect, test } from 'vitest';
import { GeneratedSecret, secretRequirementsOf } from '../../../constructs/core/secrets.ts';
import { workbench } from '../../support/synthesized.ts';

describe('a declared Secret', () => {
  const { stack } = workbench();
  const passwords = new GeneratedSecret(stack, 'b', {
    namespace: 'place',
    name: 'passwords',
    purpose: 'logins',
    contents: { kind: 'passwords', keys: ['user'] },
  });
  const certificate = new GeneratedSecret(stack, 'a', {
    namespace: 'place',
    name: 'certificate',
    purpose: 'TLS',
    contents: { kind: 'tls', dnsNames: ['x.place.svc'], usages: ['server'] },
  });

  test('is referred to by name and key', () => {
    expect(passwords.key('user')).toEqual({ secretName: 'passwords', key: 'user' });
    expect(certificate.key('ca.crt')).toEqual({ secretName: 'certificate', key: 'ca.crt' });
  });

  test('refuses a key that it does not declare, and names those that it does', () => {
    expect(() => passwords.key('admin')).toThrow('has no key "admin"; it has user');
    expect(() => certificate.key('password')).toThrow('it has tls.crt, tls.key, ca.crt');
  });

  test('is listed for whoever creates it, in the order of its name', () => {
    expect(secretRequirementsOf(stack).map(({ name }) => name)).toEqual(['certificate', 'passwords']);
  });
});
