import { describe, expect, test } from 'vitest';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { DatabaseBackup } from '../../../constructs/data/database-backup.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const bench = recordedWorkbench();
const { stack, images, site } = bench;
new DatabaseBackup(stack, 'backup', {
  ...{ database: bench.database('fhir'), images, storage: site.storage, schedule: '15 2 * * *' },
  endpoint: { host: 's3.hospital.example', port: 443, networks: ['10.20.0.0/16'] },
  store: { endpoint: 'https://s3.hospital.example', bucket: 'backups', folder: 'hospital/fhir-database' },
  ...{ storeSecret: 'backup-store', keySecret: 'backup-key' },
});
const resources = resourcesOf(stack);
const job = (kind: string) => resource(resources, 'cron_job_v1', `fhir-database-${kind}`).spec;
const pod = (kind: string) => job(kind).job_template.spec.template.spec;
type Container = { name: string; env: { name: string; value?: string }[] };
const steps = (kind: string): Container[] => [...pod(kind).init_container, ...pod(kind).container];
const settingOf = ({ env }: Container, name: string) => env.find((one) => one.name === name)?.value;

describe('a backup', () => {
  test('runs by the clock, a restore by hand', () => {
    expect([job('backup').suspend, job('restore').suspend]).toEqual([false, true]);
    expect(job('backup').schedule).toBe('15 2 * * *');
  });

  test.each([
    ['backup', ['dump', 'upload']],
    ['restore', ['download', 'restore']],
  ])('(%s) takes one step after the other', (kind, names) => {
    expect(steps(kind).map(({ name }) => name)).toEqual(names);
  });

  test('reads with the role of the application, and is put back with the one that owns the schema', () => {
    const [dump] = steps('backup');
    const restore = steps('restore').at(-1);
    expect([dump, restore].map((step) => step && settingOf(step, 'PGUSER'))).toEqual(['fhir_user', 'fhir_migration']);
  });

  test('waits on an encrypted volume that goes with the pod', () => {
    const [work] = pod('backup').volume.filter(({ name }: { name: string }) => name === 'work');
    expect(work.ephemeral.volume_claim_template).toMatchObject({
      metadata: { labels: { 'domicile.internal/encrypted-at-rest': 'true' } },
      spec: { storage_class_name: 'encrypted-block' },
    });
  });

  test('has the key as a file of the one step that seals, and never as a setting', () => {
    const holders = steps('backup').filter((step) => JSON.stringify(step).includes('/etc/key'));
    expect(holders.map(({ name }) => name)).toEqual(['upload']);
    expect(JSON.stringify(steps('backup'))).not.toContain('RCLONE_CONFIG_SEALED_PASSWORD');
  });

  test('reaches its database and the store, in the declared networks, and nothing else', () => {
    const own = intentsOf(stack).filter(({ from }) => from.name === 'fhir-database-backup');
    expect(own.map(({ to, port }) => [to.kind === 'workload' ? to.name : to.host, port])).toEqual([
      ['s3.hospital.example', 443],
      ['fhir-database', 5432],
    ]);
  });
});
