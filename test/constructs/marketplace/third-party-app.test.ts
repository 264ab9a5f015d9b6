import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { secretRequirementsOf } from '../../../constructs/core/secrets.ts';
import { loadSite } from '../../../constructs/core/site/load.ts';
import type { Site } from '../../../constructs/core/site/site.ts';
import type { SovereignStack } from '../../../constructs/core/stack.ts';
import { ThirdPartyApp } from '../../../constructs/marketplace/third-party-app.ts';
import { buildPlatform } from '../../../stacks/platform.ts';
import { bareApp, type Resource, resource, resourcesOf } from '../../support/synthesized.ts';

const hospital = loadSite('sites/reference-hospital.yaml');
const own = 'reference-hospital-app-radiology-assistant';
const gateways = 'reference-hospital-marketplace';

function build(site: Site) {
  const app = bareApp();
  const platform = buildPlatform(app, site);
  const stacks = Object.values(platform).filter((stack): stack is SovereignStack => stack !== undefined);
  return { app, platform, resources: stacks.flatMap((stack) => resourcesOf(stack)) };
}

function without(site: Site, name: string): Site {
  const { marketplace } = site.modules;
  if (marketplace === undefined) throw new Error('the site has an App Store');
  const admitted = marketplace.admitted.filter((one) => one !== name);
  return { ...site, modules: { ...site.modules, marketplace: { ...marketplace, admitted } } };
}

const { app, platform, resources } = build(hospital);
const pod = resource(resources, 'deployment_v1', 'radiology-assistant').spec.template.spec;
const gateway = parse(resource(resources, 'config_map_v1', 'app-radiology-assistant-guard').data['envoy.yaml']);

describe('the namespace of an app', () => {
  const namespace = resource(resources, 'namespace_v1', own);

  test('says what was reviewed', () => {
    expect(namespace.metadata.labels['domicile.internal/role']).toBe('third-party-app');
    expect(namespace.metadata.annotations).toMatchObject({
      'domicile.internal/publisher': 'Nordlicht Bildgebung GmbH',
      'domicile.internal/publisher-parent-country': 'SE',
      'domicile.internal/approved-until': '2031-11-20',
      'domicile.internal/image-digest': expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      'domicile.internal/signed-by': expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      'domicile.internal/sbom-digest': expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
  });

  test('has room for its pods, for one more during a rollout, and for no volume', () => {
    const quota = resources.find(({ type, namespace }) => type === 'resource_quota_v1' && namespace === own);
    expect(quota?.body.spec.hard).toMatchObject({
      pods: '2',
      'limits.cpu': '6',
      'limits.memory': '8704Mi',
      'requests.storage': '0',
      'services.nodeports': '0',
    });
  });
});

describe('the pods of an app', () => {
  const program = pod.container.find(({ name }: { name: string }) => name === 'app');

  test('hold no token, and the program no key', () => {
    expect(pod.automount_service_account_token).toBe(false);
    expect(program.volume_mount.map(({ mount_path }: { mount_path: string }) => mount_path)).toEqual(['/tmp']);
    expect(program.env).toEqual([{ name: 'FHIR_BASE_URL', value: 'http://127.0.0.1:8081/fhir' }]);
  });

  test('open connections to their gateway and to nothing else, and nothing opens one to them', () => {
    const flows = intentsOf(app).filter(
      ({ from, to }) => from.namespace === own || ('namespace' in to && to.namespace === own),
    );
    expect(flows.map(({ from, to, port }) => [from.name, to, port])).toEqual([
      ['radiology-assistant', { kind: 'workload', namespace: gateways, name: 'app-radiology-assistant' }, 8443],
    ]);
  });

  test('cannot be given another way', () => {
    const [first] = platform.marketplace?.apps ?? [];
    const fhir = platform.data.fhir;
    if (first === undefined || fhir === undefined) throw new Error('the reference hospital has both');
    expect(() => first.workload.allowTo(fhir.workload, { port: 8446, purpose: 'go round' })).toThrow(
      /third-party-app may not open connections to one with the role fhir/,
    );
    const endpoint = { host: 'nordlicht.example', port: 443, networks: ['198.51.100.0/24'] };
    expect(() => first.workload.allowToExternal(endpoint, 'call home')).toThrow(/may not open connections to anything/);
  });
});

describe('the gateway of an app', () => {
  const door = gateway.static_resources.listeners.find(({ name }: { name: string }) => name === 'https');
  const [chain] = door.filter_chains;
  const manager = chain.filters[0].typed_config;

  test('admits the certificate of the app, and no other', () => {
    const { require_client_certificate, common_tls_context } = chain.transport_socket.typed_config;
    expect(require_client_certificate).toBe(true);
    expect(
      common_tls_context.combined_validation_context.default_validation_context.match_typed_subject_alt_names,
    ).toEqual([{ san_type: 'DNS', matcher: { exact: `radiology-assistant.${own}.svc` } }]);
  });

  test('records each request with app and purpose', () => {
    const [audit] = manager.access_log;
    const attributes = audit.typed_config.attributes.values.map(({ key, value }: never) => [key, value]);
    expect(Object.fromEntries(attributes)).toMatchObject({
      'audit.service': { string_value: 'app-radiology-assistant' },
      'audit.purpose': {
        string_value: 'Radiology assistant: order imaging studies by urgency for the radiologist on duty',
      },
    });
  });

  test('lets in as many requests as the quota says', () => {
    const limit = manager.http_filters.find(({ name }: { name: string }) => name.endsWith('local_ratelimit'));
    expect(limit.typed_config.token_bucket.max_tokens).toBe(120);
  });

  test('asks the FHIR server on the port where nobody writes, under a name that all gateways share', () => {
    const upstream = gateway.static_resources.clusters.find(({ name }: { name: string }) => name === 'upstream');
    expect(JSON.stringify(upstream.load_assignment)).toContain('"port_value":8446');
    const guard = resource(resources, 'config_map_v1', 'fhir-guard').data['envoy.yaml'];
    expect(guard).toContain(`exact: gateway.${gateways}.svc`);
    const certificate = secretRequirementsOf(app).find(({ name }) => name === 'app-radiology-assistant-tls');
    expect(certificate?.contents).toMatchObject({
      dnsNames: [`app-radiology-assistant.${gateways}.svc`, `gateway.${gateways}.svc`],
    });
  });
});

describe('taking an app out of the admitted', () => {
  const after = build(without(hospital, 'radiology-assistant'));
  const keyOf = ({ type, namespace, name }: Resource) => `${type} ${namespace ?? ''}/${name}`;
  const byKey = (some: readonly Resource[]) => new Map(some.map((one) => [keyOf(one), JSON.stringify(one.body)]));
  const [had, has] = [byKey(resources), byKey(after.resources)];

  test('removes its namespace, its gateway and their policies, and nothing else', () => {
    const gone = [...had.keys()].filter((key) => !has.has(key));
    const others = gone.filter((key) => !key.includes(`${own}/`) && !key.endsWith(`/${own}`));
    expect(gone.length - others.length).toBeGreaterThan(10);
    expect(others.sort()).toEqual(
      [
        `config_map_v1 ${gateways}/app-radiology-assistant-guard`,
        `deployment_v1 ${gateways}/app-radiology-assistant`,
        `network_policy_v1 ${gateways}/app-radiology-assistant-8443-from-${own}-radiology-assistant`,
        `network_policy_v1 ${gateways}/app-radiology-assistant-9464-from-reference-hospital-observability-prometheus`,
        `network_policy_v1 ${gateways}/app-radiology-assistant-to-reference-hospital-observability-telemetry-collector-4317`,
        `network_policy_v1 reference-hospital-observability/prometheus-to-${gateways}-app-radiology-assistant-9464`,
        `network_policy_v1 reference-hospital-observability/telemetry-collector-4317-from-${gateways}-app-radiology-assistant`,
        `service_v1 ${gateways}/app-radiology-assistant-metrics`,
        `network_policy_v1 ${gateways}/app-radiology-assistant-to-reference-hospital-audit-audit-collector-4317`,
        `network_policy_v1 ${gateways}/app-radiology-assistant-to-reference-hospital-clinical-fhir-8446`,
        `network_policy_v1 reference-hospital-audit/audit-collector-4317-from-${gateways}-app-radiology-assistant`,
        `network_policy_v1 reference-hospital-clinical/fhir-8446-from-${gateways}-app-radiology-assistant`,
        `pod_disruption_budget_v1 ${gateways}/app-radiology-assistant`,
        `service_account_v1 ${gateways}/app-radiology-assistant`,
        `service_v1 ${gateways}/app-radiology-assistant`,
      ].sort(),
    );
  });

  test('changes the page that lists it and the list of what is watched, and adds nothing', () => {
    expect([...has.keys()].filter((key) => !had.has(key))).toEqual([]);
    const changed = [...has].filter(([key, body]) => had.get(key) !== body).map(([key]) => key);
    expect(changed.sort()).toEqual([
      `config_map_v1 ${gateways}/portal-page`,
      'config_map_v1 reference-hospital-observability/prometheus-configuration',
      `deployment_v1 ${gateways}/portal`,
      'stateful_set_v1 reference-hospital-observability/prometheus',
    ]);
  });
});

test('an app whose approval has expired is refused, also in a site that nobody loaded from a file', () => {
  const { foundation, marketplace, data } = build(hospital).platform;
  const reviewed = hospital.modules.marketplace?.apps['radiology-assistant'];
  if (marketplace === undefined || reviewed === undefined || data.fhir === undefined || data.audit === undefined)
    throw new Error('the reference hospital has all of these');
  const { fhir, audit } = data;
  expect(
    () =>
      new ThirdPartyApp(marketplace, 'late', {
        name: 'late',
        app: { ...reviewed, expires: '2026-12-31' },
        namespace: foundation.appNamespace('radiology-assistant'),
        gatewayNamespace: foundation.namespace('marketplace'),
        gatewayIdentity: 'gateway.place.svc',
        gatewayReplicas: 1,
        images: { synthetic: true, components: [], reference: String, version: String },
        record: { workload: fhir.workload, host: fhir.host, port: fhir.readerPort },
        audit: audit.collector,
        day: '2027-01-01',
      }),
  ).toThrow(/the approval has expired; today is 2027-01-01/);
});
