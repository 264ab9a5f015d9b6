import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { secretRequirementsOf } from '../../../constructs/core/secrets.ts';
import { ApprovalService } from '../../../constructs/governance/approval-service.ts';
import { FhirServer } from '../../../constructs/interop/fhir-server.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const { stack, namespace, images, identity, database, trail } = recordedWorkbench();
const audit = trail.collector;
const fhir = new FhirServer(stack, 'fhir', {
  ...{ namespace, name: 'fhir', images, database: database('fhir'), replicas: 1, identity, audit },
});
new ApprovalService(stack, 'approval', {
  ...{ namespace, name: 'approval', images, database: database('approval'), replicas: 2, identity, audit, fhir },
  clinicianRole: 'clinician',
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

  test("gives the decision to the site's clinicians, and takes silence for a no", () => {
    const process: string = resource(resources, 'config_map_v1', 'approval-configuration').data[
      'clinician-approval.bpmn'
    ];
    expect(process).toContain('<formalExpression>group(clinician)</formalExpression>');
    expect(process).toContain('<exclusiveGateway id="answer" name="Approved?" default="no"/>');
    expect(pod.container[0].volume_mount).toContainEqual({
      name: 'configuration',
      mount_path: '/operaton/configuration/resources/clinician-approval.bpmn',
      sub_path: 'clinician-approval.bpmn',
      read_only: true,
    });
  });

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
    expect(flows.map(({ to }) => (to.kind === 'workload' ? to.name : to.host))).toEqual([
      'identity.reference-hospital.example',
      'approval-database',
      'audit-collector',
      'fhir',
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
