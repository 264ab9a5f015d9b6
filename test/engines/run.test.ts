import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { RunError, run } from '../../engines/run.ts';

const options = { cwd: tmpdir(), env: process.env, limitSeconds: 120, signal: new AbortController().signal };
const node = (script: string, more: Partial<Parameters<typeof run>[2]> = {}) =>
  run(process.execPath, ['-e', script], { ...options, ...more });

it('gives back the exit code and both outputs', async () => {
  expect(await node("console.log('out'); console.error('err'); process.exitCode = 3")).toEqual({
    code: 3,
    stdout: 'out\n',
    stderr: 'err\n',
  });
});

it('hands over its input', async () => {
  expect((await node('process.stdin.pipe(process.stdout)', { input: 'hello' })).stdout).toBe('hello');
});

it('tells each line as it comes', async () => {
  const lines: string[] = [];
  await node("console.log('a\\nb')", { onLine: (line) => lines.push(line) });
  expect(lines).toEqual(['a', 'b']);
});

it('ends a program that passes its limit, and says so', async () => {
  await expect(node('setInterval(() => undefined, 60000)', { limitSeconds: 0.3 })).rejects.toThrow(
    'did not end within 0.3 s',
  );
});

it('ends a program when it is interrupted', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 200);
  await expect(node('setInterval(() => undefined, 60000)', { signal: controller.signal })).rejects.toThrow(
    'was interrupted',
  );
});

it('starts nothing after an interrupt', async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(node('1', { signal: controller.signal })).rejects.toThrow('was not started');
});

it('names a program that is not there', async () => {
  await expect(run('no-such-program', [], options)).rejects.toThrow(RunError);
  await expect(run('no-such-program', [], options)).rejects.toThrow('cannot run no-such-program');
});
