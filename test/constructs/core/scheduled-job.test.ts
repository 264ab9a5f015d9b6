import { describe, expect, test } from 'vitest';
import { ScheduledJob, type ScheduledJobProps } from '../../../constructs/core/scheduled-job.ts';
import { scratchVolume } from '../../../constructs/core/volumes.ts';
import { resource, resourcesOf, workbench } from '../../support/synthesized.ts';

const image = `registry.example/check@sha256:${'b'.repeat(64)}`;

function build(change: Partial<ScheduledJobProps> = {}) {
  const { stack, namespace } = workbench();
  new ScheduledJob(stack, 'check', {
    namespace,
    name: 'check',
    role: 'compliance-check',
    component: { id: 'envoy', version: '1' },
    schedule: '15 2 * * *',
    deadlineSeconds: 1800,
    user: { uid: 1000, gid: 1001 },
    containers: [
      {
        name: 'check',
        image,
        mounts: [{ volume: scratchVolume('tmp', '64Mi'), path: '/tmp' }],
        resources: { cpu: '100m', cpuLimit: '1', memory: '256Mi' },
      },
    ],
    ...change,
  });
  return resourcesOf(stack);
}

describe('a scheduled job', () => {
  const { spec } = resource(build(), 'cron_job_v1', 'check');
  const pod = spec.job_template.spec.template.spec;

  test('runs by the clock that it states, one run at a time, and not for ever', () => {
    expect(spec).toMatchObject({
      schedule: '15 2 * * *',
      timezone: 'Etc/UTC',
      concurrency_policy: 'Forbid',
      suspend: false,
    });
    expect(spec.job_template.spec).toMatchObject({ active_deadline_seconds: 1800, backoff_limit: 2 });
  });

  test('runs in pods that are no weaker than those of a workload', () => {
    expect(pod).toMatchObject({
      restart_policy: 'Never',
      automount_service_account_token: false,
      service_account_name: 'check',
      host_network: false,
      security_context: { run_as_non_root: true, run_as_user: '1000' },
    });
    expect(pod.container[0].security_context).toMatchObject({
      allow_privilege_escalation: false,
      read_only_root_filesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.container[0].liveness_probe).toBeUndefined();
  });

  test('may be left to a person', () => {
    expect(resource(build({ startedByHand: true }), 'cron_job_v1', 'check').spec.suspend).toBe(true);
  });
});

test.each<[string, Partial<ScheduledJobProps>, RegExp]>([
  ['a schedule that is no cron line', { schedule: 'nightly' }, /five cron fields/],
  ['root', { user: { uid: 0, gid: 0 } }, /run as root/],
  [
    'an image that can change',
    {
      containers: [
        { name: 'check', image: 'registry.example/check:1', resources: { cpu: '1', cpuLimit: '1', memory: '1Gi' } },
      ],
    },
    /not pinned by digest/,
  ],
])('%s is refused', (_, change, message) => {
  expect(() => build(change)).toThrow(message);
});
