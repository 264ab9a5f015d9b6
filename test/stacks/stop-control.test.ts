import { expect, test } from 'vitest';
import { loadSite } from '../../constructs/core/site/load.ts';
import type { SovereignStack } from '../../constructs/core/stack.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { bareApp, controllersOf, resource, resourcesOf } from '../support/synthesized.ts';

const site = loadSite('sites/reference-hospital.yaml');
const { ai } = site.modules;
if (ai === undefined) throw new Error('the reference hospital has AI');
const why = { reason: 'it misses sepsis', person: 'Dr. Weber', since: '2026-11-22' };

function layers(stopped: typeof why | undefined) {
  const { ai: hub, governance } = buildPlatform(bareApp(), {
    ...site,
    modules: { ...site.modules, ai: { ...ai, stopped } as typeof ai },
  });
  return { ai: resourcesOf(hub as SovereignStack), governance: resourcesOf(governance as SovereignStack) };
}

const inUse = layers(undefined);
const stopped = layers(why);

test('an AI that is out of use runs no model and no gateway, and says why on each', () => {
  const services = controllersOf(stopped.ai).filter(
    ({ body }) => !['database', 'vector-store'].includes(body.metadata.labels['domicile.internal/role']),
  );
  expect(services.length).toBeGreaterThan(1);
  for (const { body } of services) {
    expect(body.spec.replicas).toBe('0');
    expect(body.metadata.annotations['domicile.internal/out-of-use']).toBe(
      'out of use since 2026-11-22: it misses sepsis (Dr. Weber)',
    );
  }
});

test('an AI that is in use runs', () => {
  for (const { body } of controllersOf(inUse.ai)) expect(Number(body.spec.replicas)).toBeGreaterThan(0);
});

test('no workflow asks, and each tells who starts it why', () => {
  const { data } = resource(stopped.governance, 'config_map_v1', 'approval-configuration');
  const processes = Object.entries<string>(data).filter(([file]) => file.endsWith('.bpmn'));
  expect(processes).toHaveLength(4);
  for (const [, text] of processes) {
    expect(text).toContain('it misses sepsis (Dr. Weber)');
    expect(text).not.toContain('chat/completions');
  }
});

test('approvals stay: the service runs as before, and its database is untouched', () => {
  const running = (of: typeof inUse) =>
    controllersOf(of.governance).map(({ name, body }) => [name, body.spec.replicas]);
  expect(running(stopped)).toEqual(running(inUse));
  expect(running(stopped)).toContainEqual(['approval', '2']);
});

test('the evaluation of a model that does not run waits', () => {
  expect(resource(inUse.governance, 'cron_job_v1', 'bias-evaluation').spec.suspend).toBe(false);
  expect(resource(stopped.governance, 'cron_job_v1', 'bias-evaluation').spec.suspend).toBe(true);
});
