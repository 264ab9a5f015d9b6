import { describe, expect, test } from 'vitest';
import { scratchVolume } from '../../../constructs/core/volumes.ts';
import { HardenedWorkload, type HardenedWorkloadProps } from '../../../constructs/core/workload.ts';
import { resource, resourcesOf, workbench } from '../../support/synthesized.ts';

const image = `registry.example/app@sha256:${'a'.repeat(64)}`;
const probe = { kind: 'http', path: '/live', port: 8443 } as const;
const container = {
  name: 'app',
  image,
  ports: [{ name: 'https', port: 8443 }],
  mounts: [{ volume: scratchVolume('tmp', '64Mi'), path: '/tmp' }],
  resources: { cpu: '100m', cpuLimit: '1', memory: '256Mi' },
  probes: { startup: probe, liveness: probe, readiness: probe, startupSeconds: 95 },
} as const;

function build(change: Partial<HardenedWorkloadProps> = {}) {
  const { stack, namespace } = workbench();
  new HardenedWorkload(stack, 'app', {
    namespace,
    name: 'app',
    role: 'approval',
    component: { id: 'operaton', version: '2.1.0' },
    controller: 'deployment',
    replicas: 2,
    user: { uid: 1000, gid: 1001 },
    containers: [container],
    initContainers: [{ name: 'first', image, resources: container.resources }],
    servicePorts: [{ name: 'https', port: 8443, appProtocol: 'https' }],
    ...change,
  });
  return resourcesOf(stack);
}

const resources = build();
const { spec } = resource(resources, 'deployment_v1', 'app');
const pod = spec.template.spec;

describe('a hardened pod', () => {
  test.each(['host_ipc', 'host_network', 'host_pid', 'share_process_namespace', 'enable_service_links'])(
    'states %s: false',
    (key) => expect(pod[key]).toBe(false),
  );

  test('has an account of its own and no token', () => {
    expect(pod.service_account_name).toBe('app');
    expect(pod.automount_service_account_token).toBe(false);
    expect(resource(resources, 'service_account_v1', 'app').automount_service_account_token).toBe(false);
  });

  test('runs as the ids of its image, never as root', () => {
    expect(pod.security_context).toEqual({
      run_as_non_root: true,
      run_as_user: '1000',
      run_as_group: '1001',
      fs_group: '1001',
      fs_group_change_policy: 'OnRootMismatch',
      seccomp_profile: { type: 'RuntimeDefault' },
    });
  });

  test.each([
    ['the container', pod.container[0]],
    ['the init container', pod.init_container[0]],
  ])('%s states every security boolean, since the provider sends what is unset as false', (_, { security_context }) => {
    expect(security_context).toEqual({
      allow_privilege_escalation: false,
      privileged: false,
      read_only_root_filesystem: true,
      run_as_non_root: true,
      run_as_user: '1000',
      run_as_group: '1001',
      capabilities: { add: [], drop: ['ALL'] },
      seccomp_profile: { type: 'RuntimeDefault' },
    });
  });

  test('writes only to volumes that have a size', () => {
    expect(pod.volume).toEqual([{ name: 'tmp', empty_dir: { medium: '', size_limit: '64Mi' } }]);
  });

  test('states what it needs and what it may take', () => {
    expect(pod.container[0].resources).toEqual({
      requests: { cpu: '100m', memory: '256Mi' },
      limits: { cpu: '1', memory: '256Mi' },
    });
  });

  test('answers all three probes over TLS, and has the stated time to start', () => {
    const { startup_probe, liveness_probe, readiness_probe } = pod.container[0];
    for (const { http_get } of [startup_probe, liveness_probe, readiness_probe]) {
      expect(http_get).toEqual({ path: '/live', port: '8443', scheme: 'HTTPS' });
    }
    expect(startup_probe.failure_threshold * startup_probe.period_seconds).toBe(100);
  });

  test('spreads over zones and nodes', () => {
    expect(pod.topology_spread_constraint.map((one: { topology_key: string }) => one.topology_key)).toEqual([
      'topology.kubernetes.io/zone',
      'kubernetes.io/hostname',
    ]);
  });

  test('may resolve names unless told not to', () => {
    const dns = (change: Partial<HardenedWorkloadProps>) =>
      resource(build(change), 'deployment_v1', 'app').spec.template.metadata.labels['domicile.internal/dns'];
    expect(dns({})).toBe('cluster');
    expect(dns({ clusterDns: false })).toBeUndefined();
  });
});

describe('the objects around it', () => {
  test.each([1, 3])('with %i replicas a node can be drained, one pod at a time', (replicas) => {
    const budget = resource(build({ replicas }), 'pod_disruption_budget_v1', 'app');
    expect(budget.spec.max_unavailable).toBe('1');
    expect(budget.spec.min_available).toBeUndefined();
  });

  test('the rollout has a limit, and who deploys waits, not the provider', () => {
    const deployment = resource(build({ rolloutSeconds: 120 }), 'deployment_v1', 'app');
    expect(deployment.wait_for_rollout).toBe(false);
    expect(deployment.timeouts).toEqual({ create: '120s', update: '120s', delete: '300s' });
    expect(deployment.spec.progress_deadline_seconds).toBe(90);
  });

  test('the Service stays inside the cluster and says what is spoken', () => {
    expect(resource(resources, 'service_v1', 'app').spec).toMatchObject({
      type: 'ClusterIP',
      selector: { 'app.kubernetes.io/name': 'app' },
      port: [{ app_protocol: 'https', name: 'https', port: 8443, protocol: 'TCP', target_port: '8443' }],
    });
  });
});

describe('props with which the pods could not run, or not safely', () => {
  test.each<[string, Partial<HardenedWorkloadProps>, RegExp]>([
    [
      'an image by tag',
      { containers: [{ ...container, image: 'registry.example/app:1.0' }] },
      /not pinned by digest[\s\S]*app:1\.0/,
    ],
    [
      'a port with a name that Kubernetes does not take',
      { containers: [{ ...container, ports: [{ name: 'https-administration', port: 8443 }] }] },
      /none that Kubernetes takes[\s\S]*https-administration/,
    ],
    [
      'two ports of one name in two containers',
      {
        containers: [
          { ...container, ports: [{ name: 'health', port: 8080 }] },
          { ...container, name: 'second', ports: [{ name: 'health', port: 8081 }] },
        ],
      },
      /one name[\s\S]*health/,
    ],
    ['root', { user: { uid: 0, gid: 1 } }, /run as root[\s\S]*uid 0/],
    [
      'a StatefulSet without a Service',
      { controller: 'stateful-set', servicePorts: undefined as never },
      /needs a Service/,
    ],
    ['an AI workload with a token', { role: 'ai-model', serviceAccountToken: true }, /AI workload would hold a token/],
  ])('%s is refused', (_, change, message) => {
    expect(() => build(change)).toThrow(message);
  });
});
