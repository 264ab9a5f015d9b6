import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadSite } from '../../constructs/core/site/load.ts';
import { alertmanagerConfig } from '../../constructs/observability/alertmanager-config.ts';
import { dutiesConsole } from '../../constructs/observability/duties-console.ts';
import { dutyAlerts } from '../../constructs/observability/duty-alerts.ts';
import { dutyPanels } from '../../constructs/observability/duty-panels.ts';
import { prometheusConfig, ruleFile } from '../../constructs/observability/prometheus-config.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { bareApp, resource, resourcesOf } from '../support/synthesized.ts';
import { dutyCases } from './duty-cases.ts';
import { certificateFolder, describeWith, eventually, freePort, pathOf, start, stop } from './programs.ts';

const { observability } = buildPlatform(bareApp(), loadSite('sites/reference-hospital.yaml'));
if (observability === undefined) throw new Error('the reference hospital has observability');
const resources = resourcesOf(observability);
const fileOf = (map: string, file: string): string => resource(resources, 'config_map_v1', map).data[file];
const folder = mkdtempSync(join(tmpdir(), 'domicile-observability-'));

function run(program: Parameters<typeof pathOf>[0], ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(pathOf(program), [...args], { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('the cases of the duties', () => {
  test.each(dutyAlerts.map(({ name }) => name))('look at %s from both sides', (name) => {
    const sides = dutyCases.filter(({ alert }) => alert === name).map(({ fires }) => fires);
    expect(new Set(sides)).toEqual(new Set([true, false]));
  });
});

describeWith(['promtool'], 'promtool', () => {
  let tls: string;
  beforeAll(async () => {
    tls = await certificateFolder(['localhost']);
  });

  test('accepts the configuration of the reference hospital, with its rules', () => {
    const rules = written('duties.rules.yaml', fileOf('prometheus-configuration', 'duties.rules.yaml'));
    const text = fileOf('prometheus-configuration', 'prometheus.yaml')
      .replaceAll('/etc/tls', tls)
      .replaceAll('/etc/prometheus/duties.rules.yaml', rules);
    expect(run('promtool', 'check', 'config', written('prometheus.yaml', text))).toMatchObject({ status: 0 });
  });

  test('accepts every rule, and finds nothing to complain of', () => {
    const result = run(
      'promtool',
      'check',
      'rules',
      '--lint-fatal',
      '--lint=all',
      written('all.yaml', ruleFile(dutyAlerts)),
    );
    expect(result).toMatchObject({ status: 0 });
  });

  // One call for all: each would start a program of its own.
  test('sees every alert fire in its cases, and stay silent in the others', () => {
    const rules = written('duties.yaml', ruleFile(dutyAlerts));
    const tests = dutyCases.map(({ alert, when, series, at, fires }) => ({
      name: `${alert} ${fires ? 'fires' : 'stays silent'} when ${when}`,
      interval: '1m',
      input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
      promql_expr_test: [
        {
          expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) > bool 0 or vector(0)`,
          eval_time: at,
          exp_samples: [{ labels: '{}', value: fires ? 1 : 0 }],
        },
      ],
    }));
    const unit = written('unit.yaml', stringify({ rule_files: [rules], evaluation_interval: '1m', tests }));
    const { status, said } = run('promtool', 'test', 'rules', unit);
    expect({ status, said: status === 0 ? '' : said }).toEqual({ status: 0, said: '' });
  });
});

describeWith(['amtool'], 'amtool accepts the configuration of Alertmanager', () => {
  const check = (text: string) => run('amtool', 'check-config', written('alertmanager.yaml', text));

  test('of the reference hospital, which is told by mail', () => {
    expect(check(fileOf('alertmanager-configuration', 'alertmanager.yaml'))).toMatchObject({ status: 0 });
  });

  test('of a site that is told by webhook', () => {
    const text = alertmanagerConfig({
      receiver: { kind: 'webhook', url: 'https://alerts.hospital.example/platform' },
      proxy: { host: '127.0.0.1', port: 15_000 },
      smarthost: { host: 'unused', port: 1 },
    });
    expect(check(text)).toMatchObject({ status: 0 });
  });
});

describeWith(['telemetrycol'], 'the OpenTelemetry Collector', () => {
  // No registry delivers everything that the transform processor is made of: that one step is read by nobody here.
  function withoutWords(text: string): string {
    const config = parse(text);
    expect(config.processors['transform/words']).toBeDefined();
    delete config.processors['transform/words'];
    for (const pipeline of ['logs', 'traces']) {
      const { processors } = config.service.pipelines[pipeline];
      config.service.pipelines[pipeline].processors = processors.filter((one: string) => one !== 'transform/words');
    }
    return stringify(config);
  }

  test('accepts its configuration, all but the step that replaces bodies and names', async () => {
    const tls = await certificateFolder(['localhost']);
    const text = withoutWords(fileOf('telemetry-collector-configuration', 'config.yaml')).replaceAll('/etc/tls', tls);
    expect(run('telemetrycol', 'validate', '--config', written('collector.yaml', text))).toEqual({
      status: 0,
      said: '',
    });
  });
});

describeWith(['prometheus'], 'Prometheus', () => {
  test('starts with the rules and shows the duties on a page of its own', async () => {
    const tls = await certificateFolder(['localhost']);
    const port = await freePort();
    const config = prometheusConfig({
      targets: [],
      alertmanager: { host: 'localhost', port: 1 },
      cluster: { url: new URL('https://localhost:1/federate'), proxy: undefined },
    });
    written('duties.rules.yaml', ruleFile(dutyAlerts));
    written('duties.html', dutiesConsole(dutyAlerts, dutyPanels));
    const file = written('own.yaml', config.replaceAll('/etc/tls', tls).replaceAll('/etc/prometheus', folder));
    const server = start(pathOf('prometheus'), [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-otlp-receiver',
      `--web.console.templates=${folder}`,
      `--web.console.libraries=${folder}`,
    ]);
    try {
      const page = await eventually(
        async () => (await fetch(`http://127.0.0.1:${port}/consoles/duties.html`)).text(),
        (text) => text.includes('Duties of the platform'),
      );
      expect(page).not.toContain('{{');
      expect(page).not.toMatch(/https?:/);
      expect(page.match(/<td>(Audit|Backup)/g)?.length).toBeGreaterThan(4);
    } finally {
      await stop(server);
    }
  });
});
