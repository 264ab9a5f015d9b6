import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { removeControlPlane, stopControlPlane } from '../../controlplane/launcher/launcher.ts';
import { layoutOf } from '../../controlplane/launcher/layout.ts';
import type { LayerResult } from '../../engines/engine.ts';
import { DeployError } from '../../engines/errors.ts';
import { readOutput, type StackOutput } from '../../engines/output.ts';
import { removeSystemNamespace } from '../../engines/system-namespace.ts';
import { removeAdoptions } from '../../engines/terraform/adoption.ts';
import { probeTerraform } from '../../engines/terraform/probe.ts';
import type { Command, ExitCode, Terminal } from '../command.ts';
import { connect } from '../deploy/connect.ts';
import { hasTerraformState, usedEngines } from '../deploy/engine.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { furnitureFor } from '../deploy/needs.ts';
import { openProject, type Project, projectOptions, projectUsage, targetOf } from '../deploy/project.ts';
import { row } from '../deploy/row.ts';

/** `domicile down`: takes back what `up` made. */
export const command: Command = {
  summary: 'Remove what up made, and stop the local control plane',
  usage: `Usage: domicile down [OPTION…] [--all]

Removes from the cluster exactly what up deployed for this site, the last layer first, and stops the local control plane
if up started one. Objects that somebody else made stay.

${projectUsage}
  --all              also remove .domicile/ with its logs, certificates and reports

Exit code: 0 done, 1 failed, 2 interrupted, 3 usage.
`,
  run: (args, terminal) => supervised('down', terminal, (work) => run(args, terminal, work)),
};

async function run(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const options = { ...projectOptions, all: { type: 'boolean', default: false } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const project = openProject(terminal, values);
  const { local } = targetOf(project);
  const results = local && !mayHoldSomething(project) ? [] : await destroy(project, terminal, work);
  for (const { layer, deleted } of results) terminal.stdout.write(`${row(layer, `${deleted} removed`)}\n`);
  if (results.length === 0) terminal.stdout.write('Nothing was deployed.\n');
  if (local) await stopLocal(project, terminal);
  if (values.all) removeAll(project, terminal);
  return 0;
}

/** The store of the local control plane is removed after a whole `down`, so where it exists something may be deployed. */
function mayHoldSomething({ root }: Project): boolean {
  return existsSync(layoutOf(root).etcd);
}

async function destroy(project: Project, terminal: Terminal, work: Work): Promise<readonly LayerResult[]> {
  removeAdoptions(project.output);
  const stacks = stacksOf(project);
  const { kubectl } = await connect(project, furnitureFor(project.site, []), terminal, work);
  const terraform = await probeTerraform({ env: terminal.env, signal: work.signal });
  const engines = await usedEngines({ project, stacks, layers: [], kubectl, terraform, terminal, work });
  const results: LayerResult[] = [];
  for (const engine of engines) {
    work.progress.step(`removing by ${engine.name}`);
    results.push(...(await engine.destroy()));
  }
  work.progress.step('removing generated Secrets');
  await removeSystemNamespace(kubectl, project.site.name);
  work.progress.clear();
  return results;
}

/** Server-side apply keeps its inventory in the cluster; Terraform needs the output to find its state. */
function stacksOf(project: Project): readonly StackOutput[] {
  if (existsSync(join(project.output, 'manifest.json'))) return readOutput(project.output);
  if (project.site.state.backend === 'local' && !hasTerraformState(project)) return [];
  throw new DeployError(
    `${project.output} is gone, and Terraform needs it to find its state; make it again with: npx cdktf synth`,
  );
}

async function stopLocal(project: Project, terminal: Terminal): Promise<void> {
  const stopped = await stopControlPlane(project.root);
  rmSync(layoutOf(project.root).etcd, { recursive: true, force: true });
  const said = stopped.length === 0 ? 'was not running' : `stopped (${stopped.length} processes)`;
  terminal.stdout.write(`${row('Control plane', said)}\n`);
}

function removeAll(project: Project, terminal: Terminal): void {
  removeControlPlane(project.root);
  rmSync(layoutOf(project.root).root, { recursive: true, force: true });
  terminal.stdout.write(`${row('Removed', layoutOf(project.root).root)}\n`);
}
