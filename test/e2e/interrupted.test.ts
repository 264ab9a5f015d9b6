import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutOf } from '../../controlplane/launcher/layout.ts';
import { markedProcesses } from '../../controlplane/launcher/processes.ts';
import { createProject, SMALL_SITE, type TestProject } from './project.ts';

const entry = join(import.meta.dirname, 'entry.ts');
let project: TestProject;
beforeAll(() => {
  project = createProject(SMALL_SITE);
});
afterAll(() => project?.remove());

/** `domicile up` in a process of its own, as from a shell. */
function startUp(): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', entry, 'up', '--engine', 'apply'], {
    cwd: project.root,
    env: { ...process.env, DOMICILE_SITE: SMALL_SITE },
    stdio: 'pipe',
  });
}

async function until(condition: () => boolean, limitSeconds = 300): Promise<void> {
  for (const deadline = Date.now() + limitSeconds * 1000; !condition(); await sleep(20)) {
    if (Date.now() > deadline) throw new Error(`nothing happened within ${limitSeconds} s`);
  }
}

function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

const data = () => layoutOf(project.root).data;
const starting = () => existsSync(join(data(), 'run', 'kube-apiserver.json'));

describe('an interrupted up', () => {
  it('ends what it was starting, and says how to go on', async () => {
    const child = startUp();
    const end = ended(child);
    await until(starting);
    child.kill('SIGINT');
    const { code, stderr } = await end;
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'domicile up: interrupted; run it again and it goes on from here.\n',
    });
    expect(markedProcesses(data())).toEqual([]);
  });

  it.each([
    ['while the control plane starts', starting],
    ['while it deploys', () => existsSync(join(project.root, '.domicile', 'cache'))],
  ])('by force, %s, is made whole by the next one', async (_, reached) => {
    const child = startUp();
    const end = ended(child);
    await until(reached);
    await sleep(500);
    child.kill('SIGKILL');
    await end;
    const next = await project.run(['up', '--engine', 'apply']);
    expect(next).toMatchObject({ code: 0, stderr: '' });
    expect((await project.run(['up'])).stdout).toMatch(/Layers +no change/);
    expect((await project.run(['down', '--all'])).code).toBe(0);
    expect(markedProcesses(data())).toEqual([]);
    expect(existsSync(join(project.root, '.domicile'))).toBe(false);
  });
});
