import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** When a run dies: at the first of the two. */
export interface KillPoint {
  /** Right after the n-th change that it makes through the API server. @default - never for that */
  readonly afterWrites?: number;
  readonly afterMilliseconds: number;
}

/** What a process left, whether it died or ended by itself. */
export interface Ended {
  readonly died: boolean;
  readonly code: number | null;
  readonly output: string;
}

/** Numbers in [0, 1) that depend on nothing but the seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What {@link killedRun} is given. */
export interface KilledRun {
  readonly program: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly at: KillPoint;
  /** Whether the programs that it has started die with it, as when a machine is lost, or go on alone. */
  readonly withChildren: boolean;
  /** The API server's audit log. */
  readonly auditLog: string;
}

/** Runs a program and kills it with SIGKILL at the point. One that ends before has not died. */
export async function killedRun({ program, cwd, env, at, withChildren, auditLog }: KilledRun): Promise<Ended> {
  const [command = '', ...args] = program;
  const writes = writesIn(auditLog);
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stdout.on('data', (text) => said.push(String(text)));
  child.stderr.on('data', (text) => said.push(String(text)));
  // Not 'close': what goes on alone holds the pipes open.
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const started = Date.now();
  const isReached = () =>
    writes() >= (at.afterWrites ?? Number.POSITIVE_INFINITY) || Date.now() - started >= at.afterMilliseconds;
  while (child.exitCode === null && child.signalCode === null && !isReached()) await sleep(5);
  const died = child.exitCode === null && child.signalCode === null;
  if (died) kill(child, withChildren);
  return { died, code: await exit, output: said.join('') };
}

/** Counts what kubectl and Terraform have changed since now. */
function writesIn(auditLog: string): () => number {
  let [offset, count, rest] = [statSync(auditLog).size, 0, ''];
  return () => {
    const size = statSync(auditLog).size;
    if (size <= offset) return count;
    const bytes = Buffer.alloc(size - offset);
    const file = openSync(auditLog, 'r');
    readSync(file, bytes, 0, bytes.length, offset);
    closeSync(file);
    offset = size;
    const lines = (rest + bytes.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    count += lines.filter(
      (line) => /"userAgent":"(?:kubectl|HashiCorp|Terraform)/i.test(line) && WRITES.test(line),
    ).length;
    return count;
  };
}

const WRITES = /"verb":"(?:create|patch|update|delete)"/;

function kill(child: ChildProcess, withChildren: boolean): void {
  const { pid } = child;
  if (pid === undefined) return;
  for (const one of withChildren ? [pid, ...descendantsOf(pid)] : [pid]) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // gone meanwhile
    }
  }
}

function descendantsOf(parent: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // gone meanwhile
    }
  }
  const found = [parent];
  for (const one of found) for (const [pid, above] of parents) if (above === one) found.push(pid);
  return found.slice(1);
}
