import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withLock } from '../../controlplane/launcher/lock.ts';
import { ownRecord } from '../../controlplane/launcher/processes.ts';

const lockFile = () => join(mkdtempSync(join(tmpdir(), 'domicile-')), 'lock');

it('lets one action in at a time', async () => {
  const file = lockFile();
  const order: string[] = [];
  const action = (name: string) =>
    withLock(file, async () => {
      order.push(`${name} enters`);
      await new Promise((done) => setTimeout(done, 30));
      order.push(`${name} leaves`);
    });
  await Promise.all([action('a'), action('b')]);
  const [first, second] = order[0] === 'a enters' ? ['a', 'b'] : ['b', 'a'];
  expect(order).toEqual([`${first} enters`, `${first} leaves`, `${second} enters`, `${second} leaves`]);
});

it('is free again after an action that throws', async () => {
  const file = lockFile();
  await expect(withLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(existsSync(file)).toBe(false);
});

it.each([
  ['whose holder is gone', JSON.stringify({ ...ownRecord(), startTime: 'long ago' })],
  ['that is damaged', '{"pid":'],
])('takes over a lock %s', async (_, content) => {
  const file = lockFile();
  writeFileSync(file, content);
  expect(await withLock(file, async () => 'entered')).toBe('entered');
});

it('gives up after its limit and names the holder', async () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify(ownRecord()));
  await expect(withLock(file, async () => 'entered', 0.3)).rejects.toThrow(`process ${process.pid}`);
});
