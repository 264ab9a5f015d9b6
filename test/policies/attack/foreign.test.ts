import { describe, expect, test } from 'vitest';
import { foreignTo } from '../../../policies/attack/foreign.ts';
import { randomOf } from '../../../policies/attack/random.ts';
import { CLIENT_SPELLINGS, WEB_ADDRESSES, webSpellings } from '../../../policies/attack/spellings.ts';
import { argumentsOf, resourceTypeOf } from '../../../policies/attack/terraform-form.ts';
import { boundaryOf } from '../../../policies/judge.ts';
import { toKubernetes } from '../../../policies/subjects/index.ts';

const eea = foreignTo(boundaryOf('EEA', [], new Set(['DE', 'FR'])));
const has = (values: readonly { readonly value: string }[], value: string) => values.some((one) => one.value === value);

describe('what is foreign is a fact of the catalogue', () => {
  test('regions outside, prefixes that lie among them, and none inside', () => {
    for (const code of ['us-east-1', 'eu-west-2', 'eu-central-2', 'europe-west6', 'uksouth']) {
      expect(has(eea.regions, code), code).toBe(true);
    }
    for (const code of ['eu-central-1', 'europe-west3', 'fsn1']) expect(has(eea.regions, code), code).toBe(false);
  });

  test('hosts outside, and none inside', () => {
    expect(has(eea.hosts, 'api.anthropic.com') || has(eea.hosts, 'anthropic.com')).toBe(true);
    expect(eea.hosts.some(({ value }) => value.includes('us-east-1'))).toBe(true);
    expect(eea.hosts.some(({ value }) => value.includes('fr-par'))).toBe(false);
    expect(eea.hosts.length).toBeGreaterThan(1000);
  });

  test('depends on the boundary: Norway is outside the EU', () => {
    const eu = foreignTo(boundaryOf('EU'));
    expect(has(eu.regions, 'norwayeast')).toBe(true);
    expect(has(eea.regions, 'norwayeast')).toBe(false);
  });

  test('what the site claims for itself is not foreign to it', () => {
    const claim = { match: '*.openai.com', country: 'DE', operator: 'us', position: undefined };
    const { hosts } = foreignTo(boundaryOf('EEA', [claim]));
    expect(hosts.filter(({ value }) => value.endsWith('.openai.com'))).toEqual([]);
  });

  test('hosts inside that answer to a foreign law count only where the site asks who does', () => {
    expect(eea.operated.length).toBeGreaterThan(20);
    expect(foreignTo(boundaryOf('EEA')).operated).toEqual([]);
  });

  test('addresses are public, and outside of the networks that the site claims', () => {
    const claims = [{ match: '8.0.0.0/8', country: 'DE', operator: 'us', position: undefined }];
    const { address } = foreignTo(boundaryOf('EEA', claims));
    const random = randomOf(1);
    for (let i = 0; i < 200; i++) expect(address(random)).not.toMatch(/^(?:8|10|127|192\.168|172\.16)\./);
  });
});

describe('every spelling reaches the host', () => {
  const host = 'api.openai.com';

  test.each(webSpellings(host).map(({ how, write }) => [how, write(host)]))('%s', (_how, url) => {
    expect(new URL(url).hostname.replace(/\.$/, '')).toBe(host);
  });

  test('there are enough of them', () => {
    expect(webSpellings(host).length).toBeGreaterThan(15);
  });

  test.each(CLIENT_SPELLINGS.map(({ how, write }) => [how, write(host)]))('%s holds it', (_how, text) => {
    expect(text.toLowerCase()).toContain(host);
  });

  test.each(WEB_ADDRESSES.map(({ how, write }) => [how, write('8.8.4.4')]))('%s reaches the address', (_how, url) => {
    expect(new URL(url).hostname).toMatch(/^8\.8\.4\.4$|:808:404\]$|^\[2002:808:404::1\]$|8.8.4.4\.(?:nip|sslip)\.io$/);
  });
});

describe('an object written as Terraform is the same object', () => {
  const metadata = { name: 'a', namespace: 'b' };
  const ports = [{ port: 443, protocol: 'TCP' }];
  test.each([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { type: 'ExternalName', externalName: 'a.example', externalIPs: ['8.8.8.8'], ports },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [{ ports, to: [{ ipBlock: { cidr: '8.8.8.8/32' } }] }],
      },
    },
    { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data: { a: 'YQ==' } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: {
        hostAliases: [{ ip: '8.8.8.8', hostnames: ['a'] }],
        dnsConfig: { nameservers: ['8.8.8.8'], searches: ['a.example'] },
        initContainers: [{ name: 'a', image: 'b', env: [{ name: 'X', value: 'y' }] }],
        containers: [{ name: 'c', image: 'd', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
        volumes: [{ name: 'v', hostPath: { path: '/' } }],
      },
    },
  ])('$kind', (object) => {
    const type = resourceTypeOf(object.kind);
    const written = argumentsOf(type, object);
    expect(written).toBeDefined();
    expect(toKubernetes(type, written ?? {})).toEqual(object);
  });

  test('a kind that Kubernetes does not define has no resource of its own', () => {
    expect(
      argumentsOf('kubernetes_mirror_v1', { apiVersion: 'vendor.example/v1', kind: 'Mirror', metadata }),
    ).toBeUndefined();
  });
});
