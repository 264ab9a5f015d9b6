import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { TuningJob, type TuningJobProps } from '../../../constructs/ai/tuning-job.ts';
import { BoundaryNamespace } from '../../../constructs/core/boundary-namespace.ts';
import { reasonNotToLearn } from '../../../constructs/core/data-set-approval.ts';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { claimVolume } from '../../../constructs/core/volumes.ts';
import { modelCard, recordedWorkbench, signingKey } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const approval = {
  ...{ name: 'letters', digest: `sha256:${'5'.repeat(64)}`, provenance: 'a research export', purpose: 'wording' },
  ...{ approver: 'vote S-1', from: '2026-10-01', until: '2031-09-30' },
};

function build(change: Partial<TuningJobProps> = {}) {
  const { stack, namespace, images, trail } = recordedWorkbench();
  const training = new BoundaryNamespace(stack, 'training', {
    ...{ name: 'training', dataClass: 'pseudonymised', module: 'ai' },
    quota: {
      pods: 4,
      requestsCpu: '8',
      requestsMemory: '64Gi',
      limitsCpu: '32',
      limitsMemory: '64Gi',
      requestsStorage: '1Ti',
    },
  });
  new TuningJob(stack, 'tuning', {
    ...{ namespace: change.namespace === undefined ? training : namespace, name: 'medical-letters', images },
    ...{ audit: trail.collector, approval, base: modelCard(), basePath: '/models/medical', signingKey },
    ...{ dataVolume: claimVolume('data', 'data', true), baseVolume: claimVolume('base', 'base', true) },
    ...{ outputVolume: claimVolume('output', 'output'), accelerator: 'nvidia', memory: '64Gi' },
    ...{ epochs: 3, deadlineHours: 10 },
    ...(change.basePath === undefined ? {} : { basePath: change.basePath }),
  });
  return { stack, namespace, resources: resourcesOf(stack) };
}

const { stack, resources } = build();
const job = resource(resources, 'cron_job_v1', 'medical-letters').spec;
const pod = job.job_template.spec.template.spec;
const files = resource(resources, 'config_map_v1', 'medical-letters-program').data;

describe('a tuning job', () => {
  test('runs when somebody starts it, once, and never by the clock', () => {
    expect(job.suspend).toBe(true);
    expect(job.job_template.spec.backoff_limit).toBe(0);
    expect(job.job_template.spec.active_deadline_seconds).toBe(36_000);
  });

  test('reaches the audit collector, and nothing reaches it', () => {
    const ends = intentsOf(stack).map(({ from, to }) => [from.name, to.kind === 'workload' ? to.name : to.host]);
    expect(ends.filter((end) => end.includes('medical-letters'))).toEqual([['medical-letters', 'audit-collector']]);
  });

  test('checks the model with its signature, and the data set against its approval, before it learns', () => {
    const [verify] = pod.init_container;
    expect(verify.command[2]).toMatch(/cd '\/models\/medical'[\s\S]*openssl dgst[\s\S]*cd '\/data'[\s\S]*5{64}/);
    expect(verify.command[2].match(/openssl/g)).toHaveLength(1);
  });

  test('cannot change what it learns from', () => {
    const mounts = pod.container[0].volume_mount as readonly { mount_path: string; read_only?: boolean }[];
    const writable = mounts.filter((one) => one.read_only !== true).map((one) => one.mount_path);
    expect(writable.sort()).toEqual(['/dev/shm', '/output', '/tmp']);
  });

  test('learns from local files alone, and tells nobody', () => {
    const config = parse(files['axolotl.yaml']);
    expect(config).toMatchObject({ base_model: '/models/medical', trust_remote_code: false, val_set_size: 0 });
    expect(config.datasets).toEqual([
      { path: '/data/train.jsonl', ds_type: 'json', type: 'chat_template', field_messages: 'messages' },
    ]);
    expect(Object.keys(config).filter((key) => /hub|wandb|mlflow|comet|push/.test(key))).toEqual([]);
    for (const name of ['AXOLOTL_DO_NOT_TRACK', 'DO_NOT_TRACK', 'HF_HUB_OFFLINE', 'HF_DATASETS_OFFLINE']) {
      expect(pod.container[0].env).toContainEqual({ name, value: '1' });
    }
  });

  test('carries its approval where a reviewer reads it', () => {
    const { annotations } = resource(resources, 'cron_job_v1', 'medical-letters').metadata;
    expect(JSON.parse(annotations['domicile.internal/data-set-approval'])).toEqual(approval);
  });

  test('is refused in a namespace for health data', () => {
    const { namespace } = recordedWorkbench();
    expect(() => build({ namespace })).toThrow(/not for pseudonymised data[\s\S]*mend:/);
  });

  test('is refused for a model of a hub', () => {
    expect(() => build({ basePath: 'meta-llama/Llama-3' })).toThrow(/not named by a folder/);
  });
});

test.each([
  ['the day before', '2026-09-30', 'the approval begins on 2026-10-01'],
  ['the first day', '2026-10-01', undefined],
  ['the last day', '2031-09-30', undefined],
  ['the day after', '2031-10-01', 'the approval ended on 2031-09-30'],
])('an approval on %s', (_, day, reason) => expect(reasonNotToLearn(approval, day)).toBe(reason));

test('an approval that ends before it begins is none', () => {
  expect(reasonNotToLearn({ from: '2027-01-02', until: '2027-01-01' }, '2027-01-01')).toMatch(/before it begins/);
});
