import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { ADMIN_SOCKET } from '../../constructs/core/envoy/metrics.ts';
import { ENVOY_HEALTH_PORT } from '../../constructs/core/envoy/types.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import { METRICS_PORT } from '../../constructs/core/telemetry/route.ts';
import {
  COLLECTOR_HEALTH_PORT,
  COLLECTOR_HTTP_PORT,
  COLLECTOR_METRICS_PORT,
  COLLECTOR_PATHS,
  COLLECTOR_PORT,
  collectorConfig,
} from '../../constructs/governance/collector-config.ts';
import { trendQuery } from '../../constructs/observability/duties-console.ts';
import { clusterSeries, dutyAlerts } from '../../constructs/observability/duty-alerts.ts';
import { dutyPanels } from '../../constructs/observability/duty-panels.ts';
import { OPERATOR_PORT } from '../../constructs/observability/guarded-store.ts';
import { prometheusConfig } from '../../constructs/observability/prometheus-config.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { bareApp, resource, resourcesOf } from '../support/synthesized.ts';
import { withCertificates } from './certificates.ts';
import { panelCases } from './panel-cases.ts';
import { certificateFolder, describeWith, eventually, freePort, pathOf, start, stop, withPorts } from './programs.ts';

const { observability } = buildPlatform(bareApp(), loadSite('sites/reference-hospital.yaml'));
if (observability === undefined) throw new Error('the reference hospital has observability');
const resources = resourcesOf(observability);
const expressions = [...dutyAlerts, ...dutyPanels].map(({ expression }) => expression);
const folder = mkdtempSync(join(tmpdir(), 'domicile-duties-'));

describe('the panels of the duties', () => {
  test('have a case each', () => {
    expect(panelCases.map(({ panel }) => panel)).toEqual(dutyPanels.map(({ title }) => title));
  });
});

const bar = (value: number) => (value === 0 ? [] : [{ labels: '{}', value: 1 }]);

describeWith(['promtool'], 'promtool evaluates', () => {
  test('every panel, and its trend of the last day', () => {
    const tests = panelCases.map(({ panel, series, at, shows }) => {
      const { expression = '' } = dutyPanels.find(({ title }) => title === panel) ?? {};
      return {
        name: panel,
        interval: '1m',
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: [
          { expr: expression, eval_time: at, exp_samples: [shows] },
          // The bar of the last hour is the tallest, or as tall; of nothing there is no bar.
          { expr: `${trendQuery(expression, 0)} > bool 0`, eval_time: at, exp_samples: bar(shows.value) },
        ],
      };
    });
    const file = join(folder, 'panels.yaml');
    writeFileSync(file, stringify({ rule_files: [], evaluation_interval: '1m', tests }));
    const { status, stdout, stderr } = spawnSync(pathOf('promtool'), ['test', 'rules', file], { encoding: 'utf8' });
    expect({ status, said: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({ status: 0, said: '' });
  });
});

const prefixes = '(?:envoy|otelcol|kube|kubelet|pod|prometheus)';

/** Names of series in PromQL; a pattern stands for every name that it lists. */
function seriesIn(expression: string): readonly string[] {
  const listed = [...expression.matchAll(/__name__=~"([^"(]*)\(([^)]*)\)"/g)].flatMap(([, head = '', tails = '']) =>
    tails.split('|').map((tail) => `${head}${tail}`),
  );
  const named = expression.match(new RegExp(`\\b${prefixes}_[a-z_]*[a-z]\\b(?![_(]|\\s*[=!])`, 'g')) ?? [];
  return [...listed, ...named];
}

/** Names of labels in PromQL that a part gives by itself. */
function labelsIn(expression: string): readonly string[] {
  return expression.match(new RegExp(`\\b${prefixes}_[a-z_]+(?=\\s*[=!]~?)`, 'g')) ?? [];
}

/** Prometheus, a guard and the audit collector of the reference hospital, each for real: what they tell is what can be read. */
describeWith(['envoy', 'otelcol', 'prometheus'], 'every series that a rule or a panel reads', () => {
  const programs: ReturnType<typeof start>[] = [];
  let store: Server;
  let tls: string;
  const told = new Set<string | undefined>();
  const labels = new Set<string | undefined>();

  const written = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, withCertificates(text, tls).replaceAll('0.0.0.0', '127.0.0.1'));
    return file;
  };

  async function guard(): Promise<string> {
    const [metrics, health, read] = [await freePort(), await freePort(), await freePort()];
    const ports = withPorts(resource(resources, 'config_map_v1', 'prometheus-guard').data['envoy.yaml'], [
      [METRICS_PORT, metrics],
      [ENVOY_HEALTH_PORT, health],
      [OPERATOR_PORT, read],
    ]);
    const file = written('envoy.yaml', ports.replaceAll(ADMIN_SOCKET, join(folder, 'admin.sock')));
    programs.push(start(pathOf('envoy'), ['--config-path', file, '--disable-hot-restart', '--concurrency', '1']));
    // The keys of the identity provider cannot be fetched here, which is counted as any answer is.
    const counted = (text: string) => text.includes('envoy_cluster_upstream_rq_xx');
    return eventually(() => ask(metrics, 'GET', '/metrics'), counted);
  }

  async function collector(): Promise<string> {
    const at = { store: await freePort(), own: await freePort(), http: await freePort() };
    const certificate = { cert: readFileSync(join(tls, 'tls.crt')), key: readFileSync(join(tls, 'tls.key')) };
    store = createServer(certificate, (incoming, answer) => incoming.resume().on('end', () => answer.end('{}')));
    await new Promise<void>((resolve) => store.listen(at.store, '127.0.0.1', resolve));
    const ports = withPorts(collectorConfig({ host: 'localhost', port: at.store }, true), [
      [COLLECTOR_PORT, await freePort()],
      [COLLECTOR_HTTP_PORT, at.http],
      [COLLECTOR_HEALTH_PORT, await freePort()],
      [COLLECTOR_METRICS_PORT, at.own],
    ]);
    const file = written('collector.yaml', ports.replaceAll(COLLECTOR_PATHS.queue, folder));
    programs.push(start(pathOf('otelcol'), ['--config', file]));
    const body = JSON.stringify({
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'one' } }] }] }],
    });
    await eventually(
      () => ask(at.http, 'POST', '/v1/logs', body),
      (answer) => answer.includes('{'),
    );
    const counted = (text: string) => text.includes('otelcol_exporter_sent_log_records_total');
    return eventually(async () => (await fetch(`http://127.0.0.1:${at.own}/metrics`)).text(), counted);
  }

  async function prometheus(): Promise<string> {
    const port = await freePort();
    const config = prometheusConfig({
      targets: [{ namespace: 'clinical', name: 'fhir' }],
      alertmanager: { host: 'localhost', port: 1 },
      cluster: { url: new URL('https://localhost:1/federate'), proxy: undefined },
    });
    written('duties.rules.yaml', 'groups: []');
    const file = written('prometheus.yaml', config.replaceAll('/etc/prometheus', folder));
    const storage = `--storage.tsdb.path=${join(folder, 'data')}`;
    const listening = `--web.listen-address=127.0.0.1:${port}`;
    programs.push(start(pathOf('prometheus'), [`--config.file=${file}`, storage, listening]));
    const counted = (text: string) => text.includes('prometheus_sd_discovered_targets{');
    return eventually(async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text(), counted);
  }

  function ask(port: number, method: string, path: string, body = ''): Promise<string> {
    const [ca, cert, key] = ['ca.crt', 'tls.crt', 'tls.key'].map((name) => readFileSync(join(tls, name)));
    const headers = { 'content-type': 'application/json' };
    const server = { host: '127.0.0.1', servername: 'localhost', port };
    return new Promise((resolve, reject) => {
      const call = request({ ...server, method, path, headers, ca, cert, key, agent: false }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => resolve(Buffer.concat(parts).toString()));
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  beforeAll(async () => {
    tls = await certificateFolder(['localhost', 'prometheus.reference-hospital-observability.svc']);
    for (const text of await Promise.all([guard(), collector(), prometheus()])) {
      for (const [, name] of text.matchAll(/^# TYPE (\S+) /gm)) told.add(name);
      for (const [, label] of text.matchAll(/[{,]([a-z_]+)="/g)) labels.add(label);
    }
  });

  afterAll(async () => {
    await Promise.all(programs.map(stop));
    store?.close();
  });

  const fromCluster = new Set(clusterSeries);
  const names = [...new Set(expressions.flatMap(seriesIn))].sort();
  test.each(names.filter((name) => !fromCluster.has(name)))('%s is told by a part of the platform', (name) => {
    expect(told.has(name)).toBe(true);
  });

  test.each([...new Set(expressions.flatMap(labelsIn))].sort())(
    'has its label %s of the part that tells it',
    (label) => {
      expect(labels.has(label)).toBe(true);
    },
  );

  test('that no part tells is asked of the cluster by name, and nothing else is', () => {
    expect(names.filter((name) => fromCluster.has(name))).toEqual([...clusterSeries].sort());
  });
});
