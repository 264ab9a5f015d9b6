import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../components/programs.ts';
import { openRoom, type Room } from './room.ts';

const NETWORK = '10.20.0';
const tried = await openRoom(NETWORK);
const skipped = 'reason' in tried ? ` — SKIPPED: ${tried.reason}` : '';
if (!('reason' in tried)) await tried.close();

/** What of a room can be seen from outside: its folder and its control groups. */
function left(folder: string): readonly string[] {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const root = '/sys/fs/cgroup';
  const groups = [root, ...readdirSync(root).map((hierarchy) => join(root, hierarchy))].map((path) => join(path, name));
  return [folder, ...groups].filter((path) => existsSync(path));
}

describe.skipIf(skipped !== '')(`the room of a node${skipped}`, () => {
  const opened = async () => (await openRoom(NETWORK)) as Room;

  it('has a host inside and one outside, and no way to anywhere else', async () => {
    const room = await opened();
    const { stdout } = await room.run(['ip', '-brief', 'address']);
    const elsewhere = await room.run(['ip', 'route', 'get', '192.0.2.1']);
    const devices = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/[\s@]/)[0]);
    await room.close();
    expect(devices).toEqual(['lo', 'inside', 'outside']);
    expect(elsewhere.stderr).toContain('unreachable');
  });

  it('is gone with everything in it when it is closed, and another beside it is not', async () => {
    const [first, second] = [await opened(), await opened()];
    const program = first.start(['sleep', '1000']);
    const ended = once(program, 'close');
    await first.run(['sh', '-c', 'echo something > file']);
    expect(left(first.folder)).not.toEqual([]);
    await first.close();
    await ended;
    expect(left(first.folder)).toEqual([]);
    expect((await second.run(['true'])).code).toBe(0);
    await second.close();
    expect(left(second.folder)).toEqual([]);
  });

  it('is gone too when whoever opened it is killed', async () => {
    const script = join(import.meta.dirname, 'kept-room.ts');
    const keeper = spawn(process.execPath, ['--import', 'tsx', script, NETWORK], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [folder] = await once(keeper.stdout.setEncoding('utf8'), 'data');
    expect(left(String(folder))).not.toEqual([]);
    keeper.kill('SIGKILL');
    expect(
      await eventually(
        async () => left(String(folder)),
        (paths) => paths.length === 0,
        120,
      ),
    ).toEqual([]);
  });
});
