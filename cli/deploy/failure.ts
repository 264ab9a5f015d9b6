import { ComponentFailure } from '../../controlplane/launcher/health.ts';
import { DeployError } from '../../engines/errors.ts';
import { KubectlError } from '../../engines/kubectl.ts';
import { ClusterApiError } from '../../engines/live/api.ts';
import { RunError } from '../../engines/run.ts';
import type { ExitCode, Terminal } from '../command.ts';
import { interruptible } from './interrupt.ts';
import { type ProgressLine, progressLine } from './progress.ts';

/** What a long-running command works with. */
export interface Work {
  readonly signal: AbortSignal;
  readonly progress: ProgressLine;
}

/**
 * Runs a command that talks to other programs. What those say becomes one message and the exit code `failed`, an interrupt
 * exit code 2; a defect of our own is thrown.
 */
export function supervised(
  name: string,
  terminal: Terminal,
  action: (work: Work) => Promise<ExitCode>,
  failed: ExitCode = 1,
): Promise<ExitCode> {
  return interruptible(async (signal) => {
    const progress = progressLine(terminal);
    try {
      return await action({ signal, progress });
    } catch (error) {
      progress.clear();
      if (signal.aborted) {
        terminal.stderr.write(`domicile ${name}: interrupted; run it again and it goes on from here.\n`);
        return 2;
      }
      if (!isForeign(error)) throw error;
      terminal.stderr.write(`domicile ${name}: ${error.message}\n`);
      return failed;
    } finally {
      progress.clear();
    }
  });
}

function isForeign(error: unknown): error is Error {
  return [ClusterApiError, ComponentFailure, DeployError, KubectlError, RunError].some((type) => error instanceof type);
}
