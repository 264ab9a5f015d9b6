import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { progressLine } from '../../../cli/deploy/progress.ts';

/** The limit of a poll is a second, unless it is told otherwise. */
const UNHURRIED = { timeout: 60_000 };

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text), isTTY };
  return { written, terminal: { stdin: process.stdin, stdout: stream, stderr: stream, env: {}, cwd: '/' } };
}

it('is silent in a pipe', async () => {
  const { written, terminal: pipe } = terminal(false);
  const progress = progressLine(pipe);
  progress.step('deploying');
  progress.report('3 of 4');
  await sleep(150);
  progress.clear();
  expect(written).toEqual([]);
});

it('shows the step and what it does on a terminal, and wipes that at the end', async () => {
  const { written, terminal: screen } = terminal(true);
  const progress = progressLine(screen);
  progress.step('deploying');
  progress.report('3 of 4');
  await expect.poll(() => written.join(''), UNHURRIED).toMatch(/deploying: 3 of 4 \(\d+ s\)/);
  progress.clear();
  expect(written.at(-1)).toBe('\r\u001b[2K');
});
