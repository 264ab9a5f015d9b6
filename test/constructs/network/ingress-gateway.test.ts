import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { BoundaryNamespace } from '../../../constructs/core/boundary-namespace.ts';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import type { ServiceExposure } from '../../../constructs/core/workload.ts';
import { FhirServer } from '../../../constructs/interop/fhir-server.ts';
import type { PublicDoor } from '../../../constructs/network/ingress-config.ts';
import { IngressGateway } from '../../../constructs/network/ingress-gateway.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const host = 'fhir.hospital.example';

function bench(exposure: ServiceExposure = { kind: 'cluster' }) {
  const made = recordedWorkbench();
  const { stack, namespace, images, trail, identity } = made;
  const place = new BoundaryNamespace(stack, 'way-in', {
    ...{ name: 'front', dataClass: 'health', module: 'services' },
    quota: {
      ...{ pods: 10, requestsCpu: '10', requestsMemory: '20Gi', limitsCpu: '40', limitsMemory: '20Gi' },
      ...{ requestsStorage: '1Ti', nodePorts: 1 },
    },
  });
  const gateway = new IngressGateway(stack, 'ingress', {
    ...{ namespace: place, name: 'ingress', images, audit: trail.collector, replicas: 2, exposure },
    ...{ clientNetworks: ['10.20.0.0/16'], hosts: [host, 'approval.hospital.example'] },
  });
  const fhir = new FhirServer(stack, 'fhir', {
    ...{ namespace, name: 'fhir', images, identity, replicas: 1, audit: trail.collector },
    database: made.database('fhir'),
  });
  const door: PublicDoor = {
    ...{ name: 'fhir', host, target: fhir, routes: [{ methods: ['GET'], prefix: '/fhir' }] },
    admission: { kind: 'systems', dnsNames: ['his.hospital.example'] },
  };
  return { ...made, gateway, fhir, door };
}

describe('a door for systems', () => {
  const { stack, gateway, fhir, door } = bench({ kind: 'node-port', port: 30443 });
  gateway.open(door, fhir.workload);
  const resources = resourcesOf(stack);
  const envoy = parse(resource(resources, 'config_map_v1', 'ingress-gateway').data['envoy.yaml']).static_resources;
  const [listener] = envoy.listeners;
  const [chain] = listener.filter_chains;

  test('answers one name, and requests for that name alone', () => {
    expect(listener.filter_chains).toHaveLength(1);
    expect(listener.default_filter_chain).toBeUndefined();
    expect(chain.filter_chain_match).toEqual({ server_names: [host], transport_protocol: 'tls' });
    expect(chain.filters[0].typed_config.route_config.virtual_hosts).toMatchObject([{ domains: [host] }]);
  });

  test('demands a certificate of a named system, from the authority that the site names for them', () => {
    const tls = chain.transport_socket.typed_config;
    expect(tls.require_client_certificate).toBe(true);
    expect(tls.common_tls_context.combined_validation_context).toMatchObject({
      default_validation_context: {
        match_typed_subject_alt_names: [{ san_type: 'DNS', matcher: { exact: 'his.hospital.example' } }],
      },
      validation_context_sds_secret_config: { name: 'client-authority' },
    });
    const { data } = resource(resources, 'config_map_v1', 'ingress-gateway');
    expect(parse(data['client-authority.yaml']).resources).toMatchObject([
      { name: 'client-authority', validation_context: { trusted_ca: { filename: '/etc/clients/ca.crt' } } },
    ]);
  });

  test('records every request, and looks at it before it counts or forwards it', () => {
    const http = chain.filters[0].typed_config;
    expect(http.access_log[0].typed_config.grpc_service.envoy_grpc.cluster_name).toBe('audit-collector');
    expect(http.http_filters.map(({ name }: { name: string }) => name.split('.').at(-1))).toEqual([
      'rbac',
      'local_ratelimit',
      'buffer',
      'router',
    ]);
  });

  test('is a node port of the one Service that has any', () => {
    const { spec } = resource(resources, 'service_v1', 'ingress');
    expect(spec).toMatchObject({ type: 'NodePort', external_traffic_policy: 'Local' });
    expect(spec.port).toMatchObject([{ port: 8443, node_port: 30443 }]);
    const others = resources.filter(({ type, name }) => type === 'service_v1' && name !== 'ingress');
    expect(new Set(others.map(({ body }) => body.spec.type))).toEqual(new Set(['ClusterIP']));
  });

  test('lets clients in from the declared networks, and reaches what stands behind the door', () => {
    const { spec } = resource(resources, 'network_policy_v1', 'ingress-8443-from-outside');
    expect(spec.ingress).toEqual([
      { ports: [{ port: '8443', protocol: 'TCP' }], from: [{ ip_block: { cidr: '10.20.0.0/16' } }] },
    ]);
    const flows = intentsOf(stack).filter(({ from, to }) =>
      [from.name, 'name' in to ? to.name : ''].includes('ingress'),
    );
    expect(flows.map(({ from, to }) => [from.name, 'name' in to ? to.name : to.host])).toEqual([
      ['ingress', 'audit-collector'],
      ['ingress', 'fhir'],
      ['clients', 'ingress'],
    ]);
  });
});

describe('a gateway refuses', () => {
  test('a door under a name that its certificate has not', () => {
    const { gateway, fhir, door } = bench();
    expect(() => gateway.open({ ...door, host: 'other.hospital.example' }, fhir.workload)).toThrow(
      /the certificate has no such name/,
    );
  });

  test('two doors under one name', () => {
    const { gateway, fhir, door } = bench();
    gateway.open(door, fhir.workload);
    expect(() => gateway.open({ ...door, name: 'second' }, fhir.workload)).toThrow(/the door fhir has that name/);
  });

  test('to stand for a workload that is entered by itself', () => {
    const { fhir } = bench();
    expect(() => fhir.workload.allowFromOutside(['10.20.0.0/16'], { port: 8443, purpose: 'a shortcut' })).toThrow(
      /the role fhir may not be entered from outside/,
    );
  });

  test('clients from anywhere', () => {
    const { gateway } = bench();
    expect(() => gateway.workload.allowFromOutside(['0.0.0.0/0'], { port: 1, purpose: 'x' })).toThrow(
      /names no bounded network/,
    );
  });
});

test('a gateway without a door listens to its probes, and to whoever reads its counters', () => {
  const { stack } = bench();
  const { data } = resource(resourcesOf(stack), 'config_map_v1', 'ingress-gateway');
  const names = parse(data['envoy.yaml']).static_resources.listeners.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['health', 'metrics']);
});
