import { describe, expect, test } from 'vitest';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { loadSite, parseSite } from '../../../constructs/core/site/load.ts';
import { buildPlatform } from '../../../stacks/platform.ts';
import { bareApp, resource, resourcesOf } from '../../support/synthesized.ts';

const site = loadSite('sites/reference-hospital.yaml');

describe('the archive of the audit trail', () => {
  const app = bareApp();
  const resources = resourcesOf(buildPlatform(app, site).data);

  test('locks for as long as its bucket does, and reads by its own door', () => {
    const task = JSON.parse(resource(resources, 'config_map_v1', 'audit-archive-task').data['task.json']);
    expect(task).toMatchObject({
      bucket: 'reference-hospital-audit',
      days: 3650,
      trail: 'https://audit-store.reference-hospital-audit.svc:9444',
    });
  });

  test('reaches the audit store and the object store, and nothing else; nobody reaches it', () => {
    const flows = intentsOf(app).filter(({ from }) => from.name === 'audit-archive');
    expect(flows.map(({ to, port }) => [to.kind === 'workload' ? to.name : to.host, port])).toEqual([
      ['objects.reference-hospital.example', 443],
      ['audit-store', 9444],
    ]);
    expect(intentsOf(app).filter(({ to }) => to.kind === 'workload' && to.name === 'audit-archive')).toEqual([]);
  });

  test('is the only client of that door, which lets nobody write', () => {
    const guard = resource(resources, 'config_map_v1', 'audit-store-guard').data['envoy.yaml'];
    expect(guard).toContain('audit-archive.reference-hospital-object-storage.svc');
    const door = guard.slice(guard.indexOf('name: archive'));
    expect(door.slice(0, door.indexOf('- name: ', 20))).not.toMatch(/POST|PUT|PATCH|DELETE/);
  });
});

describe('a site is refused', () => {
  const text = site.source.text;
  test.each([
    ['whose archive has no bucket', 'bucket: reference-hospital-audit', 'bucket: elsewhere', /no such bucket/],
    [
      'whose bucket keeps records for less than six months',
      '- name: reference-hospital-audit\n        retentionDays: 3650',
      '- name: reference-hospital-audit\n        retentionDays: 182',
      /less than six months/,
    ],
  ])('%s', (_, from, to, message) => {
    expect(text).toContain(from);
    expect(() => parseSite(text.replace(from, to), 'site.yaml')).toThrow(message);
  });
});
