import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { smartConfiguration } from '../../../constructs/core/smart/discovery.ts';
import { FhirServer, tokenDoor } from '../../../constructs/interop/fhir-server.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const bench = recordedWorkbench();
const { stack, namespace, images, identity, trail } = bench;
const fhir = new FhirServer(stack, 'fhir', {
  ...{
    namespace,
    name: 'fhir',
    images,
    database: bench.database('fhir'),
    replicas: 2,
    identity,
    audit: trail.collector,
  },
});
const resources = resourcesOf(stack);
const settings = parse(resource(resources, 'config_map_v1', 'fhir-configuration').data['application.yaml']);
const guard = parse(resource(resources, 'config_map_v1', 'fhir-guard').data['envoy.yaml']);
const pod = resource(resources, 'deployment_v1', 'fhir').spec.template.spec;

describe('the server itself', () => {
  test('speaks FHIR R4', () => expect(settings.hapi.fhir.fhir_version).toBe('R4'));

  test('listens to its own pod alone', () =>
    expect(settings.server).toMatchObject({ address: '127.0.0.1', port: 8080 }));

  test('answers no other origin', () => expect(settings.hapi.fhir.cors).toBeUndefined());

  test('serves no AI protocol', () => {
    expect(settings.spring.ai.mcp.server.enabled).toBe(false);
    expect(pod.container[0].env).toContainEqual({ name: 'SPRING_AI_MCP_SERVER_ENABLED', value: 'false' });
  });

  test("reads these settings instead of the image's own", () => {
    expect(pod.container[0].env).toContainEqual({
      name: 'SPRING_CONFIG_LOCATION',
      value: 'file:/app/config/application.yaml',
    });
  });

  test('refuses a database whose certificate does not check out', () => {
    expect(settings.spring.datasource.url).toBe(
      'jdbc:postgresql://fhir-database.place.svc:5432/fhir?sslmode=verify-full&sslrootcert=/etc/authority/ca.crt',
    );
  });

  test('cannot change its schema: the role that can is known to the migration alone', () => {
    const login = (container: { env: { name: string; value: string }[] }) =>
      container.env.find(({ name }) => name === 'SPRING_DATASOURCE_USERNAME')?.value;
    expect(settings.spring.jpa.properties.hibernate.hbm2ddl.auto).toBe('none');
    expect(login(pod.init_container[0])).toBe('fhir_migration');
    expect(login(pod.container[0])).toBe('fhir_user');
  });
});

describe('its access guard', () => {
  const [listener] = guard.static_resources.listeners;
  const chain = listener.filter_chains[0];
  const http = chain.filters[0].typed_config;
  const filter = (name: string) =>
    http.http_filters.find((one: { name: string }) => one.name.endsWith(name))?.typed_config;

  test('is the only port of the pod that the Service knows', () => {
    expect(resource(resources, 'service_v1', 'fhir').spec.port).toEqual([
      { name: 'https', port: 8443, target_port: '8443', protocol: 'TCP', app_protocol: 'https' },
    ]);
    expect(listener.address.socket_address.port_value).toBe(8443);
  });

  test('ends TLS with the certificate of the server', () => {
    const { tls_certificate_sds_secret_configs: shown } = chain.transport_socket.typed_config.common_tls_context;
    expect(shown.map(({ name }: { name: string }) => name)).toEqual(['own-certificate']);
    const { data } = resource(resources, 'config_map_v1', 'fhir-guard');
    expect(parse(data['own-certificate.yaml']).resources[0].tls_certificate).toEqual({
      certificate_chain: { filename: '/etc/tls/tls.crt' },
      private_key: { filename: '/etc/tls/tls.key' },
      watched_directory: { path: '/etc/tls' },
    });
  });

  test("asks every request for a token of the site's issuer, for this server", () => {
    const { providers, rules } = filter('jwt_authn');
    expect(providers.site).toMatchObject({ issuer: identity.issuer, audiences: ['fhir'], require_expiration: true });
    expect(rules).toEqual([{ match: { prefix: '/' }, requires: { provider_name: 'site' } }]);
  });

  test('records every request with the audit collector: who, what, of whom, when, from where, with what result', () => {
    const [log] = http.access_log;
    expect(log.typed_config.grpc_service.envoy_grpc.cluster_name).toBe('audit-collector');
    expect(log.filter).toBeUndefined();
    const keys = log.typed_config.attributes.values.map((one: { key: string }) => one.key);
    expect(keys).toEqual(
      expect.arrayContaining([
        'audit.agent.subject',
        'audit.method',
        'audit.path',
        'audit.started',
        'audit.source.address',
        'audit.status',
      ]),
    );
  });

  test('is not ready while no collector is', () => {
    const listener = guard.static_resources.listeners.find(({ name }: { name: string }) => name === 'health');
    const health = listener.filter_chains[0].filters[0].typed_config.http_filters[0];
    expect(health.typed_config.cluster_min_healthy_percentages).toEqual({ 'audit-collector': { value: 1 } });
    expect(pod.container[1].readiness_probe.http_get).toEqual({ path: '/guard/ready', port: '8444', scheme: 'HTTPS' });
  });

  test('can send to its server, the collectors and, through the gateway, the identity provider, and to nothing else', () => {
    const addresses = guard.static_resources.clusters.map(
      (cluster: {
        load_assignment: { endpoints: { lb_endpoints: { endpoint: { address: { socket_address: object } } }[] }[] };
      }) => cluster.load_assignment.endpoints[0]?.lb_endpoints[0]?.endpoint.address.socket_address,
    );
    expect(addresses).toEqual([
      { address: '127.0.0.1', port_value: 8080 },
      { address: 'audit-collector.place.svc', port_value: 4317 },
      { address: '127.0.0.1', port_value: 15001 },
      { address: 'egress.reference-hospital-egress.svc', port_value: 8443 },
      undefined, // the guard's own counters, over a socket of its pod
      { address: 'telemetry-collector.reference-hospital-observability.svc', port_value: 4317 },
    ]);
    expect(guard.dynamic_resources).toBeUndefined();
    expect(guard.admin).toEqual({ address: { pipe: { path: '/tmp/admin.sock', mode: 0o600 } } });
  });
});

test('it may reach its database, the collector and the identity provider', () => {
  const own = intentsOf(stack).filter(({ from }) => from.name === 'fhir');
  expect(own.map(({ to, port }) => [to.kind === 'workload' ? to.name : to.host, port])).toEqual([
    ['identity.reference-hospital.example', 443],
    ['audit-collector', 4317],
    ['fhir-database', 5432],
  ]);
});

test('it says who records it', () => {
  expect(resource(resources, 'deployment_v1', 'fhir').metadata.annotations['domicile.internal/audit-sink']).toBe(
    'audit-collector.place.svc:4317',
  );
});

test('it cannot be made without an audit collector', () => {
  const make = () =>
    // @ts-expect-error audit is required
    new FhirServer(stack, 'silent', {
      namespace,
      name: 'silent',
      images,
      database: bench.database('silent'),
      replicas: 1,
      identity,
    });
  expect(make).toThrow(/has no audit collector[\s\S]*mend:/);
});

test('its base address is what clients write down', () => {
  expect(fhir.baseUrl).toBe('https://fhir.place.svc:8443/fhir');
});

describe('with SMART clients', () => {
  const smart = {
    clients: [
      { id: 'his.hospital.example', scopes: ['system/Patient.rs', 'system/Observation.cu'] },
      { id: 'ward-round.hospital.example', scopes: ['user/Observation.rs'] },
    ],
    userRole: 'clinician',
  };
  const { documents = [] } = tokenDoor({ name: 'fhir', identity, smart });
  const content = (grants: typeof smart) => smartConfiguration(identity, grants);

  test('says where to get a token below its own base address, and what for', () => {
    expect(documents.map(({ path }) => path)).toEqual(['/fhir/.well-known/smart-configuration']);
    expect(content(smart)).toMatchObject({
      issuer: identity.issuer,
      token_endpoint: `${identity.issuer}/protocol/openid-connect/token`,
      scopes_supported: [
        ...['openid', 'fhirUser', 'system/Observation.cu', 'system/Patient.rs', 'user/Observation.rs'],
      ],
    });
  });

  test('promises no login where no person has scopes', () => {
    const [his] = smart.clients;
    const said = content({ ...smart, clients: his === undefined ? [] : [his] });
    expect(said).not.toHaveProperty('authorization_endpoint');
    expect(said.capabilities).toEqual(['client-confidential-asymmetric', 'permission-v2']);
    expect(said.grant_types_supported).toEqual(['client_credentials']);
  });
});
