import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Kubectl } from '../../engines/kubectl.ts';
import { probeTerraform } from '../../engines/terraform/probe.ts';
import { goModule, withoutGo } from './go-module.ts';
import { established, kubectlFor } from './local-cluster.ts';
import { type CommandResult, createProject, SMALL_SITE, type TestProject } from './project.ts';

const { signal } = new AbortController();
const probe = await probeTerraform({ env: process.env, signal });
const noGo = withoutGo();
const engines = [
  { engine: 'apply', missing: noGo },
  { engine: 'terraform', missing: noGo ?? (probe.usable ? undefined : probe.reason) },
] as const;

/** An operator of the hospital's own: of its release the test takes the definitions of its kinds, and runs nothing. */
export interface Operator {
  /** The Go module of its sources: path, version, checksum. */
  readonly module: readonly [path: string, version: string, sum: string];
  /** The files of the definitions, from the module's folder. */
  readonly definitions: readonly string[];
  /** One that works beside it. @default - none */
  readonly beside?: Operator;
}

/** A clinic that one engine deploys, to which an operator's kinds come after the first deployment. */
export class OperatedClinic {
  readonly engine: (typeof engines)[number]['engine'];
  #project: TestProject | undefined;

  constructor(engine: OperatedClinic['engine']) {
    this.engine = engine;
  }

  get project(): TestProject {
    this.#project ??= createProject(SMALL_SITE);
    return this.#project;
  }

  get kubectl(): Kubectl {
    const { root } = this.project;
    return kubectlFor(root, join(root, '.domicile', 'kubeconfig'), 'domicile-local', signal);
  }

  up(): Promise<CommandResult> {
    return this.project.run(['up', '--engine', this.engine]);
  }

  async receive({ module, definitions, beside }: Operator): Promise<void> {
    const files = definitions.flatMap((definition) => ['-f', join(goModule(...module), definition)]);
    await this.kubectl.text(['apply', '--server-side', ...files]);
    await established(this.kubectl, ...files);
    if (beside !== undefined) await this.receive(beside);
  }

  async remove(): Promise<void> {
    await this.#project?.remove();
  }
}

/** The same tests for each engine this machine can use; `prepare` changes the site before its first deployment. */
export function describeOperated(
  title: string,
  operator: Operator,
  tests: (clinic: OperatedClinic) => void,
  prepare: (project: TestProject) => void = () => undefined,
): void {
  for (const { engine, missing } of engines) {
    const whole = `${title}, deployed by ${engine}`;
    describe.skipIf(missing !== undefined)(missing === undefined ? whole : `${whole} SKIPPED: ${missing}`, () => {
      const clinic = new OperatedClinic(engine);
      beforeAll(async () => {
        prepare(clinic.project);
        expect(await clinic.up()).toMatchObject({ code: 0 });
        await clinic.receive(operator);
      });
      afterAll(() => clinic.remove());
      tests(clinic);
    });
  }
}
