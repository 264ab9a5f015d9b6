import { parseArgs } from 'node:util';
import { requireCluster } from '../../engines/cluster.ts';
import { ensureSecrets, type SecretOutcome } from '../../engines/secrets/ensure.ts';
import { readRequirements } from '../../engines/secrets/requirement.ts';
import { type Rotation, rotateSecrets } from '../../engines/secrets/rotate.ts';
import type { Command, ExitCode, Terminal } from '../command.ts';
import { kubectlFor } from '../deploy/connect.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { openProject, projectOptions, projectUsage } from '../deploy/project.ts';

const DAY = 86_400_000;

/** `domicile secrets`: creates the Secrets that the platform refers to, straight in the cluster, and rotates them. */
export const command: Command = {
  summary:
    'Create missing Secrets straight in the cluster, or rotate them; values are never shown or written to a file',
  usage: `Usage: domicile secrets [OPTION…] [--rotate all|NAME|NAMESPACE/NAME]

Reads which Secrets the synthesized platform refers to, and creates those that do not exist: random passwords, and key
pairs signed by an authority that is kept in the cluster. Existing Secrets are left alone, with a word on when their
certificates expire. Secrets that only the site can
know are listed as missing, not created; copies of them for other namespaces wait until the next run. domicile up does all this by itself, after the foundation.

${projectUsage}
  --rotate WHICH     new passwords and key pairs for all, or for one and its copies; then replaces the pods that read
                     them, databases first. Logins fail while that lasts: choose the hour. Keys that encrypt what is
                     kept, the site's authority, and Secrets that come from elsewhere are left alone, and named.
                     Interrupted, it is finished by the next --rotate.

Exit code: 0 all exist now, 1 failed, 2 some are for you to create, 3 usage.
`,
  run: (args, terminal) => supervised('secrets', terminal, (work) => run(args, terminal, work)),
};

async function run(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const { rotate, ...choice } = parseArgs({
    args: [...args],
    options: { ...projectOptions, rotate: { type: 'string' } },
  }).values;
  const project = openProject(terminal, choice);
  const requirements = readRequirements(project.output);
  const kubectl = kubectlFor(project, terminal, work);
  const { profile, identity } = project.site.cluster;
  await requireCluster(kubectl, { profile, identity });
  work.progress.step('secrets');
  const options = { kubectl, site: project.site.name, requirements, onProgress: work.progress.report };
  if (rotate !== undefined) {
    const rotation = await rotateSecrets({ ...options, which: rotate });
    work.progress.clear();
    terminal.stdout.write(rotationText(rotation));
    return 0;
  }
  const outcomes = await ensureSecrets(options);
  work.progress.clear();
  terminal.stdout.write(outcomes.map((outcome) => lineOf(outcome, Date.now())).join(''));
  return outcomes.some(({ outcome }) => outcome === 'missing') ? 2 : 0;
}

function lineOf({ outcome, requirement: { namespace, name, purpose }, expires }: SecretOutcome, now: number): string {
  return `${outcome.padEnd(8)}  ${namespace}/${name}  ${purpose}${expires === undefined ? '' : expiryText(expires, now)}\n`;
}

function expiryText(expires: Date, now: number): string {
  const days = Math.floor((expires.getTime() - now) / DAY);
  const day = expires.toISOString().slice(0, 10);
  return days < 0 ? `; EXPIRED on ${day}` : `; expires in ${days} days, on ${day}`;
}

function rotationText({ resumed, rotated, kept, restarted }: Rotation): string {
  const lines = [
    ...(resumed ? ['An interrupted rotation was finished; nothing new was begun.'] : []),
    ...rotated.map((secret) => `rotated   ${secret}`),
    ...kept.map(({ secret, why }) => `kept      ${secret}  ${why}`),
    ...restarted.map((workload) => `restarted ${workload}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
