import { parseArgs } from 'node:util';
import { deployersOf } from '../../constructs/core/site/deployers.ts';
import { MissingBinaries } from '../../controlplane/launcher/supervise.ts';
import { requireDeployer } from '../../engines/deployer.ts';
import { isUnchanged } from '../../engines/engine.ts';
import { awaitRemovals } from '../../engines/leaving.ts';
import { readOutput, type StackOutput } from '../../engines/output.ts';
import { renderLayers } from '../../engines/render.ts';
import { readRecord, type SynthRecord } from '../../gate/record.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { dayOf } from '../day.ts';
import { type Connection, connect } from '../deploy/connect.ts';
import { type Deployment, deploy } from '../deploy/deploy.ts';
import { chooseEngine, ENGINES, type EngineChoice } from '../deploy/engine.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { refusal } from '../deploy/judged.ts';
import { furnitureFor } from '../deploy/needs.ts';
import {
  openProject,
  type Project,
  type ProjectChoice,
  projectOptions,
  projectUsage,
  targetOf,
} from '../deploy/project.ts';
import { writeReport } from '../deploy/report.ts';
import { row } from '../deploy/row.ts';
import { deploymentLines, LOCAL_LIMITS, verdictLines } from '../deploy/summary.ts';
import { type Survey, survey, WAYS_TO_A_CLUSTER } from '../deploy/survey.ts';

/** `domicile up`: from the site file to ready workloads in one command. */
export const command: Command = {
  summary: 'Judge and deploy the site; without a cluster of its own, onto a real control plane on this machine',
  usage: `Usage: domicile up [OPTION…] [--engine ${ENGINES.join('|')}]

Looks at the machine, synthesizes and judges the site, starts the local control plane when the site means that one,
creates missing Secrets, deploys layer by layer, and waits until every workload is ready. Running it again changes
nothing, and goes on where an interrupted run stopped.

${projectUsage}
  --engine ENGINE    auto (default): Terraform where it finds the Kubernetes provider, else server-side apply

Exit code: 0 done, 1 refused by a rule or failed, 2 judged but not deployed (something is missing or undecided), 3 usage.
`,
  run: (args, terminal) => supervised('up', terminal, (work) => run(args, terminal, work)),
};

async function run(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const { engine, ...choice } = optionsOf(args);
  const project = openProject(terminal, choice);
  const print = (lines: readonly string[]) => terminal.stdout.write(`${lines.join('\n')}\n`);
  print([row('Site', `${project.site.name} (${project.siteFile}), ${project.site.cluster.profile}`)]);

  work.progress.step('looking at the machine');
  const machine = await survey({ terminal, project, signal: work.signal });
  const refused = await refusal(project, terminal, work, 'Nothing was written or deployed.');
  if (refused !== undefined) return refused;
  const stacks = readOutput(project.output);
  const record = requireRecord(project);
  print(verdictLines(writeReport(project, stacks, dayOf(undefined)), record.boundary));

  if (!machine.canDeploy) return lacking(machine, terminal);
  try {
    return await deployTo({ project, stacks, record, machine, engine, terminal, work, print });
  } catch (error) {
    if (error instanceof MissingBinaries) return lacking(machine, terminal);
    throw error;
  }
}

interface Judged {
  readonly project: Project;
  readonly stacks: readonly StackOutput[];
  readonly record: SynthRecord;
  readonly machine: Survey;
  readonly engine: EngineChoice;
  readonly terminal: Terminal;
  readonly work: Work;
  readonly print: (lines: readonly string[]) => void;
}

async function deployTo({
  project,
  stacks,
  record,
  machine,
  engine: choice,
  terminal,
  work,
  print,
}: Judged): Promise<ExitCode> {
  const layers = renderLayers(stacks);
  const connection = await connect(project, furnitureFor(project.site, layers), terminal, work);
  print([row('Cluster', clusterText(connection))]);
  const { kubectl } = connection;
  const deployers = deployersOf(project.site);
  if (deployers !== undefined) await requireDeployer(kubectl, deployers);
  await awaitRemovals(kubectl, work.progress.report);
  const options = { project, stacks, layers, kubectl, terraform: machine.terraform, terminal, work };
  const { engine, why } = await chooseEngine(choice, options);
  print([row('Engine', `${engine.name === 'apply' ? 'server-side apply' : 'Terraform'} (${why})`)]);
  const deployment = await deploy({ engine, kubectl, record, layers, work });
  print(deploymentLines(deployment, layers));
  print(closing(project, connection, deployment));
  return 0;
}

function optionsOf(args: readonly string[]): ProjectChoice & { readonly engine: EngineChoice } {
  const { values } = parseArgs({
    args: [...args],
    options: { ...projectOptions, engine: { type: 'string', default: 'auto' } },
  });
  const engine = ENGINES.find((name) => name === values.engine);
  if (engine === undefined)
    throw new UsageError(`there is no engine "${values.engine}"; there are: ${ENGINES.join(', ')}`);
  return { ...values, engine };
}

function requireRecord(project: Project): SynthRecord {
  const record = readRecord(project.output);
  if (record !== undefined) return record;
  throw new UsageError(
    `${project.app} wrote no judged output into ${project.output}; main.ts must use SovereignApp and call synth()`,
  );
}

function clusterText({ server, kubectl, local }: Connection): string {
  const how = { started: 'started now', repaired: 'repaired now', reused: 'was running' } as const;
  return `${server}, context ${kubectl.context}${local === undefined ? '' : `; local control plane, ${how[local]}`}`;
}

function closing(project: Project, connection: Connection, deployment: Deployment) {
  const { kubeconfig, context } = targetOf(project);
  const look = `kubectl --kubeconfig ${kubeconfig} --context ${context} get pods -A`;
  const next = isUnchanged(deployment.layers)
    ? 'name an image or an endpoint abroad in the site file and run it again: it is refused; domicile down removes all'
    : 'run it again: nothing changes; domicile down removes all';
  return [
    ...(connection.local === undefined
      ? []
      : ['', 'What this local run does not prove:', ...LOCAL_LIMITS.map((line) => `  - ${line}`)]),
    '',
    row('Look', look),
    row('Next', next),
  ];
}

/** Judged, but there is nowhere to deploy to. */
function lacking({ checks }: Survey, terminal: Terminal): ExitCode {
  const missing = checks.filter(({ found, required }) => required && !found);
  const lines = [
    '',
    'Judged, but not deployed. Missing here:',
    ...missing.map(({ name, detail }) => `  - ${name}: ${detail}`),
    'Three ways to a cluster, any one of them is enough:',
    ...WAYS_TO_A_CLUSTER.map((way, index) => `  ${index + 1}. ${way}`),
    'domicile doctor says it line by line.',
  ];
  terminal.stdout.write(`${lines.join('\n')}\n`);
  return 2;
}
