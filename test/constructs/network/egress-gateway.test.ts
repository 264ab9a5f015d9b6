import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { BoundaryNamespace } from '../../../constructs/core/boundary-namespace.ts';
import { EGRESS_NAME } from '../../../constructs/core/egress/route.ts';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { HardenedWorkload } from '../../../constructs/core/workload.ts';
import { egressConfig } from '../../../constructs/network/egress-config.ts';
import { EgressGateway } from '../../../constructs/network/egress-gateway.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const keys = { host: 'login.hospital.example', port: 443, networks: ['10.20.0.0/16'] };
const archive = { host: 'archive.hospital.example', port: 9443, networks: ['10.20.0.0/16'] };

function bench() {
  const made = recordedWorkbench();
  const { stack, site, namespace, images, trail } = made;
  const place = new BoundaryNamespace(stack, 'way-out', {
    ...{ name: `${site.name}-egress`, dataClass: 'operational', module: 'services' },
    quota: {
      ...{ pods: 10, requestsCpu: '10', requestsMemory: '20Gi', limitsCpu: '40', limitsMemory: '20Gi' },
      requestsStorage: '1Ti',
    },
  });
  const probe = { kind: 'tcp', port: 1 } as const;
  const workload = (name: string) =>
    new HardenedWorkload(stack, name, {
      ...{ namespace, name, role: 'fhir', replicas: 1, controller: 'deployment', user: { uid: 1, gid: 1 } },
      component: { id: 'x', version: '1' },
      containers: [
        {
          name: 'app',
          image: `registry.example/app@sha256:${'a'.repeat(64)}`,
          resources: { cpu: '1', cpuLimit: '1', memory: '1Gi' },
          probes: { startup: probe, liveness: probe, readiness: probe },
        },
      ],
    });
  const gateway = () =>
    new EgressGateway(stack, 'egress', { namespace: place, images, audit: trail.collector, replicas: 2 });
  return { ...made, workload, gateway };
}

describe('the allow-list', () => {
  const { stack, workload, gateway } = bench();
  const early = workload('early');
  early.allowOut(keys, 'fetch signing keys');
  gateway();
  // A layer that is composed after the gateway, and a second need for the same host.
  const late = workload('late');
  late.allowOut(archive, 'fetch old records');
  late.allowOut(keys, 'fetch signing keys');
  const resources = resourcesOf(stack);
  const envoy = parse(resource(resources, 'config_map_v1', 'egress-gateway').data['envoy.yaml']).static_resources;
  const [listener] = envoy.listeners;

  test('has each destination once, with the workloads that declared it and no other', () => {
    const chains = listener.filter_chains.map((chain: (typeof listener.filter_chains)[number]) => [
      chain.filter_chain_match.server_names,
      chain.transport_socket.typed_config.common_tls_context.combined_validation_context.default_validation_context.match_typed_subject_alt_names.map(
        ({ matcher }: { matcher: { exact: string } }) => matcher.exact,
      ),
    ]);
    expect(chains).toEqual([
      [['port-9443.archive.hospital.example'], ['late.place.svc']],
      [['identity.reference-hospital.example'], ['audit-store.place.svc']],
      [['login.hospital.example'], ['early.place.svc', 'late.place.svc']],
    ]);
  });

  test('demands a certificate on every one of them, and has none that matches anything else', () => {
    expect(listener.default_filter_chain).toBeUndefined();
    for (const chain of listener.filter_chains) {
      expect(chain.filter_chain_match.transport_protocol).toBe('tls');
      expect(chain.transport_socket.typed_config.require_client_certificate).toBe(true);
    }
  });

  test('rolls the gateway when it changes', () => {
    const { annotations } = resource(resources, 'deployment_v1', EGRESS_NAME).spec.template.metadata;
    expect(annotations['domicile.internal/configuration-sha256']).toMatch(/^[0-9a-f]{64}$/);
  });

  test('lets a workload reach the gateway alone, and the gateway each destination in its networks', () => {
    const policies = resources.filter(({ type }) => type === 'network_policy_v1').map(({ name }) => name);
    expect(policies.filter((name) => name.includes('-to-external-')).sort()).toEqual([
      'egress-to-external-archive.hospital.example-9443',
      'egress-to-external-identity.reference-hospital.example-443',
      'egress-to-external-login.hospital.example-443',
    ]);
    expect(policies).toEqual(
      expect.arrayContaining([
        'early-to-reference-hospital-egress-egress-8443',
        'late-to-reference-hospital-egress-egress-8443',
        'egress-8443-from-place-early',
        'egress-8443-from-place-late',
      ]),
    );
  });

  test('can be read back: who needs what, and through what', () => {
    const outside = intentsOf(stack).filter(({ to }) => to.kind === 'external');
    expect(outside.filter(({ from }) => from.name === 'late')).toEqual([
      {
        from: { namespace: 'place', name: 'late' },
        to: { kind: 'external', host: archive.host, networks: archive.networks, via: 'egress' },
        ...{ port: 9443, purpose: 'fetch old records' },
      },
      {
        from: { namespace: 'place', name: 'late' },
        to: { kind: 'external', host: keys.host, networks: keys.networks, via: 'egress' },
        ...{ port: 443, purpose: 'fetch signing keys' },
      },
    ]);
  });
});

test('a gateway that nobody needs listens to its probes alone', () => {
  const audit = { host: 'audit-collector.place.svc', port: 4317 };
  const config = parse(egressConfig({ serviceName: 'egress', namespace: 'place', audit, needs: [] }));
  expect(config.static_resources.listeners.map(({ name }: { name: string }) => name)).toEqual(['health']);
});

test('two opinions of where a host is are refused', () => {
  const { workload, gateway } = bench();
  gateway();
  workload('one').allowOut(keys, 'x');
  expect(() => workload('two').allowOut({ ...keys, networks: ['10.99.0.0/16'] }, 'x')).toThrow(
    /different networks for login\.hospital\.example:443/,
  );
});

test.each(['10.20.0.9', 'fd00::9'])('the address %s is refused: the gateway lets names through', (host) => {
  const { workload, gateway, stack } = bench();
  gateway();
  workload('one').allowOut({ ...keys, host }, 'x');
  expect(() => resourcesOf(stack)).toThrow(/this destination is an address/);
});

test('without a gateway in the site a workload leaves by itself', () => {
  const { stack, workload } = bench();
  const { egress: _, ...modules } = stack.site.modules;
  Object.assign(stack, { site: { ...stack.site, modules } });
  workload('one').allowOut(keys, 'x');
  expect(resourcesOf(stack).map(({ name }) => name)).toContain('one-to-external-login.hospital.example-443');
});
