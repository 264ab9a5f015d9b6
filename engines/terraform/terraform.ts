import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, LayerResult, Progress } from '../engine.ts';
import { DeployError } from '../errors.ts';
import type { StackOutput } from '../output.ts';
import { type RunResult, run } from '../run.ts';
import { terraformEnvironment } from './environment.ts';
import { countChanges, type PlanJson } from './plan.ts';

const INIT_LIMIT_SECONDS = 300;

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
  readonly onProgress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Deploys the judged output with Terraform or OpenTofu itself, stack by stack: the files that were judged are the
 * files that are planned, and no second synth lies between.
 */
export class TerraformEngine implements Engine {
  readonly name = 'terraform';
  readonly #options: TerraformOptions;

  constructor(options: TerraformOptions) {
    this.#options = options;
  }

  get layers(): readonly string[] {
    return this.#options.stacks.map(({ name }) => name);
  }

  async deploy(layer: string): Promise<LayerResult> {
    const stack = this.#stack(layer);
    await this.#init(stack);
    return this.#planAndApply(stack, []);
  }

  /** Each deploy of a stack has removed what that stack no longer has. */
  async finish(): Promise<readonly LayerResult[]> {
    return [];
  }

  async destroy(): Promise<readonly LayerResult[]> {
    const results: LayerResult[] = [];
    for (const stack of this.#options.stacks.toReversed()) {
      await this.#init(stack);
      // Without state there is nothing to destroy, and the plan would fail to read the states of other stacks.
      const { stdout } = await this.#run(stack, ['state', 'list'], 'reading its state', { mayFail: true });
      if (stdout.trim() !== '') results.push(await this.#planAndApply(stack, ['-destroy']));
    }
    return results;
  }

  async #init(stack: StackOutput): Promise<void> {
    await this.#run(stack, ['init', '-input=false', '-no-color'], 'initialising', { limitSeconds: INIT_LIMIT_SECONDS });
  }

  async #planAndApply(stack: StackOutput, flags: readonly string[]): Promise<LayerResult> {
    mkdirSync(this.#options.scratch, { recursive: true, mode: 0o700 });
    const file = join(this.#options.scratch, `${stack.name}.tfplan`);
    try {
      const common = ['-input=false', '-no-color', '-lock-timeout=30s'];
      await this.#run(stack, ['plan', ...common, ...flags, `-out=${file}`], 'planning');
      const { stdout } = await this.#run(stack, ['show', '-json', file], 'reading the plan');
      const counts = countChanges(JSON.parse(stdout) as PlanJson);
      await this.#run(stack, ['apply', ...common, file], 'applying');
      return { layer: stack.name, ...counts };
    } finally {
      rmSync(file, { force: true });
    }
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
    { limitSeconds = this.#options.layerLimitSeconds, mayFail = false } = {},
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
    if (result.code !== 0 && !mayFail) throw failure(program, args, stack, result);
    return result;
  }
}

function failure(program: string, [command]: readonly string[], stack: StackOutput, { stdout, stderr }: RunResult) {
  const said = stderr.trim() === '' ? stdout : stderr;
  const tail = said.trim().split('\n').slice(-40).join('\n');
  return new DeployError(`${program} ${command} failed in the stack ${stack.name} (${stack.folder}):\n${tail}`);
}
