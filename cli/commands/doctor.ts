import { parseArgs } from 'node:util';
import type { Command, ExitCode, Terminal } from '../command.ts';
import { interruptible } from '../deploy/interrupt.ts';
import { openProject, projectOptions, projectRoot, projectUsage } from '../deploy/project.ts';
import { type Check, survey } from '../deploy/survey.ts';

/** `domicile doctor`: what this machine has, what for, and how to get what is missing. */
export const command: Command = {
  summary: 'Say what this machine has, what it is needed for, and how to get what is missing',
  usage: `Usage: domicile doctor [OPTION…]

Looks at the machine and, in a project, at the cluster that the site names. Starts, builds and changes nothing.

${projectUsage}

Exit code: 0 domicile up can do its whole work, 2 a part of it, 3 usage or an unreadable site file.
`,
  run: (args, terminal) => interruptible((signal) => run(args, terminal, signal)),
};

async function run(args: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: projectOptions });
  const inProject = projectRoot(terminal.cwd) !== undefined || values.site !== undefined;
  const project = inProject ? openProject(terminal, values) : undefined;
  const { checks, canDeploy } = await survey({ terminal, project, signal });
  terminal.stdout.write(`${checks.map(lineOf).join('\n')}\n\n`);
  const whole = canDeploy && checks.every(({ found, required }) => found || !required);
  terminal.stdout.write(
    whole
      ? 'domicile up can do its whole work here.\n'
      : 'domicile up can synthesize and judge here, but not deploy: see what is missing.\n',
  );
  return whole ? 0 : 2;
}

function lineOf({ name, found, detail, neededFor, remedy, required }: Check): string {
  const state = found ? 'found  ' : required ? 'MISSING' : 'absent ';
  const indent = ' '.repeat(30);
  const lines = [`${state}  ${name.padEnd(19)}  ${detail}`, `${indent}for: ${neededFor}`];
  return [...lines, ...(found ? [] : [`${indent}get it: ${remedy}`])].join('\n');
}
