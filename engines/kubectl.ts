import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type RunResult, run } from './run.ts';
import { afterLoss } from './unreachable.ts';

/** Which cluster, as whom, and by which program. There is no default for any of it. */
export interface KubectlOptions {
  /** Path or name of the program. */
  readonly program: string;
  /** Absolute path. */
  readonly kubeconfig: string;
  readonly context: string;
  /** Where kubectl caches what the API server offers; otherwise it would write into the user's home. */
  readonly cacheFolder: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** A Kubernetes object as the API server gives it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly generation?: number;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** kubectl said no. The message is its own. */
export class KubectlError extends Error {
  override readonly name = 'KubectlError';
}

/** Runs kubectl against one explicitly named cluster. */
export class Kubectl {
  readonly #options: KubectlOptions;

  constructor(options: KubectlOptions) {
    this.#options = options;
  }

  /** The context that every call names. */
  get context(): string {
    return this.#options.context;
  }

  /** Ended when this is aborted. */
  get signal(): AbortSignal {
    return this.#options.signal;
  }

  /** Standard output of a call that must succeed. @throws {@link KubectlError} */
  async text(args: readonly string[], input?: string, limitSeconds = 60): Promise<string> {
    const result = await this.attempt(args, input, limitSeconds);
    if (result.code !== 0) throw new KubectlError(messageOf(args, result));
    return result.stdout;
  }

  /** The objects that a call with `-o json` prints: one object, a list of them, or nothing. */
  async objects(args: readonly string[], input?: string, limitSeconds = 60): Promise<readonly KubernetesObject[]> {
    const text = await this.text([...args, '-o', 'json'], input, limitSeconds);
    return text.trim() === '' ? [] : itemsOf(JSON.parse(text));
  }

  /** A call whose exit code the caller looks at. */
  attempt(args: readonly string[], input?: string, limitSeconds = 60): Promise<RunResult> {
    const { program, cwd, signal } = this.#options;
    return run(program, this.#line(args), {
      cwd,
      env: this.#environment(),
      limitSeconds,
      signal,
      ...(input === undefined ? {} : { input }),
    });
  }

  /** A call that runs until the caller ends it. It is not ended by {@link signal}. */
  start(args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
    const { program, cwd } = this.#options;
    return spawn(program, this.#line(args), { cwd, env: this.#environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  }

  #line(args: readonly string[]): readonly string[] {
    const { kubeconfig, context, cacheFolder } = this.#options;
    return [`--kubeconfig=${kubeconfig}`, `--context=${context}`, `--cache-dir=${cacheFolder}`, ...args];
  }

  /** A user's own defaults and plugins must not change what is applied. */
  #environment(): NodeJS.ProcessEnv {
    return { ...this.#options.env, KUBECTL_KUBERC: 'false', KUBECONFIG: undefined };
  }
}

function itemsOf(
  parsed: KubernetesObject | { readonly items: readonly KubernetesObject[] },
): readonly KubernetesObject[] {
  return 'items' in parsed && Array.isArray(parsed.items) ? parsed.items : [parsed as KubernetesObject];
}

function messageOf(args: readonly string[], { stderr, code }: RunResult): string {
  return `kubectl ${args.slice(0, 2).join(' ')} failed with exit code ${code}: ${stderr.trim()}${afterLoss(stderr)}`;
}
