import { describe, expect, test } from 'vitest';
import type { WorkloadRole } from '../../../constructs/core/labels.ts';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { HardenedWorkload } from '../../../constructs/core/workload.ts';
import { firewallList } from '../../../constructs/network/firewall-list.ts';
import { resource, resourcesOf, workbench } from '../../support/synthesized.ts';

function pair(from: WorkloadRole, to: WorkloadRole) {
  const { stack, namespace } = workbench();
  const probe = { kind: 'tcp', port: 1 } as const;
  const workload = (name: string, role: WorkloadRole) =>
    new HardenedWorkload(stack, name, {
      ...{ namespace, name, role, replicas: 1, controller: 'deployment', user: { uid: 1, gid: 1 } },
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
  return { stack, from: workload('source', from), to: workload('target', to) };
}

describe('an intent between two workloads', () => {
  const { stack, from, to } = pair('approval', 'fhir');
  from.allowTo(to, { port: 8443, purpose: 'write what was approved' });
  const resources = resourcesOf(stack);

  test('opens the way out at the source, to these pods of that namespace on that port alone', () => {
    const { spec } = resource(resources, 'network_policy_v1', 'source-to-place-target-8443');
    expect(spec).toEqual({
      pod_selector: { match_labels: { 'app.kubernetes.io/name': 'source' } },
      policy_types: ['Egress'],
      egress: [
        {
          ports: [{ port: '8443', protocol: 'TCP' }],
          to: [
            {
              namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'place' } },
              pod_selector: { match_labels: { 'app.kubernetes.io/name': 'target' } },
            },
          ],
        },
      ],
    });
  });

  test('opens the way in at the target, from these pods alone', () => {
    const { spec } = resource(resources, 'network_policy_v1', 'target-8443-from-place-source');
    expect(spec.policy_types).toEqual(['Ingress']);
    expect(spec.ingress[0].from).toEqual([
      {
        namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'place' } },
        pod_selector: { match_labels: { 'app.kubernetes.io/name': 'source' } },
      },
    ]);
  });

  test('can be read back, with its purpose', () => {
    expect(intentsOf(stack)).toEqual([
      {
        from: { namespace: 'place', name: 'source' },
        to: { kind: 'workload', namespace: 'place', name: 'target' },
        port: 8443,
        purpose: 'write what was approved',
      },
    ]);
    expect(firewallList(stack)).toBe('place/source\tplace/target\t8443\twrite what was approved\n');
  });
});

describe('roles between which no intent can be declared', () => {
  test.each<[WorkloadRole, WorkloadRole]>([
    ['ai-model', 'fhir'],
    ['ai-model', 'ai-gateway'],
    ['ai-model', 'database'],
    ['ai-gateway', 'fhir'],
    ['ai-gateway', 'database'],
    ['ai-gateway', 'approval'],
    ['fhir', 'ai-model'],
    ['fhir', 'ai-gateway'],
    ['approval', 'ai-model'],
    ['approval', 'audit-store'],
    ['fhir', 'audit-store'],
    ['database', 'fhir'],
  ])('%s to %s', (from, to) => {
    const flow = pair(from, to);
    expect(() => flow.from.allowTo(flow.to, { port: 1, purpose: 'a shortcut' })).toThrow(
      `a workload with the role ${from} may not open connections to one with the role ${to}`,
    );
  });
});

describe('an intent to a destination outside the cluster', () => {
  const endpoint = { host: 'login.hospital.example', port: 443, networks: ['10.20.0.0/16'] };

  test('opens the way to the declared networks alone', () => {
    const { stack, from } = pair('fhir', 'database');
    from.allowToExternal(endpoint, 'fetch signing keys');
    const { spec } = resource(resourcesOf(stack), 'network_policy_v1', 'source-to-external-login.hospital.example-443');
    expect(spec.egress).toEqual([
      { ports: [{ port: '443', protocol: 'TCP' }], to: [{ ip_block: { cidr: '10.20.0.0/16' } }] },
    ]);
  });

  test.each([
    ['no network', []],
    ['the whole internet', ['0.0.0.0/0']],
    ['half the internet', ['128.0.0.0/1']],
    ['the whole internet, version 6', ['::/0']],
    ['a sixteenth of it', ['2000::/4']],
  ])('is refused with %s', (_, networks) => {
    const { from } = pair('fhir', 'database');
    expect(() => from.allowToExternal({ ...endpoint, networks }, 'x')).toThrow(/names no bounded network/);
  });

  test.each<WorkloadRole>(['ai-model', 'database', 'audit-collector'])('is refused to the role %s', (role) => {
    const { from } = pair(role, 'database');
    expect(() => from.allowToExternal(endpoint, 'x')).toThrow(/may not open connections to anything outside/);
  });
});
