import type { ExitCode, Terminal } from '../command.ts';
import type { Work } from './failure.ts';
import type { Project } from './project.ts';
import { synthesize } from './synth.ts';

/**
 * Synthesizes and judges a project for a command that needs its output.
 * @param consequence what a refusal means for the command, printed below it
 * @returns undefined when all passed; otherwise the exit code, after the refusal was printed
 */
export async function refusal(
  project: Project,
  terminal: Terminal,
  { progress, signal }: Work,
  consequence?: string,
): Promise<ExitCode | undefined> {
  progress.step('synthesizing and judging');
  const synthesis = await synthesize(project, signal);
  progress.clear();
  if (synthesis.passed) return undefined;
  terminal.stderr.write(`${[synthesis.message, ...(consequence === undefined ? [] : ['', consequence])].join('\n')}\n`);
  return synthesis.exitCode;
}
