import { describe, expect, test } from 'vitest';
import { secretRequirementsOf } from '../../constructs/core/secrets.ts';
import { parseSite } from '../../constructs/core/site/load.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { edit, siteText } from '../support/site-text.ts';
import { bareApp, resourcesOf } from '../support/synthesized.ts';

const store = `
secretStore:
  kind: openbao
  server: https://bao.clinic.example:8200
  path: platform
  login: { path: kubernetes, role: domicile }
`;
const ingress = `  ingress:
    replicas: 1
    exposure: { kind: cluster }
    clientNetworks: [10.30.0.0/16]
    hosts: { fhir: fhir.clinic.example }
    systems: [his.clinic.example]
`;

function clinicWith(lines: string) {
  const app = bareApp();
  const text = edit(siteText('clinic'), '\nmodules:\n', `${lines}\nmodules:\n${ingress}`);
  return { app, ...buildPlatform(app, parseSite(text, 'clinic.yaml')) };
}

describe("Secrets out of the site's OpenBao", () => {
  const { app, secretStore, foundation, data } = clinicWith(store);
  const wanted = secretRequirementsOf(app).filter(({ contents }) => contents.kind === 'external');
  const made = secretStore === undefined ? [] : resourcesOf(secretStore);
  const bodies = (kind: string) => made.filter(({ body }) => body.kind === kind).map(({ body }) => body);

  test('are one ExternalSecret for each that only the site can know, and none for another', () => {
    expect(wanted.length).toBeGreaterThan(0);
    expect(bodies('ExternalSecret').map(({ spec }) => spec.target.name)).toEqual(wanted.map(({ name }) => name));
    expect(bodies('ExternalSecret')).toContainEqual(
      expect.objectContaining({
        apiVersion: 'external-secrets.io/v1',
        metadata: expect.objectContaining({ name: 'ingress-client-authority', namespace: 'clinic-ingress' }),
        spec: expect.objectContaining({
          data: expect.arrayContaining([
            {
              secretKey: 'ca.crt',
              remoteRef: expect.objectContaining({
                key: 'clinic-ingress/ingress-client-authority',
                property: 'ca.crt',
              }),
            },
          ]),
        }),
      }),
    );
  });

  test('are read under an account of its own in each namespace, which no pod gets a token of', () => {
    const [own] = bodies('SecretStore');
    expect(own.metadata).toMatchObject({ name: 'openbao', namespace: 'clinic-ingress' });
    expect(own.spec.provider.vault).toEqual({
      ...{ server: 'https://bao.clinic.example:8200', path: 'platform', version: 'v2' },
      auth: { kubernetes: { mountPath: 'kubernetes', role: 'domicile', serviceAccountRef: { name: 'openbao' } } },
    });
    const account = made.find(({ type }) => type === 'service_account_v1');
    expect(account?.body).toMatchObject({ automount_service_account_token: false });
  });

  test('are asked for after the namespaces and before the workloads', () => {
    expect(secretStore?.dependencies).toEqual([foundation]);
    expect(data.dependencies).toContain(secretStore);
  });

  test('are awaited by domicile secrets, which makes none of them', () => {
    expect(wanted.map(({ contents }) => 'store' in contents && contents.store)).toEqual(wanted.map(() => 'openbao'));
  });
});

test('without a store somebody of the site creates them', () => {
  const { app, secretStore } = clinicWith('');
  expect(secretStore).toBeUndefined();
  expect(secretRequirementsOf(app).filter(({ contents }) => 'store' in contents)).toEqual([]);
});
