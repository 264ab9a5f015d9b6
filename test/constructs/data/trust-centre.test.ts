import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { secretRequirementsOf } from '../../../constructs/core/secrets.ts';
import { PseudonymisationService } from '../../../constructs/data/pseudonymisation-service.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

function service(withRole: boolean) {
  const bench = recordedWorkbench();
  const { stack, namespace, images, identity, trail } = bench;
  new PseudonymisationService(stack, 'pseudonymisation', {
    ...{ namespace, images, name: 'pseudonymisation', replicas: 2, audit: trail.collector },
    database: bench.database('pseudonym'),
    clients: ['research-export-a.place.svc'],
    ...(withRole ? { reidentification: { identity, role: 'trust-centre' } } : {}),
  });
  const resources = resourcesOf(stack);
  const pod = resource(resources, 'deployment_v1', 'pseudonymisation').spec.template.spec;
  const container = (name: string) => [...pod.container, ...pod.init_container].find((one) => one.name === name);
  const env = (name: string) =>
    Object.fromEntries(
      container(name).env.map((one: { name: string; value?: string }) => [one.name, one.value ?? '(from a Secret)']),
    );
  const guard = parse(resource(resources, 'config_map_v1', 'pseudonymisation-guard').data['envoy.yaml']);
  return { stack, resources, container, env, listeners: guard.static_resources.listeners };
}

// biome-ignore lint/suspicious/noExplicitAny: Envoy's configuration is looked into by expectations
type Listener = any;
const routesOf = (listener: Listener) =>
  listener.filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes.map(
    ({ match }: { match: { path_separated_prefix: string } }) => match.path_separated_prefix,
  );
const plain = service(false);

describe('the doors', () => {
  test('are one for exports, by their certificates, to the operation that applies the reviewed rules', () => {
    const doors = plain.listeners.filter(({ name }: Listener) => !['health', 'metrics'].includes(name));
    expect(doors.map(({ name }: Listener) => name)).toEqual(['https']);
    expect(routesOf(doors[0])).toEqual(['/fhir/$de-identify']);
    expect(JSON.stringify(doors[0].filter_chains[0].transport_socket)).toContain('research-export-a.place.svc');
  });

  test('lead back to no person, unless the site names a role', () => {
    expect(JSON.stringify(plain.listeners)).not.toContain('de-pseudonymize');
    expect(plain.env('fhir-pseudonymizer').ApiKey).toBeUndefined();
  });

  test('lead back to a person for who has the role and the key, at a walking pace', () => {
    const asked = service(true);
    const door = asked.listeners.find(({ name }: Listener) => name === 'https-reverse');
    expect(routesOf(door)).toEqual(['/fhir/$de-pseudonymize']);
    const filters = JSON.stringify(door.filter_chains[0].filters[0].typed_config.http_filters);
    expect(filters).toContain('trust-centre');
    expect(filters).toContain('local_ratelimit');
    expect(asked.env('fhir-pseudonymizer').ApiKey).toBe('(from a Secret)');
  });

  test('leave the operation that takes rules from the caller shut', () => {
    expect(JSON.stringify(plain.listeners)).not.toContain('v3alpha1');
  });
});

describe('the table from pseudonyms to people', () => {
  test('is kept by a service that listens on loopback alone', () => {
    const { Kestrel__Endpoints__Http__Url: http, Kestrel__Endpoints__HttpGrpc__Url: grpc } = plain.env('vfps');
    expect([http, grpc]).toEqual(['http://127.0.0.1:8090', 'http://127.0.0.1:8091']);
    expect(plain.env('fhir-pseudonymizer').Vfps__Address).toBe(grpc);
  });

  test('is in a database of its own, over TLS that is verified, with a role that cannot change its schema', () => {
    expect(plain.env('vfps').ConnectionStrings__PostgreSQL).toBe(
      'Host=pseudonym-database.place.svc;Port=5432;Database=pseudonym;SSL Mode=VerifyFull;Root Certificate=/etc/authority/ca.crt;Application Name=vfps',
    );
    expect([plain.env('vfps').PGUSER, plain.env('migrate-schema').PGUSER]).toEqual([
      'pseudonym_user',
      'pseudonym_migration',
    ]);
    expect(plain.env('vfps').ForceRunDatabaseMigrations).toBe('false');
  });

  test('has its namespaces from the start', () => {
    expect(plain.env('vfps')).toMatchObject({
      Init__v1__Namespaces__0__Name: 'patient-identifier',
      Init__v1__Namespaces__1__Name: 'visit-number',
    });
  });
});

test('nothing reports to anybody, and nothing logs the values that it replaces', () => {
  for (const name of ['fhir-pseudonymizer', 'vfps']) {
    expect(plain.env(name)).toMatchObject({ DOTNET_CLI_TELEMETRY_OPTOUT: '1', Tracing__IsEnabled: 'false' });
  }
  expect(plain.env('fhir-pseudonymizer')).toMatchObject({
    ...{ Tracing__Enabled: 'false', EnableMetrics: 'false', Logging__LogLevel__Default: 'Information' },
    ASPNETCORE_URLS: 'http://127.0.0.1:8080',
  });
  expect(plain.env('vfps').S3__IsEnabled).toBe('false');
});

test('keys are declared by name, never in the rules', () => {
  const own = secretRequirementsOf(plain.stack).filter(({ name }) => name.startsWith('pseudonymisation'));
  expect(own.map(({ name }) => name)).toEqual(['pseudonymisation-hash-key', 'pseudonymisation-tls']);
});

test('it calls its database and the audit collector, and nothing else', () => {
  const targets = intentsOf(plain.stack).filter(({ from }) => from.name === 'pseudonymisation');
  expect(targets.map(({ to }) => (to.kind === 'workload' ? to.name : to.host))).toEqual([
    'audit-collector',
    'pseudonym-database',
  ]);
});
