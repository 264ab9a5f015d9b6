import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, keyOfRendered } from '../apply/inventory.ts';
import { waitForRollout } from '../apply/rollout.ts';
import type { Engine, LayerResult, Progress } from '../engine.ts';
import { DeployError } from '../errors.ts';
import type { Kubectl } from '../kubectl.ts';
import { pooled } from '../live/pooled.ts';
import type { StackOutput } from '../output.ts';
import { objectsByAddress, type RenderedObject } from '../render.ts';
import { type RunResult, run } from '../run.ts';
import { afterLoss } from '../unreachable.ts';
import { removalWaves } from '../waves.ts';
import { ADOPTION_FILE } from './adoption.ts';
import { terraformEnvironment } from './environment.ts';
import { countChanges, createdBy, type PlanJson } from './plan.ts';
import { UnfinishedApply, unfinishedLayers } from './unfinished.ts';

const INIT_LIMIT_SECONDS = 300;
const COMMON = ['-input=false', '-no-color', '-lock-timeout=30s'] as const;
/** What Terraform and OpenTofu say when their working folder does not fit the configuration any more. */
const NEEDS_INIT =
  /(terraform|tofu) init|initialization required|Inconsistent dependency lock file|Required plugins are not installed/i;

/** What Terraform is given. */
export interface TerraformOptions {
  /** `terraform` or `tofu`, as the probe found it. */
  readonly program: string;
  /** The judged stacks, in the order in which they are deployed. */
  readonly stacks: readonly StackOutput[];
  /** Folder for plan files, which are removed after use. */
  readonly scratch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long the plan or the apply of one layer may take. */
  readonly layerLimitSeconds: number;
  /** How long a layer may take to become ready. */
  readonly rolloutLimitSeconds: number;
  readonly onProgress: Progress;
  readonly signal: AbortSignal;
  /** The same cluster: it is asked what an apply that was cut off has made. */
  readonly kubectl: Kubectl;
  /** Name of the site. */
  readonly site: string;
}

/**
 * What Terraform before 1.12 says of a workload that provider 3.2.1 has changed and waited for: it is in the state as it should
 * be. Ours do not let the provider wait; others' may.
 */
const FORGOT_IDENTITY = /Missing Resource Identity After Update/;
/** Each apply that stops so has changed at least one resource for good; after so many a person should look. */
const MOST_APPLIES = 6;

/**
 * Deploys the judged output with Terraform or OpenTofu itself, stack by stack: the files that were judged are the
 * files that are planned, and no second synth lies between.
 */
export class TerraformEngine implements Engine {
  readonly name = 'terraform';
  readonly #options: TerraformOptions;
  #cutOff: ReadonlySet<string> | undefined;

  constructor(options: TerraformOptions) {
    this.#options = options;
  }

  get layers(): readonly string[] {
    return this.#options.stacks.map(({ name }) => name);
  }

  async deploy(layer: string): Promise<LayerResult> {
    const { kubectl, rolloutLimitSeconds, onProgress } = this.#options;
    const stack = this.#stack(layer);
    const result = await this.#planAndApply(stack);
    await waitForRollout(kubectl, [...this.#objects(stack).values()], rolloutLimitSeconds, onProgress);
    return result;
  }

  /** Each deploy of a stack has removed what that stack no longer has. */
  async finish(): Promise<readonly LayerResult[]> {
    return [];
  }

  async destroy(): Promise<readonly LayerResult[]> {
    const { stacks, onProgress } = this.#options;
    const results: LayerResult[] = [];
    for (const wave of removalWaves(stacks.map((stack) => ({ ...stack, layer: stack.name })))) {
      onProgress(`removing ${wave.map(({ layer }) => layer).join(', ')}`);
      results.push(...(await pooled(wave, (stack) => this.#destroyStack(stack))).flat());
    }
    return results;
  }

  async #destroyStack(stack: StackOutput): Promise<readonly LayerResult[]> {
    await this.#init(stack);
    await this.#importUnfinished(stack);
    // Without state there is nothing to destroy, and the plan would fail to read the states of other stacks.
    if ((await this.#stateOf(stack)).length === 0) return [];
    try {
      const { plan, hasChanges } = await this.#planned(stack, ['-destroy']);
      if (hasChanges) await this.#run(stack, ['apply', ...COMMON, this.#planFile(stack)], 'applying');
      return [{ layer: stack.name, ...countChanges(plan) }];
    } finally {
      rmSync(this.#planFile(stack), { force: true });
    }
  }

  /** What a killed apply has made goes with the rest; the plan of a destroy would take nothing over. */
  async #importUnfinished(stack: StackOutput): Promise<void> {
    if (!(await this.#interrupted()).has(stack.name)) return;
    const known = new Set(await this.#stateOf(stack));
    const strange = [...this.#objects(stack)].filter(([address]) => !known.has(address));
    for (const [address, object] of await this.#made(stack, strange)) {
      const args = ['import', ...COMMON, address, importId(address, object)];
      await this.#run(stack, args, 'taking over what an interrupted run has made');
    }
    await this.#unfinished(stack).forget();
  }

  async #stateOf(stack: StackOutput): Promise<readonly string[]> {
    const { stdout } = await this.#run(stack, ['state', 'list'], 'reading its state', { accept: () => true });
    return stdout.split('\n').filter((line) => line !== '');
  }

  async #init(stack: StackOutput): Promise<void> {
    await this.#run(stack, ['init', '-input=false', '-no-color'], 'initialising', { limitSeconds: INIT_LIMIT_SECONDS });
  }

  /** Plans, takes over what an apply that was cut off has made, and applies. */
  async #planAndApply(stack: StackOutput): Promise<LayerResult> {
    const adoption = join(stack.folder, ADOPTION_FILE);
    try {
      const planned = await this.#planned(stack);
      const adopted = await this.#adoptable(stack, createdBy(planned.plan));
      if (adopted.length === 0) return await this.#applyToItsEnd(stack, planned);
      writeFileSync(adoption, JSON.stringify({ import: adopted }));
      return await this.#applyToItsEnd(stack, await this.#planned(stack));
    } finally {
      rmSync(adoption, { force: true });
      rmSync(this.#planFile(stack), { force: true });
    }
  }

  /** Applies, and goes on after an apply that stopped for nothing but identities that the provider forgot. */
  async #applyToItsEnd(stack: StackOutput, first: Planned): Promise<LayerResult> {
    let planned = first;
    for (let applies = 1; ; applies++) {
      try {
        return { ...(await this.#applyPlanned(stack, planned)), ...countChanges(first.plan) };
      } catch (error) {
        const forgot = error instanceof DeployError && FORGOT_IDENTITY.test(error.message);
        if (!forgot || applies === MOST_APPLIES) throw error;
        rmSync(join(stack.folder, ADOPTION_FILE), { force: true }); // what it names is taken over by now
        planned = await this.#planned(stack);
      }
    }
  }

  async #applyPlanned(stack: StackOutput, { plan, hasChanges }: Planned): Promise<LayerResult> {
    const created = createdBy(plan);
    const unfinished = this.#unfinished(stack);
    if (created.length > 0) {
      const objects = this.#objects(stack);
      await unfinished.announce(created.flatMap((address) => objects.get(address) ?? []).map(keyOfRendered));
    }
    if (hasChanges) await this.#run(stack, ['apply', ...COMMON, this.#planFile(stack)], 'applying');
    if (created.length > 0 || (await this.#interrupted()).has(stack.name)) await unfinished.forget();
    return { layer: stack.name, ...countChanges(plan) };
  }

  /** Import blocks for what is to be created and was made by an apply that did not end. */
  async #adoptable(stack: StackOutput, created: readonly string[]) {
    if (created.length === 0 || !(await this.#interrupted()).has(stack.name)) return [];
    const objects = [...this.#objects(stack)].filter(([address]) => created.includes(address));
    return (await this.#made(stack, objects)).map(([address, object]) => ({
      to: address,
      id: importId(address, object),
    }));
  }

  /** Those of the objects that are in the cluster because an apply was cut off. */
  async #made(stack: StackOutput, objects: readonly Addressed[]): Promise<readonly Addressed[]> {
    const made = await this.#unfinished(stack).made(objects.map(([, object]) => keyOfRendered(object)));
    const identities = new Set(made.map(identityOf));
    return objects.filter(([, object]) => identities.has(identityOf(keyOfRendered(object))));
  }

  /** Layers whose apply was cut off before this run. */
  async #interrupted(): Promise<ReadonlySet<string>> {
    const { kubectl, site } = this.#options;
    this.#cutOff ??= new Set(await unfinishedLayers(kubectl, site));
    return this.#cutOff;
  }

  #unfinished({ name }: StackOutput): UnfinishedApply {
    return new UnfinishedApply(this.#options.kubectl, this.#options.site, name);
  }

  #objects(stack: StackOutput): ReadonlyMap<string, RenderedObject> {
    return objectsByAddress(stack, this.#options.stacks);
  }

  #planFile({ name }: StackOutput): string {
    return join(this.#options.scratch, `${name}.tfplan`);
  }

  async #planned(stack: StackOutput, flags: readonly string[] = []): Promise<Planned> {
    mkdirSync(this.#options.scratch, { recursive: true, mode: 0o700 });
    const file = this.#planFile(stack);
    const outcome = await this.#plan(stack, [...flags, `-out=${file}`]);
    const { stdout } = await this.#run(stack, ['show', '-json', file], 'reading the plan');
    return { plan: JSON.parse(stdout) as PlanJson, hasChanges: outcome === 'changes' };
  }

  /** Plans at once where Terraform has worked before, and initialises only when it asks for that. */
  async #plan(stack: StackOutput, flags: readonly string[]): Promise<'changes' | 'none'> {
    const args = ['plan', '-detailed-exitcode', ...COMMON, ...flags];
    const accept = (code: number): boolean => code === 0 || code === 2;
    if (existsSync(join(stack.folder, '.terraform'))) {
      const first = await this.#run(stack, args, 'planning', { accept: () => true });
      if (accept(first.code)) return first.code === 0 ? 'none' : 'changes';
      if (!NEEDS_INIT.test(first.stderr)) throw failure(this.#options.program, args, stack, first);
    }
    await this.#init(stack);
    return (await this.#run(stack, args, 'planning', { accept })).code === 0 ? 'none' : 'changes';
  }

  #stack(layer: string): StackOutput {
    const stack = this.#options.stacks.find(({ name }) => name === layer);
    if (stack === undefined) throw new RangeError(`there is no layer ${layer}; there are ${this.layers.join(', ')}`);
    return stack;
  }

  async #run(
    stack: StackOutput,
    args: readonly string[],
    doing: string,
    { limitSeconds = this.#options.layerLimitSeconds, accept = isZero } = {},
  ): Promise<RunResult> {
    const { program, env, onProgress, signal } = this.#options;
    onProgress(doing);
    const result = await run(program, args, {
      cwd: stack.folder,
      env: terraformEnvironment(env),
      limitSeconds,
      signal,
      ...(args[0] === 'apply' ? { onLine: (line: string) => line.includes(':') && onProgress(line.trim()) } : {}),
    });
    if (!accept(result.code)) throw failure(program, args, stack, result);
    return result;
  }
}

interface Planned {
  readonly plan: PlanJson;
  readonly hasChanges: boolean;
}

type Addressed = readonly [address: string, object: RenderedObject];

/** How the Kubernetes provider wants an object named that it is to take over. */
function importId(address: string, { body: { apiVersion }, kind, namespace, name }: RenderedObject): string {
  if (!address.startsWith('kubernetes_manifest.')) return namespace === undefined ? name : `${namespace}/${name}`;
  const where = namespace === undefined ? '' : `namespace=${namespace},`;
  return `apiVersion=${apiVersion},kind=${kind},${where}name=${name}`;
}

function isZero(code: number): boolean {
  return code === 0;
}

function failure(program: string, [command]: readonly string[], stack: StackOutput, { stdout, stderr }: RunResult) {
  const said = stderr.trim() === '' ? stdout : stderr;
  const tail = said.trim().split('\n').slice(-40).join('\n');
  return new DeployError(
    `${program} ${command} failed in the stack ${stack.name} (${stack.folder}):\n${tail}${afterLoss(said)}`,
  );
}
