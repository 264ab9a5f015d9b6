import { describe, expect, test } from 'vitest';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { secretRequirementsOf } from '../../../constructs/core/secrets.ts';
import { loadSite } from '../../../constructs/core/site/load.ts';
import { scratchVolume } from '../../../constructs/core/volumes.ts';
import { BiasEvaluation, type BiasEvaluationProps } from '../../../constructs/governance/bias-evaluation.ts';
import { buildPlatform } from '../../../stacks/platform.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { bareApp, resource, resourcesOf } from '../../support/synthesized.ts';

describe('the evaluation of a site that asks for it', () => {
  const site = loadSite('sites/reference-hospital.yaml');
  const { ai, 'bias-evaluation': module } = site.modules;
  const app = bareApp();
  const { governance } = buildPlatform(app, site);
  if (governance === undefined || ai === undefined || module === undefined) throw new Error('the hospital has them');
  const resources = resourcesOf(governance);
  const { spec } = resource(resources, 'cron_job_v1', 'bias-evaluation');
  const pod = spec.job_template.spec.template.spec;

  test('runs when the site says, and not again because the model failed', () => {
    expect(spec.schedule).toBe(module.schedule);
    expect(spec.job_template.spec.backoff_limit).toBe(0);
  });

  test('asks the model that the site serves, and reads the data that the site names', () => {
    const plan = JSON.parse(resource(resources, 'config_map_v1', 'bias-evaluation-program').data['plan.json']);
    expect(plan).toMatchObject({
      model: { name: ai.models[0]?.name, digest: ai.models[0]?.digest },
      dataSet: { path: '/data/held-out.jsonl', digest: module.heldOut.digest },
      gateway: { host: 'model-gateway.reference-hospital-ai.svc', port: 8443 },
      audit: { host: 'audit-collector.reference-hospital-audit.svc', port: 4318 },
      minimumSubgroupSize: 30,
    });
  });

  test('cannot change its data', () => {
    const mount = pod.container[0].volume_mount.find((one: { mount_path: string }) => one.mount_path === '/data');
    expect(mount.read_only).toBe(true);
  });

  test('reaches the model gateway and the audit collector, and nothing else', () => {
    const flows = intentsOf(app).filter(({ from }) => from.name === 'bias-evaluation');
    expect(flows.map(({ to, port }) => [to.kind === 'workload' && to.name, port])).toEqual([
      ['model-gateway', 8443],
      ['audit-collector', 4318],
    ]);
  });

  test('is a client of both by its own certificate', () => {
    expect(secretRequirementsOf(app)).toContainEqual({
      namespace: 'reference-hospital-governance',
      name: 'bias-evaluation-tls',
      purpose: expect.stringContaining('model gateway'),
      contents: { kind: 'tls', dnsNames: ['bias-evaluation.reference-hospital-governance.svc'], usages: ['client'] },
    });
  });
});

describe('an evaluation is refused', () => {
  test.each<[string, Partial<BiasEvaluationProps>, RegExp]>([
    ['that measures nothing', { thresholds: [] }, /could pass without having measured.*/],
    ['whose threshold bounds nothing', { thresholds: [{ metric: 'recall' }] }, /threshold of recall without a bound/],
    ['without groups', { subgroups: [] }, /subgroups: \[\]/],
    ['that tells of nine people', { minimumSubgroupSize: 9 }, /minimumSubgroupSize: 9/],
    [
      'that reads beside its volume',
      { heldOut: { volume: scratchVolume('data', '1Mi'), file: '../cases', digest: '' } },
      /\.\.\/cases/,
    ],
  ])('%s', (_, change, message) => {
    const { stack, namespace, images, trail } = recordedWorkbench();
    const make = () =>
      new BiasEvaluation(stack, 'evaluation', {
        ...{ namespace, name: 'evaluation', images, audit: trail.collector, schedule: '30 3 * * 0' },
        model: { name: 'medical-7b', digest: `sha256:${'a'.repeat(64)}` },
        modelGateway: { workload: trail.collector.peer, host: 'model-gateway.place.svc', port: 8443 },
        heldOut: { volume: scratchVolume('data', '1Mi'), file: 'held-out.jsonl', digest: `sha256:${'d'.repeat(64)}` },
        subgroups: ['sex'],
        minimumSubgroupSize: 30,
        thresholds: [{ metric: 'recall', least: 0.8 }],
        ...change,
      });
    expect(make).toThrow(message);
  });
});
