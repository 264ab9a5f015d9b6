import { existsSync } from 'node:fs';
import { main } from '../cli/main.ts';
import type { Row } from './report.ts';

/** A warm `up` by phase: the second of two in a row, so that nothing is built, created or changed. Seconds, no reference. */
export async function benchUp(): Promise<Row[]> {
  const wasThere = existsSync('.domicile/controlplane/etcd');
  await up();
  const phases = await up();
  if (!wasThere) await main(['down'], { ...quiet, stderr: { write: () => undefined } });
  const total = [...phases.values()].reduce((sum, seconds) => sum + seconds, 0);
  return [
    { name: 'warm up, all (s)', value: total, goal: undefined },
    ...[...phases].map(([phase, seconds]) => ({ name: `warm up, ${phase} (s)`, value: seconds, goal: undefined })),
  ];
}

const quiet = { stdin: process.stdin, stdout: { write: () => undefined }, env: process.env, cwd: process.cwd() };

/** Runs `up` and reads from its progress line how long each phase takes, in seconds, to a tenth. */
async function up(): Promise<ReadonlyMap<string, number>> {
  const phases = new Map<string, number>();
  let [phase, since] = ['starting', performance.now()];
  const enter = (next: string) => {
    const now = performance.now();
    phases.set(phase, (phases.get(phase) ?? 0) + (now - since) / 1000);
    [phase, since] = [next, now];
  };
  let said = '';
  const write = (text: string) => {
    said = text;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the progress line wipes itself with an escape sequence.
    const name = /^\r\u001b\[2K\S (.*?)(?:: .*| \(\d+ s\)$)/.exec(text)?.[1];
    if (name !== undefined && name !== phase) enter(name);
  };
  const code = await main(['up'], { ...quiet, stderr: { write, isTTY: true } });
  enter('end');
  if (code !== 0) throw new Error(`up ended with exit code ${code}: ${said}`);
  return phases;
}
