import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../constructs/core/network-intent.ts';
import { secretRequirementsOf } from '../../constructs/core/secrets.ts';
import { loadSite, parseSite } from '../../constructs/core/site/load.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { SovereignStack } from '../../constructs/core/stack.ts';
import { METRICS_PORT } from '../../constructs/core/telemetry/route.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { trustCentreGatewayHost } from '../../stacks/shared-trust-centre.ts';
import { bareApp, resource, resourcesOf } from '../support/synthesized.ts';

const folder = 'examples/shared-trust-centre';
const textOf = (file: string) => readFileSync(`${folder}/${file}.yaml`, 'utf8');

function build(site: Site) {
  const app = bareApp();
  const stacks = Object.values(buildPlatform(app, site)).filter((one) => one instanceof SovereignStack);
  const flows = intentsOf(app).filter(({ port }) => port !== METRICS_PORT);
  const edges = flows.map(({ from, to }) => [from.name, to.kind === 'workload' ? to.name : to.host] as const);
  return { edges, flows, stacks, secrets: secretRequirementsOf(app) };
}

const hospital = build(loadSite(`${folder}/hospital.yaml`));
const centre = build(loadSite(`${folder}/trust-centre.yaml`));
const resources = { hospital: hospital.stacks.flatMap(resourcesOf), centre: centre.stacks.flatMap(resourcesOf) };
const door = 'klinik-nord.trust-centre.example';
/** Who a workload opens connections to, but for the record of what it does. */
const calls = ({ edges }: typeof hospital, name: string) =>
  edges.filter(([from, to]) => from === name && to !== 'audit-collector').map(([, to]) => to);
const callersOf = ({ edges }: typeof hospital, name: string) =>
  edges.filter(([, to]) => to === name).map(([from]) => from);

describe('a hospital whose trust centre is elsewhere', () => {
  test('sends on one way: a job that cannot leave, a gateway that cannot read, the egress gateway', () => {
    expect(calls(hospital, 'research-export-sepsis-2026')).toEqual(['fhir', 'trust-centre']);
    expect(callersOf(hospital, 'trust-centre')).toEqual(['research-export-sepsis-2026']);
    expect(calls(hospital, 'trust-centre').sort()).toEqual(['egress', door]);
    const away = hospital.flows.filter(({ to }) => to.kind === 'external' && to.host === door);
    expect(away.map(({ from, to }) => [from.name, to.kind === 'external' && to.via])).toEqual([
      ['egress', undefined],
      ['trust-centre', 'egress'],
    ]);
  });

  test('holds no key of a pseudonym, no table and no research data', () => {
    const names = hospital.secrets.map(({ name }) => name);
    expect(names).toContain('trust-centre-authority');
    expect(names.filter((name) => /hash-key|pseudonym|reidentification|research-(?:fhir|database)/.test(name))).toEqual(
      [],
    );
    const roles = JSON.stringify(resources.hospital);
    for (const role of ['pseudonymisation', 'research-fhir', 'de-identification']) {
      expect(roles).not.toContain(`"domicile.internal/role":"${role}"`);
    }
  });

  test('believes only the authority that it was given for the trust centre', () => {
    const { data } = resource(resources.hospital, 'config_map_v1', 'trust-centre-guard');
    const { clusters } = parse(data['envoy.yaml']).static_resources;
    const tls = clusters[0].transport_socket.typed_config;
    expect(tls.sni).toBe(door);
    expect(JSON.stringify(tls)).toContain('/trust-centre-authority.yaml');
    expect(JSON.stringify(tls)).not.toContain('/site-authority.yaml');
    expect(data['trust-centre-authority.yaml']).toContain('/etc/trust-centre/ca.crt');
  });
});

describe('a trust centre that serves several hospitals', () => {
  test('takes each in by an intake of its own, and has its patients pseudonymised in a domain of its own', () => {
    for (const name of ['klinik-nord', 'klinik-sued']) {
      expect(callersOf(centre, `intake-${name}`)).toEqual(['ingress']);
      expect(calls(centre, `intake-${name}`).sort()).toEqual([`pseudonymisation-${name}`, 'research-fhir']);
      expect(callersOf(centre, `pseudonymisation-${name}`)).toEqual([`intake-${name}`]);
    }
    expect(callersOf(centre, 'research-fhir').sort()).toEqual(['ingress', 'intake-klinik-nord', 'intake-klinik-sued']);
  });

  test('has a key and namespaces of pseudonyms for each', () => {
    const keys = centre.secrets.filter(({ name }) => name.endsWith('hash-key')).map(({ name }) => name);
    expect(keys).toEqual(['pseudonymisation-klinik-nord-hash-key', 'pseudonymisation-klinik-sued-hash-key']);
    const rules = (name: string) =>
      resource(resources.centre, 'config_map_v1', `pseudonymisation-${name}-rules`).data['anonymization.yaml'];
    expect(rules('klinik-nord')).toContain('namespace: klinik-nord-patient-identifier');
    expect(rules('klinik-nord')).not.toContain('klinik-sued');
  });

  test('lets each in by its own authority, under its own name, to its own intake', () => {
    const { data } = resource(resources.centre, 'config_map_v1', 'ingress-gateway');
    const [listener] = parse(data['envoy.yaml']).static_resources.listeners;
    // biome-ignore lint/suspicious/noExplicitAny: Envoy's configuration is looked into by expectations
    const chain = listener.filter_chains.find((one: any) => one.name === 'hospital-klinik-nord');
    expect(chain.filter_chain_match.server_names).toEqual([door]);
    const tls = chain.transport_socket.typed_config;
    expect(tls.require_client_certificate).toBe(true);
    expect(JSON.stringify(tls)).toContain('/hospital-klinik-nord.yaml');
    expect(JSON.stringify(tls)).not.toMatch(/client-authority|klinik-sued/);
    const shown = trustCentreGatewayHost({ name: 'klinik-nord' });
    expect(JSON.stringify(tls)).toContain(`"exact":"${shown}"`);
    expect(data['hospital-klinik-nord.yaml']).toContain('/etc/hospitals/klinik-nord/ca.crt');
    const authority = centre.secrets.find(({ name }) => name === 'ingress-hospital-klinik-nord-authority');
    expect(authority?.contents).toEqual({ kind: 'external', keys: ['ca.crt'] });
  });

  test('gives one person in two hospitals one pseudonym when both name one domain, and never one id', () => {
    const text = textOf('trust-centre').replaceAll(/( {8}certificateName: .*\n)/g, '$1        domain: verbund\n');
    const linked = build(parseSite(text, `${folder}/changed.yaml`));
    const all = linked.stacks.flatMap(resourcesOf);
    for (const name of ['klinik-nord', 'klinik-sued']) {
      const { data } = resource(all, 'config_map_v1', `pseudonymisation-${name}-rules`);
      expect(data['anonymization.yaml']).toContain('namespace: verbund-patient-identifier');
    }
    expect(linked.secrets.filter(({ name }) => name.endsWith('hash-key'))).toHaveLength(2);
  });
});

describe('a site file is refused', () => {
  const own = '  trustCentre:\n    replicas: 1\n    database:\n      storage: 20Gi\n';
  const store =
    '  research:\n    replicas: 1\n    database:\n      storage: 50Gi\n    researcherRole: researcher\n    exports: []\n';
  const cases: readonly [string, string, (text: string) => string, RegExp][] = [
    ['with a trust centre of its own and that of another', 'hospital', (text) => text + own, /never both/],
    ['with a research store beside the record', 'hospital', (text) => text + store, /a way past the trust centre/],
    ['with the way there and no egress gateway', 'hospital', (text) => text.replace(/ {2}egress:\n.*\n/, ''), /egress/],
    ['with a path in the endpoint', 'hospital', (text) => text.replace(`//${door}`, `//${door}/a`), /and no path/],
    [
      'that serves a hospital of which no certificate is named',
      'trust-centre',
      (text) => text.replace(/ {8}certificateName: .*nord.*\n/, ''),
      /certificateName/,
    ],
    [
      'that serves hospitals and has no entrance',
      'trust-centre',
      (text) => text.replace(/ {2}ingress:[\s\S]*$/, ''),
      /ingress/,
    ],
    [
      'that gives two hospitals one door',
      'trust-centre',
      (text) => text.replace('host: klinik-sued.trust', 'host: klinik-nord.trust'),
      /another hospital has this host/,
    ],
    [
      'that puts a hospital into the domain of another',
      'trust-centre',
      (text) => text.replace(/( {8}certificateName: .*sued.*\n)/, '$1        domain: klinik-nord\n'),
      /without a word of its own/,
    ],
    [
      'that exports from a record which it does not have',
      'trust-centre',
      (text) =>
        text.replace(
          'exports: []',
          'exports:\n      - { name: a, approval: b, schedule: 1 1 * * *, patients: gender=female, resources: [Condition], freeText: drop }',
        ),
      /no record to export from/,
    ],
  ];
  test.each(cases)('%s', (_, file, change, message) => {
    const text = textOf(file);
    expect(change(text)).not.toBe(text);
    expect(() => parseSite(change(text), `${folder}/changed.yaml`)).toThrow(message);
  });
});
