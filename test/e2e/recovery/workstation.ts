import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { type Step, scriptOf } from '../../../cluster/runbooks/runbook.ts';

/** What a step printed. */
export interface StepResult {
  readonly code: number;
  readonly output: string;
}

/** The operator's workstation: runs the steps of a runbook as they stand. */
export interface Workstation {
  readonly home: string;
  /** Runs one step. */
  readonly attempt: (step: Step) => Promise<StepResult>;
  /** Runs steps one after the other; throws at the first that fails, with what it printed. */
  readonly follow: (steps: readonly Step[]) => Promise<string>;
  readonly close: () => void;
}

/** What `systemctl` does on a machine, which is otherwise a folder of this one. */
export type Restart = (machine: string, unit: string) => Promise<void>;

/**
 * Makes a workstation whose `ssh MACHINE COMMAND` runs the command here. Everything else is bash, kubectl and etcd's own
 * tools; `npx domicile` is the command of these sources. `kubeconfig` is what the operator has exported, `folder` where the
 * project is.
 */
export async function workstation(
  home: string,
  kubeconfig: string,
  tools: readonly string[],
  restart: Restart,
  folder = home,
): Promise<Workstation> {
  const server = createServer((call, answer) => {
    const [, machine = '', unit = ''] = (call.url ?? '').split('/');
    restart(machine, unit).then(
      () => answer.end(),
      (error: unknown) => answer.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const shims = join(home, 'shims');
  const { port } = server.address() as AddressInfo;
  shim(shims, 'ssh', 'MACHINE="${1#root@}" exec bash -c "$2"');
  shim(shims, 'systemctl', `exec node -e '${ASK}' "http://127.0.0.1:${port}/$MACHINE/$2"`);
  shim(shims, 'npx', `shift; exec node --import tsx ${join(import.meta.dirname, '..', 'entry.ts')} "$@"`);
  const path = [shims, ...tools, process.env.PATH ?? ''].join(delimiter);
  const env = { ...process.env, PATH: path, HOME: home, KUBECONFIG: kubeconfig };
  const attempt = async (step: Step) => ended(await bash(scriptOf(step), env, folder));
  const follow = async (steps: readonly Step[]) => {
    let said = '';
    for (const step of steps) {
      const { code, output } = await attempt(step);
      if (code !== 0) throw new Error(`“${step.title}” ended with ${code}:\n${output}`);
      said += output;
    }
    return said;
  };
  return { home, attempt, follow, close: () => void server.close() };
}

const ASK = 'fetch(process.argv[1]).then(({ ok }) => process.exit(ok ? 0 : 1))';

function shim(folder: string, name: string, line: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/bash\n${line}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** As the operator sees it: a block of several commands says how it ended. */
function ended({ code, output }: StepResult): StepResult {
  const said = /^ended with (\d+)\n$/m.exec(output);
  return said === null ? { code, output } : { code: Number(said[1]), output: output.replace(said[0], '') };
}

function bash(script: string, env: NodeJS.ProcessEnv, cwd: string): Promise<StepResult> {
  const child = spawn('bash', ['-c', script], {
    env,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
