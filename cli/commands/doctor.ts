import { parseArgs } from 'node:util';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { supervised } from '../deploy/failure.ts';
import { interruptible } from '../deploy/interrupt.ts';
import { openProject, type ProjectChoice, projectOptions, projectRoot, projectUsage } from '../deploy/project.ts';
import { type Check, survey } from '../deploy/survey.ts';
import { doctorOfCluster } from '../doctor/cluster.ts';
import { doctorOfFacts } from '../doctor/facts.ts';

/** `domicile doctor`: what this machine has, what for, and how to get what is missing. */
export const command: Command = {
  summary: 'Say what this machine has, what it is needed for, and how to get what is missing',
  usage: `Usage: domicile doctor [SITE] [OPTION…]
       domicile doctor [SITE] --facts FILE…
       domicile doctor [SITE] --cluster

Looks at the machine and, in a project, at the cluster that the site names. Starts, builds and changes nothing.

  --facts FILE…  compares machines with cluster.provision: what facts.sh, which domicile cluster render writes, printed
                 on each of them; - is stdin. What nobody saw does not pass
  --cluster      compares the running cluster with the site: nodes, versions, labels, kubelets. It only reads; what the
                 API does not tell is named, with the command that does

  SITE           the same as --site SITE
${projectUsage}

Exit code: 0 domicile up can do its whole work, 2 a part of it, 3 usage or an unreadable site file.
With --facts or --cluster: 0 all is as the site says, 1 something is wrong, 2 something is unknown,
3 usage, an unreadable file, or no answer.
`,
  run,
};

const options = { ...projectOptions, facts: { type: 'boolean' }, cluster: { type: 'boolean' } } as const;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals, site } = chosen(args);
  if (values.facts === true && values.cluster === true)
    throw new UsageError('--facts looks at machines before, --cluster at the cluster after: one at a time');
  if (values.facts === true) return doctorOfFacts(site, positionals, terminal, new Date());
  if (positionals.length > 0) throw new UsageError(`there is one SITE; leave ${positionals.join(' ')} away`);
  const choice = { ...values, site };
  // A cluster that cannot be read, or is another one than was meant, is an input that could not be read.
  if (values.cluster === true)
    return supervised('doctor', terminal, (work) => doctorOfCluster(choice, terminal, work), 3);
  return interruptible((signal) => ofThisMachine(choice, terminal, signal));
}

/** SITE stands before `--facts`, and files after it. */
function chosen(args: readonly string[]) {
  const { values, tokens } = parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
  const mark = tokens.find((token) => token.kind === 'option' && token.name === 'facts')?.index ?? args.length;
  const words = tokens.filter((token) => token.kind === 'positional');
  const before = words.filter(({ index }) => index < mark).map(({ value }) => value);
  const [named, ...rest] = before;
  if (rest.length > 0)
    throw new UsageError(`there is one SITE, and files stand after --facts; seen: ${before.join(' ')}`);
  if (named !== undefined && values.site !== undefined)
    throw new UsageError(`the site is named twice: ${named} and --site ${values.site}`);
  const positionals = words.filter(({ index }) => index > mark).map(({ value }) => value);
  return { values, positionals, site: named ?? values.site };
}

async function ofThisMachine(values: ProjectChoice, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
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
