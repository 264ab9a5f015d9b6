import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How a program is run. */
export interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The program is ended when this passes. */
  readonly limitSeconds: number;
  readonly signal: AbortSignal;
  /** Given to its standard input, which is closed afterwards. @default nothing */
  readonly input?: string;
  /** Told every line of its output as it comes. @default nobody */
  readonly onLine?: (line: string) => void;
}

/** What a program left. */
export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that could not be run, or did not end in time. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

/**
 * Runs a program to its end, whatever its exit code.
 * @throws {@link RunError} when it cannot start, passes its limit, or is ended by a signal
 */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { cwd, env, input, limitSeconds, signal, onLine } = options;
  return new Promise((resolve, reject) => {
    const shown = `${program} ${args.filter((arg) => !arg.startsWith('-')).join(' ')}`.trim();
    if (signal.aborted) return reject(new RunError(`${shown} was not started: interrupted`));
    // Its own group: an interrupt at the terminal reaches it once, from us. Terraform takes a second one as "drop everything".
    const child = spawn(program, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    const end = deadline(child, limitSeconds, signal);
    const collected = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        collected[name] += text;
      });
      if (onLine !== undefined) createInterface(child[name]).on('line', onLine);
    }
    child.on('error', (error) => reject(new RunError(`cannot run ${program}: ${error.message}`)));
    child.on('close', (code, killedBy) => {
      end.clear();
      if (code !== null) resolve({ code, ...collected });
      else reject(new RunError(`${shown} ${end.reason() ?? `was ended by ${killedBy}`}\n${collected.stderr}`.trim()));
    });
    child.stdin.on('error', () => undefined); // it ended without reading; its exit code says why
    child.stdin.end(input ?? '');
  });
}

interface Killable {
  kill(signal: NodeJS.Signals): boolean;
}

/** Terraform saves its state when it is interrupted, so it is asked first, and given time. */
const GRACE_SECONDS = 30;

function deadline(child: Killable, limitSeconds: number, signal: AbortSignal) {
  let reason: string | undefined;
  let force: NodeJS.Timeout | undefined;
  const stop = (why: string) => {
    reason ??= why;
    child.kill('SIGINT');
    force ??= setTimeout(() => child.kill('SIGKILL'), GRACE_SECONDS * 1000);
  };
  const onAbort = () => stop('was interrupted');
  const timer = setTimeout(() => stop(`did not end within ${limitSeconds} s`), limitSeconds * 1000);
  signal.addEventListener('abort', onAbort, { once: true });
  const clear = () => {
    clearTimeout(timer);
    clearTimeout(force);
    signal.removeEventListener('abort', onAbort);
  };
  return { clear, reason: () => reason };
}
