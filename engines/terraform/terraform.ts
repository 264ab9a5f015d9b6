import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, LayerResult, Progress } from '../engine.ts';
import { DeployError } from '../errors.ts';
import type { StackOutput } from '../output.ts';
import { type RunResult, run } from '../run.ts';
import { terraformEnvironment } from './environment.ts';
import { countChanges, type PlanJson } from './plan.ts';

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
    return this.#planAndApply(this.#stack(layer), []);
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
      const { stdout } = await this.#run(stack, ['state', 'list'], 'reading its state', { accept: () => true });
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
      const outcome = await this.#plan(stack, [...flags, `-out=${file}`]);
      const { stdout } = await this.#run(stack, ['show', '-json', file], 'reading the plan');
      const counts = countChanges(JSON.parse(stdout) as PlanJson);
      if (outcome === 'changes') await this.#run(stack, ['apply', ...COMMON, file], 'applying');
      return { layer: stack.name, ...counts };
    } finally {
      rmSync(file, { force: true });
    }
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

function isZero(code: number): boolean {
  return code === 0;
}

function failure(program: string, [command]: readonly string[], stack: StackOutput, { stdout, stderr }: RunResult) {
  const said = stderr.trim() === '' ? stdout : stderr;
  const tail = said.trim().split('\n').slice(-40).join('\n');
  return new DeployError(`${program} ${command} failed in the stack ${stack.name} (${stack.folder}):\n${tail}`);
}
