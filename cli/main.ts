import { closest } from 'fastest-levenshtein';
import { type Command, type ExitCode, type Terminal, UsageError } from './command.ts';
import { version } from './version.ts';

type Load = () => Promise<{ readonly command: Command }>;

/** Every subcommand, loaded only when it runs: the start of `domicile check` must not pay for `domicile up`. */
const commands: Readonly<Record<string, { readonly summary: string; readonly load: Load }>> = {
  attack: {
    summary: 'mutate your configuration, and show what would get past the judge',
    load: () => import('./commands/attack.ts'),
  },
  bundle: {
    summary: 'make one folder that deploys where there is no network, and examine it there',
    load: () => import('./commands/bundle.ts'),
  },
  check: {
    summary: 'judge plans, manifests and synthesized output',
    load: () => import('./commands/check.ts'),
  },
  cluster: {
    summary: 'write what each machine of a cluster of its own needs',
    load: () => import('./commands/cluster.ts'),
  },
  estimate: {
    summary: 'say how many cores, how much memory and storage a site takes, and what that costs',
    load: () => import('./commands/estimate.ts'),
  },
  explain: {
    summary: 'what a rule requires, why, and how to meet it',
    load: () => import('./commands/explain.ts'),
  },
  place: {
    summary: 'say where a value is, who runs it and how we know',
    load: () => import('./commands/place.ts'),
  },
  diff: {
    summary: 'say in words what changes between two site files',
    load: () => import('./commands/diff.ts'),
  },
  doctor: {
    summary: 'say what this machine has and what is missing',
    load: () => import('./commands/doctor.ts'),
  },
  dossier: {
    summary: 'write what a security review, a data protection officer and the AI Act file ask for',
    load: () => import('./commands/dossier.ts'),
  },
  down: {
    summary: 'remove what up made, and stop the local control plane',
    load: () => import('./commands/down.ts'),
  },
  endpoints: {
    summary: 'list what the firewall must let through',
    load: () => import('./commands/endpoints.ts'),
  },
  images: {
    summary: 'list the images of a site, look their digests up, fill its mirror',
    load: () => import('./commands/images.ts'),
  },
  fleet: {
    summary: 'write what Flux needs to roll out many sites in waves',
    load: () => import('./commands/fleet.ts'),
  },
  init: {
    summary: 'write a site file that passes, out of five answers',
    load: () => import('./commands/init.ts'),
  },
  lineage: {
    summary: 'say which messages and documents stand behind an answer',
    load: () => import('./commands/lineage.ts'),
  },
  probe: {
    summary: 'try on a real cluster which connections get through, and compare with reach',
    load: () => import('./commands/probe.ts'),
  },
  reach: {
    summary: 'say who may open a connection to whom, and what leaves',
    load: () => import('./commands/reach.ts'),
  },
  render: {
    summary: 'write the judged output as plain Kubernetes manifests',
    load: () => import('./commands/render.ts'),
  },
  run: {
    summary: 'run a TypeScript app that synthesizes, such as main.ts',
    load: () => import('./commands/run.ts'),
  },
  report: {
    summary: 'judge, and write one page for people',
    load: () => import('./commands/report.ts'),
  },
  secrets: {
    summary: 'create missing Secrets straight in the cluster',
    load: () => import('./commands/secrets.ts'),
  },
  verify: {
    summary: 'judge a running cluster, and sign what was seen',
    load: () => import('./commands/verify.ts'),
  },
  up: {
    summary: 'judge and deploy the site, onto a real control plane',
    load: () => import('./commands/up.ts'),
  },
};

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Usage: domicile COMMAND [ARGUMENT…]',
    '',
    ...lines,
    '',
    'domicile COMMAND --help says more; domicile --version says which this is.',
    '',
  ].join('\n');
}

const process_: Terminal = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
};

/** Runs one command line. Never throws: every failure becomes a message and an exit code. */
export async function main(argv: readonly string[], terminal: Terminal = process_): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.stdout.write(overview());
    return name === undefined ? 3 : 0;
  }
  if (name === '--version') {
    terminal.stdout.write(`${version}\n`);
    return 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    const near = closest(name, Object.keys(commands));
    terminal.stderr.write(`domicile: there is no command "${name}"; did you mean "${near}"? See domicile --help.\n`);
    return 3;
  }
  try {
    const { command } = await entry.load();
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.stdout.write(command.usage);
      return 0;
    }
    return await command.run(rest, terminal);
  } catch (error) {
    const detail = error instanceof UsageError || isArgumentError(error) ? error.message : stackOf(error);
    terminal.stderr.write(`domicile ${name}: ${detail}\n`);
    return 3;
  }
}

/** node:util parseArgs marks its errors with these codes. */
function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
