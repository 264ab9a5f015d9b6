import { commonTokens, tokens } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import { bundleOf, type Evaluate } from './bundle.ts';
import type { CollectedTest } from './vitest-in-process.ts';

/** What the switches that StrykerJS builds into the mutated code read and write. */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

/** The option that names the test files of a run, from the root of the project. */
export interface InProcessOptions {
  readonly inProcess: { readonly testFiles: readonly string[] };
}

const loads = 'the tests load';

/**
 * Runs vitest's test files in the process of StrykerJS's worker, without vitest. For each mutant the mutated code and its
 * tests are evaluated afresh, so that a mutant of a constant counts and none leaves anything behind; the readers and the
 * catalogue are not, which makes a mutant a matter of milliseconds.
 */
export class InProcessRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #options: InProcessOptions;
  #evaluate: Evaluate = () => [];

  constructor(options: object) {
    this.#options = options as InProcessOptions;
  }

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.#evaluate = await bundleOf(this.#options.inProcess.testFiles);
  }

  async dryRun(): Promise<DryRunResult> {
    const on = switches();
    on.mutantCoverage = { static: {}, perTest: {} };
    const tests: TestResult[] = [{ id: loads, name: loads, timeSpentMs: 1, status: TestStatus.Success }];
    for (const test of this.#evaluate()) {
      const begun = performance.now();
      on.currentTestId = test.name;
      const failureMessage = await failureOf(test);
      on.currentTestId = undefined;
      const result = { id: test.name, name: test.name, timeSpentMs: performance.now() - begun };
      if (failureMessage === undefined) tests.push({ ...result, status: TestStatus.Success });
      else tests.push({ ...result, status: TestStatus.Failed, failureMessage });
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: on.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
    const on = switches();
    Object.assign(on, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    try {
      return await this.#run(testFilter);
    } finally {
      on.activeMutant = undefined;
    }
  }

  async #run(testFilter: readonly string[] | undefined): Promise<MutantRunResult> {
    let tests: readonly CollectedTest[];
    try {
      tests = this.#evaluate();
    } catch (error) {
      return { status: MutantRunStatus.Killed, killedBy: [loads], failureMessage: String(error), nrOfTests: 1 };
    }
    const wanted = testFilter === undefined ? undefined : new Set(testFilter);
    let nrOfTests = 0;
    for (const test of tests) {
      if (wanted?.has(test.name) === false) continue;
      nrOfTests += 1;
      const failureMessage = await failureOf(test);
      if (failureMessage !== undefined) {
        return { status: MutantRunStatus.Killed, killedBy: [test.name], failureMessage, nrOfTests };
      }
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  }
}

function switches(): Switches {
  const holder = globalThis as { __stryker__?: Switches };
  holder.__stryker__ ??= {};
  return holder.__stryker__;
}

async function failureOf({ run }: CollectedTest): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
