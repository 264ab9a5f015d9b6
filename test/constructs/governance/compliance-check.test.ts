import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { loadSite, parseSite } from '../../../constructs/core/site/load.ts';
import type { SovereignStack } from '../../../constructs/core/stack.ts';
import { checkProgram } from '../../../constructs/governance/check-program.ts';
import { checkPlan } from '../../../constructs/governance/compliance-check.ts';
import { createAuthority, issueLeaf } from '../../../controlplane/certificates.ts';
import { buildPlatform } from '../../../stacks/platform.ts';
import { bareApp, resource, resourcesOf } from '../../support/synthesized.ts';

const NAME = 'reference-hospital-compliance-compliance-check';

interface Rule {
  readonly api_groups: readonly string[];
  readonly resources: readonly string[];
  readonly resource_names?: readonly string[];
  readonly verbs: readonly string[];
}

function build(change: Readonly<Record<string, unknown>> = {}) {
  const site = loadSite('sites/reference-hospital.yaml');
  const module = site.modules['compliance-check'];
  if (module === undefined) throw new Error('the reference hospital checks itself');
  const app = bareApp();
  const modules = { ...site.modules, 'compliance-check': { ...module, ...change } };
  const { compliance } = buildPlatform(app, { ...site, modules });
  return { app, site, resources: resourcesOf(compliance as SovereignStack) };
}

describe('the judge in the cluster', () => {
  const { app, site, resources } = build();
  const { spec } = resource(resources, 'cron_job_v1', 'compliance-check').spec.job_template;
  const { data } = resource(resources, 'config_map_v1', 'compliance-check-program');
  const rules: readonly Rule[] = resource(resources, 'cluster_role_v1', NAME).rule;

  test('judges by the site that it was deployed from', () => {
    expect(parseSite(data['site.yaml'].replaceAll('$${', '${'), 'site.yaml').boundary).toEqual(site.boundary);
  });

  test('reads as its own account, and is not run again because of what it found', () => {
    expect(spec.template.spec.automount_service_account_token).toBe(true);
    expect(spec.template.spec.service_account_name).toBe('compliance-check');
    expect(spec.backoff_limit).toBe(0);
  });

  test('may list kinds by name, and get one namespace', () => {
    const [recognise, ...others] = rules.filter(({ verbs }) => verbs.join() !== 'list');
    expect(recognise).toMatchObject({ resources: ['namespaces'], resource_names: ['kube-system'], verbs: ['get'] });
    expect(others).toEqual([]);
    for (const one of rules.flatMap(({ resources }) => resources)) expect(one).toMatch(/^[a-z]+$/);
  });

  test('reaches the API server and the audit collector, and nothing else', () => {
    const flows = intentsOf(app).filter(({ from }) => from.name === 'compliance-check');
    expect(flows.map(({ to, port }) => [to.kind === 'workload' ? to.name : to.networks, port])).toEqual([
      [['10.20.0.0/16'], 6443],
      ['audit-collector', 4318],
    ]);
  });

  const core = (of: typeof resources) =>
    (resource(of, 'cluster_role_v1', NAME).rule as readonly Rule[])
      .filter(({ api_groups, verbs }) => api_groups[0] === '' && verbs[0] === 'list')
      .flatMap((rule) => rule.resources);

  test('holds Secrets only where the site says so', () => {
    expect(core(resources)).toContain('secrets');
    const without = build({ readsSecrets: false }).resources;
    expect(core(without)).not.toContain('secrets');
    const plan = JSON.parse(resource(without, 'config_map_v1', 'compliance-check-program').data['plan.json']);
    expect(plan.command.slice(-2)).toEqual(['--secrets', 'none']);
  });

  test('lists the custom resources that the site names', () => {
    const own = build({ customResources: [{ group: 'cert-manager.io', resources: ['certificates'] }] }).resources;
    expect(resource(own, 'cluster_role_v1', NAME).rule).toContainEqual({
      api_groups: ['cert-manager.io'],
      resources: ['certificates'],
      verbs: ['list'],
    });
  });
});

describe('its program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-check-'));
  let server: Server;
  let takes = 200;
  let records: Record<string, string>[] = [];

  beforeAll(async () => {
    const authority = await createAuthority('test authority');
    const names = { commonName: 'localhost', dnsNames: ['localhost'], addresses: ['127.0.0.1'] };
    const { certificate, key } = await issueLeaf(authority, names);
    const files = {
      'ca.crt': authority.certificate,
      'tls.crt': certificate,
      'tls.key': key,
      'check.mjs': checkProgram,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const tls = { cert: certificate, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true };
    server = createServer(tls, (asked, answer) => {
      const parts: Buffer[] = [];
      asked.on('data', (part) => parts.push(part));
      asked.on('end', () => {
        const { attributes } = JSON.parse(Buffer.concat(parts).toString()).resourceLogs[0].scopeLogs[0].logRecords[0];
        type Attribute = { readonly key: string; readonly value: { readonly stringValue: string } };
        records.push(Object.fromEntries(attributes.map((one: Attribute) => [one.key, one.value.stringValue])));
        answer.writeHead(takes).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => server.close());

  /** Runs the program with a check that prints `report` and exits with `code`. */
  function run(report: string, code: number, status = 200): Promise<{ code: number; stdout: string; stderr: string }> {
    takes = status;
    records = [];
    const check = join(folder, 'domicile');
    writeFileSync(join(folder, 'report.json'), report);
    writeFileSync(check, `#!/bin/sh\ncat '${join(folder, 'report.json')}'\nexit ${code}\n`);
    chmodSync(check, 0o755);
    const audit = { host: 'localhost', httpPort: (server.address() as AddressInfo).port };
    const plan = checkPlan({
      ...{ name: 'compliance-check', namespace: { name: 'compliance' }, readsSecrets: true },
      audit: audit as Parameters<typeof checkPlan>[0]['audit'],
    });
    const [, ...args] = plan.command;
    writeFileSync(
      join(folder, 'plan.json'),
      JSON.stringify({ ...plan, certificate: folder, command: [check, ...args] }),
    );
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(folder, 'check.mjs'), join(folder, 'plan.json')],
        { maxBuffer: 1e8 },
        (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });
  }

  const reportOf = (verdict: string, findings: readonly object[] = []) =>
    `${JSON.stringify({ schema: 'domicile/check/v1', verdict, counts: { fail: findings.length }, coverage: {}, findings })}\n`;

  test.each([
    ['pass', 0],
    ['fail', 1],
    ['indeterminate', 2],
  ])('ends as the check does, and records the report and its hash: %s', async (verdict, code) => {
    const report = reportOf(verdict);
    expect(await run(report, code)).toEqual({ code, stdout: report, stderr: '' });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      'audit.report.kind': 'compliance-check',
      'audit.report.verdict': verdict,
      'audit.report.body': report,
      'audit.report.sha256': createHash('sha256').update(report).digest('hex'),
    });
  });

  test('records a report that is too large by its head and the hash of the whole, which stands in the log', async () => {
    const report = reportOf('fail', [{ found: 'x'.repeat(600 * 1024) }]);
    const { code, stdout } = await run(report, 1);
    expect([code, stdout === report]).toEqual([1, true]);
    expect(JSON.parse(records[0]?.['audit.report.body'] ?? '')).toMatchObject({ verdict: 'fail', counts: { fail: 1 } });
    expect(records[0]?.['audit.report.sha256']).toBe(createHash('sha256').update(report).digest('hex'));
  });

  test('records nothing where nothing was judged', async () => {
    const { code, stderr } = await run('', 3);
    expect([code, records.length]).toEqual([3, 0]);
    expect(stderr).toBe('nothing was judged: the check ended with 3\n');
  });

  test('has no result that nobody recorded', async () => {
    const { code, stderr } = await run(reportOf('pass'), 0, 400);
    expect(code).toBe(3);
    expect(stderr).toBe('the audit collector did not take the record: 400\n');
  });
});
