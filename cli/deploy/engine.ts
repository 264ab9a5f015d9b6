import { join, resolve } from 'node:path';
import { ApplyEngine } from '../../engines/apply/apply.ts';
import { readInventories } from '../../engines/apply/inventory.ts';
import type { Engine } from '../../engines/engine.ts';
import { DeployError } from '../../engines/errors.ts';
import type { Kubectl } from '../../engines/kubectl.ts';
import type { StackOutput } from '../../engines/output.ts';
import type { RenderedLayer } from '../../engines/render.ts';
import { hasResources, mendState, stateFiles } from '../../engines/terraform/local-state.ts';
import type { TerraformProbe } from '../../engines/terraform/probe.ts';
import { TerraformEngine } from '../../engines/terraform/terraform.ts';
import { unfinishedLayers } from '../../engines/terraform/unfinished.ts';
import type { Terminal } from '../command.ts';
import type { Work } from './failure.ts';
import type { Project } from './project.ts';

const LAYER_LIMIT_SECONDS = 900;
const ROLLOUT_LIMIT_SECONDS = 600;

/** Which engine the caller wants. */
export const ENGINES = ['auto', 'terraform', 'apply'] as const;

/** One of {@link ENGINES}. */
export type EngineChoice = (typeof ENGINES)[number];

/** What an engine is chosen and made from. */
export interface EngineOptions {
  readonly project: Project;
  readonly stacks: readonly StackOutput[];
  readonly layers: readonly RenderedLayer[];
  readonly kubectl: Kubectl;
  readonly terraform: TerraformProbe;
  readonly terminal: Terminal;
  readonly work: Work;
}

/** The engine, and why it is this one. */
export interface ChosenEngine {
  readonly engine: Engine;
  readonly why: string;
}

/**
 * Picks the engine that made what is there; otherwise Terraform where it finds its provider, else server-side apply.
 * @throws {@link DeployError} when the wanted engine cannot be used here
 */
export async function chooseEngine(choice: EngineChoice, options: EngineOptions): Promise<ChosenEngine> {
  const { kubectl, project, terraform } = options;
  const applied = (await readInventories(kubectl, project.site.name)).length > 0;
  const planned = await hasTerraformWork(options);
  if (choice === 'terraform' && applied) throw madeByOther('server-side apply', 'apply');
  if (choice === 'apply' && planned) throw madeByOther('Terraform', 'terraform');
  if (choice === 'apply') return { engine: applyEngine(options), why: 'as asked' };
  if (applied) return { engine: applyEngine(options), why: 'it made what is there' };
  if (terraform.usable) {
    const found = `${terraform.program} ${terraform.version} with hashicorp/kubernetes ${terraform.provider}`;
    return {
      engine: terraformEngine(terraform.program, options),
      why: choice === 'auto' ? `found ${found}` : `as asked: ${found}`,
    };
  }
  if (choice === 'terraform' || planned) throw noTerraform(terraform, planned);
  return { engine: applyEngine(options), why: `Terraform cannot be used here: ${terraform.reason}` };
}

/** The engines that have made something for this site; a destroy asks each of them. */
export async function usedEngines(options: EngineOptions): Promise<readonly Engine[]> {
  const { kubectl, project, terraform } = options;
  const engines: Engine[] = [];
  if ((await readInventories(kubectl, project.site.name)).length > 0) engines.push(applyEngine(options));
  const hasWork = await hasTerraformWork(options);
  const mayHaveState = project.site.state.backend !== 'local' || hasWork;
  if (mayHaveState && terraform.usable) engines.push(terraformEngine(terraform.program, options));
  else if (hasWork) throw noTerraform(terraform, true);
  return engines;
}

function applyEngine({ kubectl, project, layers, work }: EngineOptions): Engine {
  return new ApplyEngine({
    kubectl,
    site: project.site.name,
    layers,
    rolloutLimitSeconds: ROLLOUT_LIMIT_SECONDS,
    onProgress: work.progress.report,
  });
}

function terraformEngine(program: string, { kubectl, project, stacks, terminal, work }: EngineOptions): Engine {
  return new TerraformEngine({
    program,
    stacks,
    scratch: join(project.root, '.domicile', 'plans'),
    env: terminal.env,
    layerLimitSeconds: LAYER_LIMIT_SECONDS,
    rolloutLimitSeconds: ROLLOUT_LIMIT_SECONDS,
    onProgress: work.progress.report,
    signal: work.signal,
    kubectl,
    site: project.site.name,
  });
}

/** True when Terraform made something that is there: by its state, or by an apply that was cut off before it had one. */
async function hasTerraformWork({ kubectl, project, terminal, work }: EngineOptions): Promise<boolean> {
  for (const mended of localStates(project).flatMap((file) => mendState(file) ?? [])) {
    work.progress.clear();
    terminal.stderr.write(`${mended}\n`);
  }
  return hasTerraformState(project) || (await unfinishedLayers(kubectl, project.site.name)).length > 0;
}

/** True when a state file of this site names a resource. Remote backends are not asked. */
export function hasTerraformState(project: Project): boolean {
  return localStates(project).some(hasResources);
}

function localStates({ root, site: { name, state } }: Project): readonly string[] {
  return state.backend === 'local' ? stateFiles(resolve(root, state.folder), name) : [];
}

function madeByOther(made: string, engine: EngineChoice): DeployError {
  return new DeployError(
    `${made} made what is in the cluster; two engines on the same resources would fight. ` +
      `Go on with --engine ${engine}, or remove it first with: domicile down`,
  );
}

function noTerraform(
  probe: (TerraformProbe & { readonly usable: false }) | TerraformProbe,
  planned: boolean,
): DeployError {
  const reason = probe.usable ? '' : probe.reason;
  const what = planned
    ? 'Terraform made what is in the cluster, but it cannot be used here'
    : 'Terraform cannot be used here';
  return new DeployError(
    `${what}: ${reason}\n${planned ? 'Mend that first.' : 'Mend that, or leave --engine away.'} See: domicile doctor`,
  );
}
