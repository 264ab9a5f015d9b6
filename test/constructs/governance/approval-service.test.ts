import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ModelGateway } from '../../../constructs/ai/model-gateway.ts';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { secretRequirementsOf } from '../../../constructs/core/secrets.ts';
import { ApprovalService } from '../../../constructs/governance/approval-service.ts';
import { FhirServer } from '../../../constructs/interop/fhir-server.ts';
import { modelClient, recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const { stack, namespace, images, identity, database, trail } = recordedWorkbench();
const audit = trail.collector;
const fhir = new FhirServer(stack, 'fhir', {
  ...{ namespace, name: 'fhir', images, database: database('fhir'), replicas: 1, identity, audit },
});
const modelGateway = new ModelGateway(stack, 'models', {
  ...{ namespace, name: 'models', images, replicas: 1, audit },
  clients: [modelClient('approval.place.svc')],
  upstreams: [
    {
      kind: 'declared',
      endpoint: { host: 'llm.reference-hospital.example', port: 443, networks: ['10.20.0.0/16'] },
      basePath: '/v1',
      model: { name: 'partner', digest: `sha256:${'1'.repeat(64)}` },
    },
  ],
});
new ApprovalService(stack, 'approval', {
  ...{
    namespace,
    name: 'approval',
    images,
    database: database('approval'),
    replicas: 2,
    identity,
    audit,
    modelGateway,
  },
  fhir: { workload: fhir.workload, host: fhir.host, port: fhir.systemPort },
  clinicianRole: 'clinician',
  processes: { 'letter.bpmn': '<definitions/>' },
});
const resources = resourcesOf(stack);
const settings = parse(resource(resources, 'config_map_v1', 'approval-configuration').data['production.yml']);
const guard = parse(resource(resources, 'config_map_v1', 'approval-guard').data['envoy.yaml']).static_resources;
const pod = resource(resources, 'deployment_v1', 'approval').spec.template.spec;

describe('the approval service', () => {
  test('checks who may do what', () => {
    expect(settings.operaton.bpm.authorization.enabled).toBe(true);
    expect(settings.operaton.bpm.run.auth.enabled).toBe(true);
  });

  test('knows people from the identity provider alone: no demo user, no example', () => {
    expect(settings.spring.security.oauth2.client.provider.site['issuer-uri']).toBe(identity.issuer);
    expect(settings.operaton.bpm['admin-user']).toBeUndefined();
    expect(settings.operaton.bpm.run.example.enabled).toBe(false);
  });

  test('runs the processes that it is given', () => {
    expect(resource(resources, 'config_map_v1', 'approval-configuration').data['letter.bpmn']).toBe('<definitions/>');
    expect(pod.container[0].volume_mount).toContainEqual({
      name: 'configuration',
      mount_path: '/operaton/configuration/resources/letter.bpmn',
      sub_path: 'letter.bpmn',
      read_only: true,
    });
  });

  test.each([
    ['fhir', 9100, 'fhir.place.svc', 8445],
    ['models', 9101, 'models.place.svc', 8443],
  ])(
    "lets its processes call %s on the pod's loopback, over TLS under its own certificate",
    (name, local, host, port) => {
      const listener = guard.listeners.find((one: { name: string }) => one.name === `outlet-${name}`);
      expect(listener.address.socket_address).toEqual({ address: '127.0.0.1', port_value: local });
      const cluster = guard.clusters.find((one: { name: string }) => one.name === `outlet-${name}`);
      const { address } = cluster.load_assignment.endpoints[0].lb_endpoints[0].endpoint;
      expect(address.socket_address).toEqual({ address: host, port_value: port });
      expect(cluster.transport_socket.typed_config).toMatchObject({
        sni: host,
        common_tls_context: {
          tls_certificate_sds_secret_configs: [{ name: 'own-certificate' }],
          combined_validation_context: { validation_context_sds_secret_config: { name: 'site-authority' } },
        },
      });
    },
  );

  test('keeps who approved what', () => {
    expect(settings.operaton.bpm['history-level']).toBe('full');
    expect(settings.operaton.bpm['generic-properties'].properties['history-cleanup-enabled']).toBe(false);
  });

  test('keeps it in PostgreSQL over verified TLS, with a role that cannot change the schema', () => {
    expect(settings.spring.datasource.url).toContain('sslmode=verify-full');
    expect(settings.operaton.bpm.database['schema-update']).toBe(false);
    expect(pod.container[0].env).toContainEqual({ name: 'SPRING_DATASOURCE_USERNAME', value: 'approval_user' });
  });

  test('shows people the pages for people, and not the interface that knows passwords alone', () => {
    const { routes } = guard.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0];
    const paths = routes.map((one: { match: { path_separated_prefix: string } }) => one.match.path_separated_prefix);
    expect(paths).toEqual(['/operaton', '/oauth2', '/login', '/logout']);
  });

  test('has every request recorded', () => {
    expect(guard.listeners[0].filter_chains[0].filters[0].typed_config.access_log[0].name).toBe(
      'envoy.access_loggers.open_telemetry',
    );
  });

  test('reaches the record, its database, the collector and the identity provider', () => {
    const flows = intentsOf(stack).filter(({ from }) => from.name === 'approval');
    expect(flows.map(({ to, port }) => `${to.kind === 'workload' ? to.name : to.host}:${port}`)).toEqual([
      expect.stringMatching(/^identity\.reference-hospital\.example:/),
      'approval-database:5432',
      'audit-collector:4317',
      'audit-collector:4318',
      'fhir:8445',
      expect.stringMatching(/^models:/),
    ]);
  });

  test('needs a secret that only the identity provider can issue', () => {
    expect(secretRequirementsOf(stack)).toContainEqual({
      namespace: 'place',
      name: 'approval-oidc-client',
      purpose: `secret of the client "approval" at the identity provider ${identity.issuer}`,
      contents: { kind: 'external', keys: ['client-secret'] },
    });
  });
});
