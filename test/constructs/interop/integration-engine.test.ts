import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { FhirServer } from '../../../constructs/interop/fhir-server.ts';
import { standardMapping } from '../../../constructs/interop/hl7/mapping.ts';
import { IntegrationEngine } from '../../../constructs/interop/integration-engine.ts';
import { SystemsGateway } from '../../../constructs/interop/systems-gateway.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const { stack, namespace, images, identity, trail, site, ...bench } = recordedWorkbench();
const audit = trail.collector;
const fhir = new FhirServer(stack, 'fhir', {
  ...{ namespace, name: 'fhir', images, identity, replicas: 1, audit, database: bench.database('fhir') },
  systems: ['integration.place.svc'],
});
const engine = new IntegrationEngine(stack, 'integration', {
  ...{ namespace, name: 'integration', images, audit, storage: site.storage, size: '5Gi', mapping: standardMapping },
  ...{ identifierSystem: 'https://fhir.hospital.example/sid', timeZone: 'Europe/Vienna', folders: [] },
  systems: ['his', 'lis'].map((name) => ({
    ...{ name, certificate: `${name}.hospital.example`, characterSet: 'ISO-8859-1', messages: ['ADT^A01'] },
  })),
  gatewayHost: 'systems-gateway.place.svc',
  fhir: { workload: fhir.workload, host: fhir.host, port: fhir.systemPort },
});
const entrance = (name: string, port: number) => ({
  ...{ name: `mllp-${name}`, port, certificate: `${name}.hospital.example`, purpose: `messages of ${name}` },
  target: { workload: engine.workload, host: engine.host, port: engine.portOf(name) },
});
const gateway = new SystemsGateway(stack, 'gateway', {
  ...{ namespace, name: 'systems-gateway', images, audit, replicas: 2, clientNetworks: ['10.20.0.0/16'] },
  exposure: { kind: 'node-port' },
  entrances: [entrance('his', 30575), entrance('lis', 30576)],
});
const resources = resourcesOf(stack);
const configuration = resource(resources, 'config_map_v1', 'integration-configuration').data;
const routes: { route?: { id: string; from: { uri: string; parameters?: Record<string, unknown> } } }[] = parse(
  configuration['routes.yaml'].replaceAll('$${', '${'),
);
const route = (id: string) => routes.find((one) => one.route?.id === id)?.route;
const listeners = (name: string) =>
  parse(resource(resources, 'config_map_v1', name).data['envoy.yaml']).static_resources.listeners;
// biome-ignore lint/suspicious/noExplicitAny: Envoy's configuration is looked into by expectations
const tlsOf = (listener: any) => listener.filter_chains[0].transport_socket.typed_config;

describe('the way in', () => {
  test('is a port for each system, that admits its certificate and no other', () => {
    const ports = listeners('systems-gateway-gateway').filter((one: { name: string }) => one.name.startsWith('mllp-'));
    expect(
      ports.map((one: { name: string; address: { socket_address: { port_value: number } } }) => [
        one.name,
        one.address.socket_address.port_value,
        tlsOf(one).require_client_certificate,
        tlsOf(one).common_tls_context.combined_validation_context.default_validation_context
          .match_typed_subject_alt_names[0].matcher.exact,
      ]),
    ).toEqual([
      ['mllp-his', 30575, true, 'his.hospital.example'],
      ['mllp-lis', 30576, true, 'lis.hospital.example'],
    ]);
  });

  test('has these ports on every node, as the site states them', () => {
    const { port, type } = resource(resources, 'service_v1', 'systems-gateway').spec;
    expect(type).toBe('NodePort');
    expect(port.map((one: { node_port: number }) => one.node_port)).toEqual([30575, 30576]);
  });

  test('records every connection', () => {
    for (const one of listeners('systems-gateway-gateway').filter(({ name }: { name: string }) => name !== 'health')) {
      expect(one.access_log[0].name).toBe('envoy.access_loggers.open_telemetry');
    }
  });

  test('is open to the stated networks alone, and leads to the engine alone', () => {
    const flows = intentsOf(stack);
    const into = flows.filter(({ from }) => from.networks !== undefined);
    expect(new Set(into.map(({ from }) => from.networks?.join()))).toEqual(new Set(['10.20.0.0/16']));
    const targets = flows
      .filter(({ from }) => from.name === gateway.workload.name)
      .map(({ to }) => 'name' in to && to.name);
    expect(new Set(targets)).toEqual(new Set(['audit-collector', 'integration']));
  });
});

describe('the engine', () => {
  test('is entered by the gateway alone, over TLS', () => {
    for (const one of listeners('integration-guard').filter(({ name }: { name: string }) => name.startsWith('mllp-'))) {
      expect(
        tlsOf(one).common_tls_context.combined_validation_context.default_validation_context
          .match_typed_subject_alt_names,
      ).toEqual([{ san_type: 'DNS', matcher: { exact: 'systems-gateway.place.svc' } }]);
    }
  });

  test('listens to its own pod alone', () => {
    expect(route('receive-his')?.from.uri).toBe('mllp:127.0.0.1:12575');
    expect(route('receive-lis')?.from.uri).toBe('mllp:127.0.0.1:12576');
    expect(configuration['application.properties']).toContain('camel.management.host=127.0.0.1\n');
  });

  test('has each TLS port of its guard lead to the port of that very system', () => {
    expect([engine.portOf('his'), engine.portOf('lis')]).toEqual([2575, 2576]);
    expect(() => engine.portOf('pacs')).toThrow(/no system "pacs"; it has his, lis/);
  });

  test('delivers the messages of a system one after the other, in the order of arrival', () => {
    expect(route('deliver-his')?.from.parameters).toMatchObject({
      ...{ sortBy: 'file:name', maxMessagesPerPoll: 1, eagerMaxMessagesPerPoll: false },
    });
  });

  test('is one pod with one encrypted volume', () => {
    const { replicas, volume_claim_template } = resource(resources, 'stateful_set_v1', 'integration').spec;
    expect(replicas).toBe('1');
    expect(volume_claim_template[0].metadata.labels['domicile.internal/encrypted-at-rest']).toBe('true');
  });

  test('writes no body of a message into a log', () => {
    expect(configuration['application.properties']).toContain('camel.component.mllp.logPhi=false');
  });

  test('reaches the FHIR server and the audit collector, and nothing else', () => {
    const targets = intentsOf(stack).filter(({ from }) => from.name === 'integration');
    expect(targets.map(({ to, port }) => 'name' in to && `${to.name}:${port}`).sort()).toEqual([
      'audit-collector:4317',
      'audit-collector:4318',
      'fhir:8445',
    ]);
  });
});

describe('the mapping', () => {
  test('is in the configuration as data', () => {
    expect(JSON.parse(configuration['mapping.json'].replaceAll('$${', '${')).mapping).toEqual(standardMapping);
  });

  test.each(Object.entries(standardMapping.messages))('%s uses rules that are there', (_, uses) => {
    for (const { rule } of uses) expect(Object.keys(standardMapping.resources)).toContain(rule);
  });

  test.each(Object.entries(standardMapping.resources))(
    '%s looks up tables that are there, and refers to rules that are',
    (_, rule) => {
      for (const { table } of rule.fields)
        if (table !== undefined) expect(Object.keys(standardMapping.tables)).toContain(table);
      for (const target of Object.values(rule.references))
        expect(Object.keys(standardMapping.resources)).toContain(target);
    },
  );

  test('lets a system that knows a patient by number only create, never replace', () => {
    const uses = standardMapping.messages['ORU^R01'] ?? [];
    expect(uses.filter(({ rule }) => ['patient', 'encounter'].includes(rule)).map(({ write }) => write)).toEqual([
      'create',
      'create',
    ]);
  });
});
