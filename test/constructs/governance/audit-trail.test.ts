import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { AuditTrail } from '../../../constructs/governance/audit-trail.ts';
import { collectorConfig } from '../../../constructs/governance/collector-config.ts';
import type { RetentionDays } from '../../../constructs/governance/retention.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const { stack } = recordedWorkbench();
const resources = resourcesOf(stack);
const collector = parse(resource(resources, 'config_map_v1', 'audit-collector-configuration').data['config.yaml']);
const store = parse(resource(resources, 'config_map_v1', 'audit-store-configuration').data['application.yaml']);
const guard = parse(resource(resources, 'config_map_v1', 'audit-store-guard').data['envoy.yaml']).static_resources;
const door = (name: string) => guard.listeners.find((one: { name: string }) => one.name === name).filter_chains[0];
const http = (name: string) => door(name).filters[0].typed_config;

describe('the collector', () => {
  test('takes records over mutual TLS alone, with certificates that it reads again', () => {
    const tls = {
      cert_file: '/etc/tls/tls.crt',
      key_file: '/etc/tls/tls.key',
      client_ca_file: '/etc/tls/ca.crt',
      client_ca_file_reload: true,
      min_version: '1.2',
      reload_interval: '1h',
    };
    expect(collector.receivers).toEqual({
      otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317', tls }, http: { endpoint: '0.0.0.0:4318', tls } } },
    });
  });

  test('queues on disk, never gives up, and stops the senders rather than drop', () => {
    const exporter = collector.exporters['otlp_http/audit-store'];
    expect(exporter.endpoint).toBe('https://audit-store.place.svc:8443');
    expect(exporter.sending_queue).toMatchObject({ storage: 'file_storage/queue', block_on_overflow: true });
    expect(exporter.retry_on_failure.max_elapsed_time).toBe('0s');
    expect(collector.extensions['file_storage/queue'].directory).toBe('/var/lib/otelcol');
  });

  test('tells how its queue fares on its own loopback, from where one client may read it', () => {
    const { readers } = collector.service.telemetry.metrics;
    expect(readers).toHaveLength(1);
    expect(readers[0].pull.exporter.prometheus).toMatchObject({ host: '127.0.0.1', port: 8888 });
    const { listeners } = parse(
      resource(resources, 'config_map_v1', 'audit-collector-window').data['envoy.yaml'],
    ).static_resources;
    const [metrics, health] = listeners.map(
      (one: { filter_chains: { transport_socket: { typed_config: object } }[] }) =>
        one.filter_chains[0]?.transport_socket.typed_config,
    );
    expect(metrics).toMatchObject({ require_client_certificate: true });
    expect(JSON.stringify(metrics)).toContain('prometheus.reference-hospital-observability.svc');
    expect(health).toMatchObject({ require_client_certificate: false });
    expect(JSON.stringify(listeners[1])).not.toContain('"cluster"');
  });

  test('tells nobody anything where the site has no observability', () => {
    const alone = parse(collectorConfig({ host: 'audit-store.place.svc', port: 8443 }));
    expect(alone.service.telemetry.metrics).toEqual({ level: 'none' });
  });

  test('may reach the store, and nothing else', () => {
    const flows = intentsOf(stack).filter(({ from }) => from.name === 'audit-collector');
    expect(flows.map(({ to, port }) => [to.kind === 'workload' && to.name, port])).toEqual([['audit-store', 8443]]);
  });

  test('gives each pod an encrypted queue of its own', () => {
    const [claim] = resource(resources, 'stateful_set_v1', 'audit-collector').spec.volume_claim_template;
    expect(claim.metadata.labels).toEqual({ 'domicile.internal/encrypted-at-rest': 'true' });
    expect(claim.spec.storage_class_name).toBe('encrypted-block');
  });
});

describe('the store', () => {
  test('deletes nothing', () => {
    expect(store.hapi.fhir).toMatchObject({
      delete_enabled: false,
      expunge_enabled: false,
      delete_expunge_enabled: false,
      allow_multiple_delete: false,
    });
  });

  test('takes records from the collector alone, and nothing but records', () => {
    const context = door('ingest').transport_socket.typed_config;
    expect(context.require_client_certificate).toBe(true);
    expect(
      context.common_tls_context.combined_validation_context.default_validation_context.match_typed_subject_alt_names,
    ).toEqual([{ san_type: 'DNS', matcher: { exact: 'audit-collector.place.svc' } }]);
    const [route, ...others] = http('ingest').route_config.virtual_hosts[0].routes;
    expect(others).toEqual([]);
    expect(route.match).toEqual({
      path_separated_prefix: '/v1/logs',
      headers: [{ name: ':method', string_match: { safe_regex: { regex: 'POST' } } }],
    });
    expect(route.route.prefix_rewrite).toBe('/fhir');
  });

  test('is read by auditors alone, with GET alone', () => {
    const { routes } = http('read').route_config.virtual_hosts[0];
    const methods = routes.map(
      (one: { match: { headers: { string_match: object }[] } }) => one.match.headers[0]?.string_match,
    );
    expect(methods).toEqual(routes.map(() => ({ safe_regex: { regex: 'GET' } })));
    const rbac = http('read').http_filters.find((one: { name: string }) => one.name.endsWith('rbac')).typed_config;
    expect(JSON.stringify(rbac)).toContain('"list_match":{"one_of":{"string_match":{"exact":"auditor"}}}');
  });

  test('has reading recorded, and deliveries not, which would never end', () => {
    const logs = (name: string) => http(name).access_log.map((one: { name: string }) => one.name);
    expect(logs('read')).toContain('envoy.access_loggers.open_telemetry');
    expect(logs('ingest')).not.toContain('envoy.access_loggers.open_telemetry');
  });

  test('says how long records stay', () => {
    expect(
      resource(resources, 'deployment_v1', 'audit-store').metadata.annotations['domicile.internal/retention-days'],
    ).toBe('183..3650');
  });
});

describe('retention is refused', () => {
  test.each<[string, RetentionDays]>([
    ['below six months', { minimum: 182, maximum: 3650 }],
    ['without an end', { minimum: 183, maximum: Number.POSITIVE_INFINITY }],
    ['that ends before it may', { minimum: 365, maximum: 183 }],
  ])('%s', (_, retention) => {
    const { stack, namespace, images, site, identity, database } = recordedWorkbench();
    const make = () =>
      new AuditTrail(stack, 'other', {
        ...{ namespace, images, storage: site.storage, identity, replicas: 1, database: database('other'), retention },
      });
    expect(make).toThrow(/retention of audit records is not within what the law asks for/);
  });
});
