import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { secretRequirementsOf } from '../../constructs/core/secrets.ts';
import { parseSite } from '../../constructs/core/site/load.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { bareApp, resourcesOf } from '../support/synthesized.ts';

const text = readFileSync('sites/clinic.yaml', 'utf8');

function clinicWith(certificates: string) {
  const app = bareApp();
  return {
    app,
    ...buildPlatform(app, parseSite(text.replace('\nmodules:', `\n${certificates}\nmodules:`), 'clinic.yaml')),
  };
}

describe('certificates by cert-manager', () => {
  const { app, certificates, foundation, data } = clinicWith('certificates: { kind: cert-manager, issuer: hospital }');
  const pairs = secretRequirementsOf(app).filter(({ contents }) => contents.kind === 'tls');

  test('are one for each key pair, with its names, its usages and the issuer of the site', () => {
    if (certificates === undefined) throw new Error('there is no stack of certificates');
    const issued = resourcesOf(certificates);
    expect(issued.map(({ name }) => name)).toEqual(pairs.map(({ name }) => name));
    expect(issued.map(({ body }) => body)).toContainEqual({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: expect.objectContaining({ name: 'fhir-tls', namespace: 'clinic-clinical' }),
      spec: expect.objectContaining({
        secretName: 'fhir-tls',
        dnsNames: ['fhir.clinic-clinical.svc'],
        usages: ['digital signature', 'server auth', 'client auth'],
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'hospital' },
      }),
    });
  });

  test('are asked for after the namespaces and before the workloads', () => {
    expect(certificates?.dependencies).toEqual([foundation]);
    expect(data.dependencies).toEqual([foundation, certificates]);
  });

  test('are not made by domicile secrets, which makes the passwords still', () => {
    expect(pairs.map(({ contents }) => 'issuer' in contents && contents.issuer)).toEqual(pairs.map(() => 'hospital'));
  });
});

test.each(['', 'certificates: { kind: site-authority }'])(
  'without it the authority of the site signs: "%s"',
  (line) => {
    const { app, certificates } = clinicWith(line);
    expect(certificates).toBeUndefined();
    expect(secretRequirementsOf(app).filter(({ contents }) => 'issuer' in contents)).toEqual([]);
  },
);
