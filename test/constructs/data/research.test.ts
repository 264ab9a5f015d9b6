import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import type { ObjectStorage } from '../../../constructs/core/object-storage.ts';
import { GeneratedSecret, secretRequirementsOf } from '../../../constructs/core/secrets.ts';
import { ObjectLockCheck } from '../../../constructs/data/object-lock-check.ts';
import { PseudonymisationService } from '../../../constructs/data/pseudonymisation-service.ts';
import { exportHost, ResearchExport } from '../../../constructs/data/research-export.ts';
import { RESEARCH_EXPORT_PORT, ResearchStore } from '../../../constructs/data/research-store.ts';
import { TEXT_PORT, TextDeidentification } from '../../../constructs/data/text-deidentification.ts';
import { FhirServer } from '../../../constructs/interop/fhir-server.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const bench = recordedWorkbench();
const { stack, namespace, images, identity, trail } = bench;
const audit = trail.collector;
const cohort = {
  ...{ name: 'sepsis', approval: 'Ethics vote S-1/2026', schedule: '30 1 * * 6', patients: 'gender=female' },
  resources: ['Observation', 'Condition'] as const,
};
const host = exportHost(cohort, namespace.name);
const common = { namespace, images, audit, replicas: 1 };
const fhir = new FhirServer(stack, 'fhir', {
  ...{ ...common, name: 'fhir', identity, database: bench.database('fhir'), readers: [host] },
});
const pseudonymisation = new PseudonymisationService(stack, 'pseudonymisation', {
  ...{ ...common, name: 'pseudonymisation', database: bench.database('pseudonym'), clients: [host] },
});
const text = new TextDeidentification(stack, 'text', {
  ...{ ...common, clients: [host], language: 'de', model: 'de_core_news_md' },
});
const store = new ResearchStore(stack, 'research', {
  ...{ ...common, name: 'research-fhir', identity, database: bench.database('research') },
  ...{ researcherRole: 'researcher', writers: [host] },
});
const target = ({ analyzer, anonymizer }: TextDeidentification) => ({
  language: 'de',
  analyzer: { workload: analyzer, host: analyzer.host, port: TEXT_PORT },
  anonymizer: { workload: anonymizer, host: anonymizer.host, port: TEXT_PORT },
});
new ResearchExport(stack, 'export', {
  ...{ namespace, images, audit, cohort, pseudonymisation, text: target(text) },
  fhir: { workload: fhir.workload, host: fhir.host, port: fhir.readerPort },
  research: { workload: store.workload, host: store.host, port: RESEARCH_EXPORT_PORT },
});
const keys = new GeneratedSecret(stack, 'keys', {
  ...{ namespace: namespace.name, name: 'object-storage-keys', purpose: 'access to the buckets' },
  contents: { kind: 'external', keys: ['access-key-id', 'secret-access-key', 'ca.crt'] },
});
const storage: ObjectStorage = {
  ...{ url: 'https://objects.hospital.example', region: 'default', bucket: 'audit' },
  endpoint: { host: 'objects.hospital.example', port: 443, networks: ['10.20.0.0/16'] },
  lock: { mode: 'compliance', days: 3650 },
  keys: { id: keys.key('access-key-id'), secret: keys.key('secret-access-key') },
};
new ObjectLockCheck(stack, 'check', {
  ...{ namespace, images, storage, name: 'audit-lock-check', schedule: '45 4 * * 1' },
});
const resources = resourcesOf(stack);
const job = resource(resources, 'cron_job_v1', 'research-export-sepsis');
const task = JSON.parse(resource(resources, 'config_map_v1', 'research-export-sepsis-task').data['task.json']);
const doors = (name: string) =>
  parse(resource(resources, 'config_map_v1', `${name}-guard`).data['envoy.yaml']).static_resources.listeners;
// biome-ignore lint/suspicious/noExplicitAny: Envoy's configuration is looked into by expectations
const door = (server: string, name: string) => doors(server).find((one: any) => one.name === name);
// biome-ignore lint/suspicious/noExplicitAny: see above
const methods = (listener: any) =>
  listener.filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes.map(
    // biome-ignore lint/suspicious/noExplicitAny: see above
    ({ match }: any) => match.headers[0].string_match.safe_regex.regex,
  );

describe('the export', () => {
  test('knows the way, the cohort and who approved it', () => {
    expect(task).toMatchObject({
      ...{ approval: 'Ethics vote S-1/2026', patients: 'gender=female', resources: ['Observation', 'Condition'] },
      fhir: 'https://fhir.place.svc:8446/fhir',
      pseudonymisation: 'https://pseudonymisation.place.svc:8443/fhir/$de-identify',
      research: 'https://research-fhir.place.svc:8445/fhir',
    });
    expect(task.text).toMatchObject({ language: 'de', analyzer: 'https://text-analyzer.place.svc:8443/analyze' });
  });

  test('runs by the clock, one run at a time, without a token for the cluster', () => {
    expect(job.spec).toMatchObject({ schedule: '30 1 * * 6', concurrency_policy: 'Forbid' });
    expect(job.spec.job_template.spec.template.spec.automount_service_account_token).toBe(false);
  });

  test('calls what is on its way and nothing else', () => {
    const targets = intentsOf(stack).filter(({ from }) => from.name === 'research-export-sepsis');
    expect(targets.map(({ to, port }) => (to.kind === 'workload' ? `${to.name}:${port}` : to.host))).toEqual([
      'audit-collector:4318',
      'fhir:8446',
      'pseudonymisation:8443',
      'research-fhir:8445',
      'text-analyzer:8443',
      'text-anonymizer:8443',
    ]);
  });

  test('comes with a certificate of its own, as a client only', () => {
    const own = secretRequirementsOf(stack).find(({ name }) => name === 'research-export-sepsis-tls');
    expect(own?.contents).toEqual({ kind: 'tls', dnsNames: ['research-export-sepsis.place.svc'], usages: ['client'] });
  });
});

describe('the record', () => {
  test('lets the export read, and only read', () => {
    expect(methods(door('fhir', 'https-readers'))).toEqual(['GET|HEAD']);
    expect(JSON.stringify(door('fhir', 'https-readers').filter_chains[0].transport_socket)).toContain(host);
  });

  test('has no port for services that write, since none is named', () =>
    expect(door('fhir', 'https-systems')).toBeUndefined());
});

describe('the research store', () => {
  test('lets researchers read, with a token for it that carries the role', () => {
    expect(methods(door('research-fhir', 'https'))).toEqual(['GET|HEAD']);
    const filters = JSON.stringify(
      door('research-fhir', 'https').filter_chains[0].filters[0].typed_config.http_filters,
    );
    expect(filters).toContain('"audiences":["research-fhir"]');
    expect(filters).toContain('researcher');
  });

  test('lets the export write, and nobody who has no certificate of an export', () => {
    expect(methods(door('research-fhir', 'https-export'))).toEqual(['POST']);
    expect(JSON.stringify(door('research-fhir', 'https-export').filter_chains[0].transport_socket)).toContain(host);
  });

  test('takes references to what stayed behind', () => {
    const { fhir: settings } = parse(
      resource(resources, 'config_map_v1', 'research-fhir-configuration').data['application.yaml'],
    ).hapi;
    expect(settings).toMatchObject({ enforce_referential_integrity_on_write: false, delete_enabled: true });
  });

  test('without exports has no door for them', () => {
    const alone = recordedWorkbench();
    new ResearchStore(alone.stack, 'research', {
      ...{ namespace: alone.namespace, images: alone.images, audit: alone.trail.collector, replicas: 1 },
      ...{ name: 'research-fhir', identity: alone.identity, database: alone.database('research') },
      ...{ researcherRole: 'researcher', writers: [] },
    });
    const ports = resource(resourcesOf(alone.stack), 'service_v1', 'research-fhir').spec.port;
    expect(ports.map(({ name }: { name: string }) => name)).toEqual(['https']);
  });
});

describe('the text service', () => {
  test.each(['text-analyzer', 'text-anonymizer'])('%s listens on its own loopback alone', (name) => {
    const [container] = resource(resources, 'deployment_v1', name).spec.template.spec.container;
    expect(container.command).toContain('--bind=127.0.0.1:3000');
    expect(container.env).toContainEqual({ name: 'PIP_NO_INDEX', value: '1' });
  });

  test.each(['text-analyzer', 'text-anonymizer'])('%s is asked by the export alone', (name) => {
    expect(JSON.stringify(door(name, 'https').filter_chains[0].transport_socket)).toContain(host);
    const callers = intentsOf(stack).filter(({ to }) => to.kind === 'workload' && to.name === name);
    expect(callers.map(({ from }) => from.name)).toEqual(['research-export-sepsis']);
  });
});

describe('the check of Object Lock', () => {
  const check = resource(resources, 'cron_job_v1', 'audit-lock-check').spec.job_template.spec.template.spec
    .container[0];

  test('has its keys from the Secret of the site, and only their names are written down', () => {
    expect(check.env.filter((one: { value?: string }) => one.value === undefined)).toMatchObject([
      { name: 'ACCESS_KEY_ID', value_from: { secret_key_ref: { name: 'object-storage-keys', key: 'access-key-id' } } },
      { name: 'SECRET_ACCESS_KEY', value_from: { secret_key_ref: { key: 'secret-access-key' } } },
    ]);
  });

  test('reaches the store, in the networks of the site, and nothing else', () => {
    const targets = intentsOf(stack).filter(({ from }) => from.name === 'audit-lock-check');
    expect(targets.map(({ to }) => to)).toEqual([
      { kind: 'external', host: 'objects.hospital.example', networks: ['10.20.0.0/16'] },
    ]);
  });
});
