import { parseArgs } from 'node:util';
import { requireCluster } from '../../engines/cluster.ts';
import { ensureSecrets, type SecretOutcome } from '../../engines/secrets/ensure.ts';
import { readRequirements } from '../../engines/secrets/requirement.ts';
import type { Command, ExitCode, Terminal } from '../command.ts';
import { kubectlFor } from '../deploy/connect.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { openProject, projectOptions, projectUsage } from '../deploy/project.ts';

/** `domicile secrets`: creates the Secrets that the platform refers to, straight in the cluster. */
export const command: Command = {
  summary: 'Create missing Secrets straight in the cluster; their values are never shown or written to a file',
  usage: `Usage: domicile secrets [OPTION…]

Reads which Secrets the synthesized platform refers to, and creates those that do not exist: random passwords, and key
pairs signed by an authority that is kept in the cluster. Existing Secrets are left alone. Secrets that only the site can
know are listed as missing, not created; copies of them for other namespaces wait until the next run. domicile up does all this by itself, after the foundation.

${projectUsage}

Exit code: 0 all exist now, 1 failed, 2 some are for you to create, 3 usage.
`,
  run: (args, terminal) => supervised('secrets', terminal, (work) => run(args, terminal, work)),
};

async function run(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: projectOptions });
  const project = openProject(terminal, values);
  const requirements = readRequirements(project.output);
  const kubectl = kubectlFor(project, terminal, work);
  const { profile, identity } = project.site.cluster;
  await requireCluster(kubectl, { profile, identity });
  work.progress.step('secrets');
  const outcomes = await ensureSecrets({
    kubectl,
    site: project.site.name,
    requirements,
    onProgress: work.progress.report,
  });
  work.progress.clear();
  terminal.stdout.write(outcomes.map(lineOf).join(''));
  return outcomes.some(({ outcome }) => outcome === 'missing') ? 2 : 0;
}

function lineOf({ outcome, requirement: { namespace, name, purpose } }: SecretOutcome): string {
  return `${outcome.padEnd(8)}  ${namespace}/${name}  ${purpose}\n`;
}
