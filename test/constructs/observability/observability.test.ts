import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { envoyConfig } from '../../../constructs/core/envoy/config.ts';
import { ADMIN_SOCKET } from '../../../constructs/core/envoy/metrics.ts';
import type { EnvoyProps } from '../../../constructs/core/envoy/types.ts';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { loadSite } from '../../../constructs/core/site/load.ts';
import { HardenedWorkload } from '../../../constructs/core/workload.ts';
import { alertsFor, dutyAlerts } from '../../../constructs/observability/duty-alerts.ts';
import { lokiConfig, tempoConfig } from '../../../constructs/observability/store-configs.ts';
import { passedAttributes, telemetryConfig } from '../../../constructs/observability/telemetry-config.ts';
import { buildPlatform } from '../../../stacks/platform.ts';
import { bareApp, resource, resourcesOf, workbench } from '../../support/synthesized.ts';

const app = bareApp();
const { observability } = buildPlatform(app, loadSite('sites/reference-hospital.yaml'));
if (observability === undefined) throw new Error('the reference hospital has observability');
const resources = resourcesOf(observability);
const place = 'reference-hospital-observability';
const prometheus = parse(resource(resources, 'config_map_v1', 'prometheus-configuration').data['prometheus.yaml']);
const flows = intentsOf(app);

const props: EnvoyProps = {
  ...{ serviceName: 'fhir', namespace: 'clinical', role: 'fhir', healthPaths: [] },
  doors: [
    {
      ...{ name: 'https', port: 8443, recorded: true, admission: { kind: 'application' } },
      routes: [{ methods: ['GET'], prefix: '/fhir' }],
    },
    {
      ...{ name: 'delivery', port: 8445, recorded: false, admission: { kind: 'application' } },
      routes: [{ methods: ['POST'], prefix: '/v1/logs' }],
    },
  ],
  upstream: { kind: 'local', port: 8080 },
  audit: { host: 'audit-collector.x-audit.svc', port: 4317 },
};
const telemetry = {
  scraper: `prometheus.${place}.svc`,
  collector: { host: `telemetry-collector.${place}.svc`, port: 4317 },
};
const watched = parse(envoyConfig({ ...props, telemetry }));
const unwatched = parse(envoyConfig(props));
const listenerOf = (config: typeof watched, name: string) =>
  config.static_resources.listeners.find((one: { name: string }) => one.name === name);
const managerOf = (name: string) => listenerOf(watched, name).filter_chains[0].filters[0].typed_config;

describe('a guard that is watched', () => {
  test('shows its counters to the certificate of Prometheus, on one path, by GET', () => {
    const [chain] = listenerOf(watched, 'metrics').filter_chains;
    const { require_client_certificate, common_tls_context } = chain.transport_socket.typed_config;
    expect(require_client_certificate).toBe(true);
    expect(
      common_tls_context.combined_validation_context.default_validation_context.match_typed_subject_alt_names,
    ).toEqual([{ san_type: 'DNS', matcher: { exact: telemetry.scraper } }]);
    const [{ routes }] = managerOf('metrics').route_config.virtual_hosts;
    expect(routes).toEqual([
      {
        match: { path: '/metrics', headers: [{ name: ':method', string_match: { exact: 'GET' } }] },
        route: { cluster: 'own-statistics', timeout: '10s', prefix_rewrite: '/stats/prometheus' },
      },
    ]);
  });

  test('is administered through a socket in its own scratch volume, on no port', () => {
    expect(watched.admin).toEqual({ address: { pipe: { path: ADMIN_SOCKET, mode: 0o600 } } });
  });

  test('tells operations no path, no header, no subject and no address', () => {
    const log = managerOf('https').access_log.find(
      (one: { typed_config: { log_name?: string } }) => one.typed_config.log_name === 'domicile-operations',
    );
    const text = JSON.stringify(log);
    for (const command of text.matchAll(/%([A-Z_]+)(\(([^)]*)\))?/g)) {
      expect(['REQ', 'RESPONSE_CODE', 'DURATION', 'RESPONSE_CODE_DETAILS']).toContain(command[1]);
      if (command[1] === 'REQ') expect([':METHOD', 'X-REQUEST-ID']).toContain(command[3]);
    }
    expect(text).not.toMatch(/PATH|CLAIMS|claims|ADDRESS|BODY/);
  });

  test('cuts the address of a span off before its path', () => {
    expect(managerOf('https').tracing.max_path_tag_length).toBe(0);
  });

  test('tells nothing of the delivery of logs, which would be delivered too', () => {
    expect(managerOf('delivery').tracing).toBeUndefined();
    expect(JSON.stringify(managerOf('delivery').access_log)).not.toContain('open_telemetry');
  });

  test('goes on when the telemetry collector is away', () => {
    const cluster = watched.static_resources.clusters.find(
      (one: { name: string }) => one.name === 'telemetry-collector',
    );
    expect(cluster.health_checks).toBeUndefined();
    expect(JSON.stringify(listenerOf(watched, 'health'))).not.toContain('telemetry');
  });
});

test('a guard of a site without observability has no administration and no such port', () => {
  expect(unwatched.admin).toBeUndefined();
  expect(listenerOf(unwatched, 'metrics')).toBeUndefined();
  expect(JSON.stringify(unwatched)).not.toContain('domicile-operations');
});

describe('Prometheus', () => {
  test('reads declared workloads, itself and the cluster, and discovers nothing', () => {
    for (const job of prometheus.scrape_configs) {
      const { job_name, static_configs = [], dns_sd_configs = [], ...rest } = job;
      expect(static_configs.length + dns_sd_configs.length).toBe(1);
      expect(Object.keys(rest).filter((key) => key.endsWith('_sd_configs'))).toEqual([]);
      if (job_name !== 'prometheus') expect(job.scheme).toBe('https');
    }
    const guards = prometheus.scrape_configs.filter((one: { dns_sd_configs?: unknown }) => one.dns_sd_configs);
    const scraped = flows.filter(({ from, port }) => from.name === 'prometheus' && port === 9464);
    expect(guards.map((one: { job_name: string }) => one.job_name)).toEqual(
      scraped.map(({ to }) => (to.kind === 'workload' ? `${to.namespace}/${to.name}` : '')).sort(),
    );
    expect(guards.length).toBeGreaterThan(10);
  });

  test('knows each pod by the certificate of its workload', () => {
    const fhir = prometheus.scrape_configs.find(
      (one: { job_name: string }) => one.job_name === 'reference-hospital-clinical/fhir',
    );
    expect(fhir.tls_config).toEqual({
      ca_file: '/etc/tls/ca.crt',
      cert_file: '/etc/tls/tls.crt',
      key_file: '/etc/tls/tls.key',
      server_name: 'fhir.reference-hospital-clinical.svc',
      min_version: 'TLS12',
    });
    expect(fhir.dns_sd_configs[0].names).toEqual(['fhir-metrics.reference-hospital-clinical.svc']);
  });
});

describe('what watches', () => {
  const out = flows.filter(({ from }) => from.namespace === place);

  test('reaches nothing elsewhere but counters, the audit collector and the egress gateway', () => {
    const elsewhere = out.filter(({ to }) => to.kind === 'workload' && to.namespace !== place);
    const wrong = elsewhere.filter(
      ({ from, to, port }) =>
        !(from.name === 'prometheus' && port === 9464) &&
        !(to.kind === 'workload' && ['audit-collector', 'egress'].includes(to.name)),
    );
    expect(wrong).toEqual([]);
    expect(elsewhere.length).toBeGreaterThan(10);
  });

  test('reaches no database', () => {
    expect(out.filter(({ to }) => to.kind === 'workload' && to.name.endsWith('-database'))).toEqual([]);
  });

  test('leaves the cluster for the receiver, the keys of tokens and what the cluster knows, through the gateway', () => {
    const outside = out.flatMap(({ from, to }) => (to.kind === 'external' ? [[from.name, to.host, to.via]] : []));
    const keys = 'identity.reference-hospital.example';
    expect(outside).toEqual([
      ['alertmanager', keys, 'egress'],
      ['alertmanager', 'mail.reference-hospital.example', 'egress'],
      ['loki', keys, 'egress'],
      ['prometheus', keys, 'egress'],
      ['prometheus', 'metrics.reference-hospital.example', 'egress'],
      ['tempo', keys, 'egress'],
    ]);
  });

  test('may not be pointed at anything but counters, whatever a stack asks for', () => {
    const { stack, namespace } = workbench();
    const probe = { kind: 'tcp', port: 1 } as const;
    const workload = (name: string, role: 'metrics' | 'fhir') =>
      new HardenedWorkload(stack, name, {
        ...{ namespace, name, role, replicas: 1, controller: 'deployment', user: { uid: 1, gid: 1 } },
        component: { id: 'x', version: '1' },
        containers: [
          {
            ...{ name: 'app', image: `registry.example/app@sha256:${'a'.repeat(64)}` },
            resources: { cpu: '1', cpuLimit: '1', memory: '1Gi' },
            probes: { startup: probe, liveness: probe, readiness: probe },
          },
        ],
      });
    const [watcher, fhir] = [workload('watcher', 'metrics'), workload('fhir', 'fhir')];
    watcher.allowTo(fhir, { port: 9464, purpose: 'counters' });
    expect(() => watcher.allowTo(fhir, { port: 8443, purpose: 'records' })).toThrow(/role metrics may not open/);
  });
});

describe('nobody is called', () => {
  test('by Loki', () => expect(parse(lokiConfig(30)).analytics).toEqual({ reporting_enabled: false }));
  test('by Tempo', () => expect(parse(tempoConfig(7)).usage_report).toEqual({ reporting_enabled: false }));

  test('by Alertmanager, which gossips with no other', () => {
    const [container] = resource(resources, 'stateful_set_v1', 'alertmanager').spec.template.spec.container;
    expect(container.args).toContain('--cluster.listen-address=');
  });

  test('by any of them on a port beside the guard', () => {
    for (const text of [lokiConfig(30), tempoConfig(7)]) {
      const { http_listen_address, grpc_listen_address } = parse(text).server;
      expect([http_listen_address, grpc_listen_address]).toEqual(['127.0.0.1', '127.0.0.1']);
    }
  });
});

describe('the telemetry collector', () => {
  const config = parse(
    telemetryConfig({
      logs: { host: 'l', port: 2 },
      traces: { host: 't', port: 3 },
    }),
  );

  test('lets listed attributes through, and none that could name a patient', () => {
    expect(config.processors['redaction/allow-list']).toEqual({
      allow_all_keys: false,
      allowed_keys: passedAttributes,
      ignored_key_patterns: ['^service\\.(name|namespace)$'],
      summary: 'silent',
    });
    expect(
      passedAttributes.filter((key) => /url|path|target|query|user|client|peer|addr|body|header/.test(key)),
    ).toEqual([]);
  });

  test('cleans logs and traces before anything is kept', () => {
    for (const pipeline of ['logs', 'traces']) {
      const { processors } = config.service.pipelines[pipeline];
      expect(processors).toContain('transform/words');
      expect(processors).toContain('redaction/allow-list');
    }
  });
});

describe('the alerts', () => {
  test('of a site are those of its modules', () => {
    const names = alertsFor(['fhir', 'audit', 'observability']).map(({ name }) => name);
    expect(names).toContain('AuditSilent');
    expect(names).not.toContain('ModelFails');
    expect(names).not.toContain('BackupTooOld');
  });

  test('have names of their own', () => {
    expect(new Set(dutyAlerts.map(({ name }) => name)).size).toBe(dutyAlerts.length);
  });
});
