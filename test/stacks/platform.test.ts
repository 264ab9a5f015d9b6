import { describe, expect, test } from 'vitest';
import { components } from '../../catalog/components.ts';
import { PLATFORM_LABEL } from '../../constructs/core/labels.ts';
import { intentsOf } from '../../constructs/core/network-intent.ts';
import { secretRequirementsOf } from '../../constructs/core/secrets.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import type { SovereignStack } from '../../constructs/core/stack.ts';
import { METRICS_PORT } from '../../constructs/core/telemetry/route.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { bareApp, controllersOf, type Resource, resourcesOf } from '../support/synthesized.ts';

function build(file: string) {
  const app = bareApp();
  const platform = buildPlatform(app, loadSite(file));
  const stacks = Object.values(platform).filter((stack): stack is SovereignStack => stack !== undefined);
  return { app, platform, stacks, resources: stacks.flatMap((stack) => resourcesOf(stack)) };
}

const hospital = build('sites/reference-hospital.yaml');
const clinic = build('sites/clinic.yaml');
const sites = [
  ['the hospital', hospital],
  ['the clinic', clinic],
] as const;
// Collectors only take, so that nothing passes through them.
const carriesNothing = (name: string) => ['audit-collector', 'telemetry-collector'].includes(name);
// Counters of guards are read on a port of their own, by GET on one path: no way for data in either direction.
const dataFlowsOf = (app: Parameters<typeof intentsOf>[0]) =>
  intentsOf(app).filter(({ port }) => port !== METRICS_PORT);
const roleOf = (one: Resource) => one.body.metadata.labels[PLATFORM_LABEL.role];

describe('the layers', () => {
  test('of a hospital are applied one after the other', () => {
    const order = hospital.stacks.map((stack) => [stack.node.id, stack.dependencies.map(({ node }) => node.id)]);
    expect(order).toEqual([
      ['foundation', []],
      ['data', ['foundation']],
      ['services', ['data']],
      ['interop', ['data', 'services']],
      ['ai', ['data', 'services']],
      ['governance', ['data', 'ai', 'services']],
      ['marketplace', ['data', 'services']],
      ['compliance', ['data']],
      ['backup', ['data', 'services', 'interop', 'ai', 'governance']],
      ['observability', ['data', 'services', 'interop', 'ai', 'governance', 'marketplace']],
      ['names', ['data']],
    ]);
  });

  test('of a clinic without AI are two', () => {
    expect(clinic.stacks.map(({ node }) => node.id)).toEqual(['foundation', 'data']);
  });

  test.each(sites)('of %s share no Terraform reference', (_, { stacks }) => {
    for (const stack of stacks) {
      expect(JSON.stringify(stack.toTerraform())).not.toContain('terraform_remote_state');
    }
  });
});

describe('what runs', () => {
  test('is one workload for each role, and the databases', () => {
    const named = controllersOf(hospital.resources).map((one) => [one.name, roleOf(one)]);
    expect(Object.fromEntries(named)).toEqual({
      'audit-collector': 'audit-collector',
      'audit-database': 'database',
      'audit-store': 'audit-store',
      fhir: 'fhir',
      'fhir-database': 'database',
      'model-medical-7b': 'ai-model',
      'model-clinical-embeddings': 'ai-model',
      'model-gateway': 'ai-gateway',
      retrieval: 'retrieval',
      'vector-store': 'vector-store',
      approval: 'approval',
      'approval-database': 'database',
      'systems-gateway': 'hl7-gateway',
      integration: 'integration',
      imaging: 'imaging',
      egress: 'egress',
      ingress: 'ingress',
      names: 'name-server',
      identity: 'identity',
      'identity-database': 'database',
      pseudonymisation: 'pseudonymisation',
      'pseudonym-database': 'database',
      'text-analyzer': 'de-identification',
      'text-anonymizer': 'de-identification',
      'research-fhir': 'research-fhir',
      'research-database': 'database',
      'radiology-assistant': 'third-party-app',
      'app-radiology-assistant': 'app-gateway',
      portal: 'developer-portal',
      prometheus: 'metrics',
      alertmanager: 'alerts',
      loki: 'logs',
      tempo: 'traces',
      'telemetry-collector': 'telemetry-collector',
    });
  });

  test.each(sites)('in %s stands in a namespace of the site', (_, { resources }) => {
    const own = resources.filter(({ type }) => type === 'namespace_v1').map(({ name }) => name);
    for (const { namespace, type } of resources) {
      if (!/^namespace_v1$|^cluster_role/.test(type)) expect(own).toContain(namespace);
    }
  });

  test('stands in no more namespaces than the modules need', () => {
    const namespaces = (resources: readonly Resource[]) =>
      resources.filter(({ type }) => type === 'namespace_v1').map(({ name }) => name);
    expect(namespaces(clinic.resources)).toEqual(['clinic-audit', 'clinic-clinical']);
    expect(() => clinic.platform.foundation.namespace('ai')).toThrow(/no zone ai/);
  });

  test.each(sites)("in %s pulls every image by digest from the site's mirror", (_, { resources }) => {
    const containers = controllersOf(resources).flatMap(({ body }) => {
      const { container, init_container = [] } = body.spec.template.spec;
      return [...container, ...init_container];
    });
    expect(containers.length).toBeGreaterThan(4);
    for (const { image } of containers) {
      expect(image).toMatch(
        /^(registry\.reference-hospital\.example|rg\.fr-par\.scw\.cloud\/clinic)\/.+@sha256:[0-9a-f]{64}$/,
      );
    }
  });

  test('runs as the ids that the catalogue holds for it, or the review of an app', () => {
    const ids = new Map([
      ...Object.values(components).map(({ id, user }) => [id as string, `${user.uid}`] as const),
      ['radiology-assistant', '10001'] as const,
    ]);
    for (const { body } of controllersOf(hospital.resources)) {
      const id = body.metadata.labels['app.kubernetes.io/component'];
      expect(body.spec.template.spec.security_context.run_as_user).toBe(ids.get(id));
    }
  });

  test('reads the Kubernetes API by one account alone, and changes nothing there', () => {
    const rights = hospital.resources.filter(({ type }) => type.includes('role'));
    expect(rights.map(({ type, name }) => [type, name])).toEqual([
      ['cluster_role_binding_v1', 'reference-hospital-compliance-compliance-check'],
      ['cluster_role_v1', 'reference-hospital-compliance-compliance-check'],
    ]);
    const [binding, role] = rights;
    expect(binding?.body.subject.map(({ name, namespace }: Resource) => [namespace, name])).toEqual([
      ['reference-hospital-compliance', 'compliance-check'],
    ]);
    const verbs = (role?.body.rule ?? []).flatMap((rule: { verbs: readonly string[] }) => rule.verbs);
    expect(new Set(verbs)).toEqual(new Set(['list', 'get']));
    expect(JSON.stringify(role?.body.rule)).not.toMatch(/\*|\//);
    const withToken = hospital.resources.filter(({ body }) => JSON.stringify(body).includes('account_token":true'));
    expect(withToken.map(({ type, name }) => [type, name])).toEqual([['cron_job_v1', 'compliance-check']]);
  });

  test.each(sites)('in %s that keeps running holds no token', (_, { resources }) => {
    for (const { body } of controllersOf(resources)) {
      expect(body.spec.template.spec.automount_service_account_token).toBe(false);
    }
  });

  test.each(sites)('in %s has an audit collector, unless it is part of the trail or a database', (_, { resources }) => {
    for (const one of controllersOf(resources)) {
      // The telemetry collector asks for a certificate, drops what could name anybody, and hands on. A name server sees
      // names of hosts alone, and logs each.
      const without = ['database', 'vector-store', 'audit-collector', 'telemetry-collector', 'name-server'];
      if (without.includes(roleOf(one))) continue;
      expect(one.body.metadata.annotations['domicile.internal/audit-sink']).toMatch(
        /^audit-collector\.[a-z-]+-audit\.svc:4317$/,
      );
    }
  });
});

test.each(sites)('nothing of %s is taken for a template by Terraform', (_, { stacks }) => {
  for (const stack of stacks) {
    const templates = [...JSON.stringify(stack.toTerraform().resource ?? {}).matchAll(/(?<![$%])[$%]\{[^}]*\}?/g)];
    // References between resources of one stack are Terraform's own: `dependsOn` has them bare, and nothing else does.
    expect(templates.map(([text]) => text)).toEqual([]);
  }
});

describe('what may flow', () => {
  test('has one policy out and one policy in for each flow inside the cluster, and no other but the defaults', () => {
    const flows = intentsOf(hospital.app);
    const inside = flows.filter(({ to }) => to.kind === 'workload').length;
    const defaults = 2 * hospital.resources.filter(({ type }) => type === 'namespace_v1').length;
    const policies = hospital.resources.filter(({ type }) => type === 'network_policy_v1');
    const through = flows.filter(({ to }) => to.kind === 'external' && to.via !== undefined).length;
    const entrances = flows.filter(
      ({ from }) => from.networks !== undefined || from.namespace === 'kube-system',
    ).length;
    expect(policies).toHaveLength(flows.length - through - entrances + inside + defaults);
    for (const { body } of policies) for (const { to } of body.spec.egress ?? []) expect(to.length).toBeGreaterThan(0);
  });

  test('leaves the cluster by one gateway, to what other parts have declared', () => {
    // The API server, which the check reads, is the cluster's own; the archive goes to the store as backups do.
    const away = intentsOf(hospital.app).filter(({ to }) => to.kind === 'external');
    // The gateway finds its destinations by their names: what answers for names cannot wait for it.
    const out = away.filter(({ from }) => !['compliance-check', 'audit-archive', 'names'].includes(from.name));
    const key = ({ to, port }: (typeof out)[number]) => (to.kind === 'external' ? `${to.host}:${port}` : '');
    // A relay would keep the pod of a job running for ever: backups go straight to the store, in its networks.
    const direct = out
      .filter(({ to }) => to.kind === 'external' && to.via === undefined)
      .filter(({ from }) => !/-(backup|restore|lock-check)$/.test(from.name));
    expect(new Set(direct.map(({ from }) => from.name))).toEqual(new Set(['egress']));
    expect(new Set(direct.map(key))).toEqual(
      new Set(out.filter(({ to }) => to.kind === 'external' && to.via !== undefined).map(key)),
    );
  });

  test('knows one way from the AI to the record: through the approval', () => {
    const edges = dataFlowsOf(hospital.app).flatMap(({ from, to }) =>
      to.kind === 'workload' ? [[from.name, to.name]] : [],
    );
    // Either end of a flow can carry data to the other. The collector only takes, so that nothing passes through it.
    const open = edges.filter((edge) => !edge.includes('approval') && !edge.some(carriesNothing));
    const seen = new Set(['model-medical-7b']);
    for (const here of seen) {
      for (const [a = '', b = ''] of open.filter((edge) => edge.includes(here))) seen.add(a).add(b);
    }
    expect([...seen].sort()).toEqual([
      'bias-evaluation',
      'model-clinical-embeddings',
      'model-gateway',
      'model-medical-7b',
      'retrieval',
      'vector-store',
      'vector-store-backup',
      'vector-store-purge',
      'vector-store-restore',
    ]);
    expect(edges.filter(([from]) => from?.startsWith('model-')).map(([, to]) => to)).not.toContain('fhir');
    expect(edges.filter(([, to]) => to === 'fhir').map(([from]) => from)).toEqual([
      'approval',
      'ingress',
      'integration',
      'app-radiology-assistant',
      'research-export-heart-failure-letters',
      'research-export-sepsis-2026',
    ]);
  });
});

test('the record reaches research through the trust centre, and by no other way', () => {
  const edges = dataFlowsOf(hospital.app).flatMap(({ from, to }) =>
    to.kind === 'workload' ? [[from.name, to.name]] : [],
  );
  const centre = (name: string) => name === 'pseudonymisation' || name.startsWith('research-export-');
  const takesOnly = (name: string) => ['egress', 'ingress'].includes(name) || carriesNothing(name);
  const open = edges.filter((edge) => !edge.some(centre) && !edge.some(takesOnly));
  const seen = new Set(['fhir']);
  for (const here of seen)
    for (const [a = '', b = ''] of open.filter((edge) => edge.includes(here))) seen.add(a).add(b);
  expect([...seen]).toContain('approval');
  expect([...seen].filter((name) => name.startsWith('research'))).toEqual([]);
  expect(edges.filter(([, to]) => to === 'research-fhir').map(([from]) => from)).toEqual([
    'ingress',
    'research-export-heart-failure-letters',
    'research-export-sepsis-2026',
  ]);
});

describe('backups', () => {
  test('are made of every database, and can be restored', () => {
    const databases = controllersOf(hospital.resources).filter((one) => roleOf(one) === 'database');
    const jobs = hospital.resources.filter(({ type }) => type === 'cron_job_v1');
    const named = jobs.map(({ namespace, name, body }) => [`${namespace}/${name}`, body.spec.suspend]);
    expect(databases.length).toBeGreaterThan(3);
    for (const { namespace, name } of databases) {
      expect(named).toContainEqual([`${namespace}/${name}-backup`, false]);
      expect(named).toContainEqual([`${namespace}/${name}-restore`, true]);
    }
  });
});

describe('secrets', () => {
  test('stand in no resource', () => {
    expect(hospital.resources.map(({ type }) => type)).not.toContain('secret_v1');
  });

  test('that pods refer to are all declared, with their keys', () => {
    const declared = new Set(secretRequirementsOf(hospital.app).map(({ namespace, name }) => `${namespace}/${name}`));
    // The first end of a secret that only others mount is referred to by its copies.
    const originals = secretRequirementsOf(hospital.app).flatMap(({ contents }) =>
      contents.kind === 'copy' ? [`${contents.from.namespace}/${contents.from.name}`] : [],
    );
    const jobs = hospital.resources.filter(({ type }) => type === 'cron_job_v1');
    const referred = [...controllersOf(hospital.resources), ...jobs].flatMap(({ namespace, body }) =>
      [
        ...JSON.stringify(body).matchAll(/"secret_name":"([^"]+)"|"secret_key_ref":\{"key":"[^"]+","name":"([^"]+)"/g),
      ].map(([, mounted, read]) => `${namespace}/${mounted ?? read}`),
    );
    expect(new Set([...referred, ...originals])).toEqual(declared);
  });
});

test('a model endpoint of the site takes the place of the model server', () => {
  const site = loadSite('sites/reference-hospital.yaml');
  const { ai } = site.modules;
  if (ai === undefined) throw new Error('the reference hospital has AI');
  const source = { kind: 'endpoint', url: 'https://models.reference-hospital.example/v1' } as const;
  const models = ai.models.map((model, index) => (index === 1 ? { ...model, source } : model));
  const platform = buildPlatform(bareApp(), { ...site, modules: { ...site.modules, ai: { ...ai, models } } });
  expect([...(platform.ai?.servers.keys() ?? [])]).toEqual(['medical-7b']);
  expect(intentsOf(platform.ai?.node.root ?? platform.data).map(({ to }) => to)).toContainEqual({
    kind: 'external',
    host: 'models.reference-hospital.example',
    networks: ['10.20.0.0/16'],
    via: 'egress',
  });
});
