import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeployError } from './errors.ts';

/** One synthesized stack. */
export interface StackOutput {
  readonly name: string;
  /** Absolute folder that holds its cdk.tf.json: Terraform's working folder. */
  readonly folder: string;
  readonly dependencies: readonly string[];
  /** The parsed cdk.tf.json. */
  readonly configuration: TerraformJson;
}

/** What this program reads of a cdk.tf.json. */
export interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly output?: Readonly<Record<string, JsonObject>>;
  readonly [section: string]: unknown;
}

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

interface Manifest {
  readonly stacks: Readonly<
    Record<
      string,
      { readonly name: string; readonly synthesizedStackPath: string; readonly dependencies?: readonly string[] }
    >
  >;
}

/** What the gate wrote about the output that it judged. */
interface Judged {
  readonly verdict: string;
  readonly stacks: readonly { readonly file: string; readonly sha256: string }[];
}

/**
 * Reads the judged output (`cdktf.out`), each stack after those it depends on.
 * @throws {@link DeployError} when there is none, it is damaged, was changed after it was judged, or stacks depend on
 * each other in a circle
 */
export function readOutput(folder: string): readonly StackOutput[] {
  const { stacks } = readJson<Manifest>(join(folder, 'manifest.json'));
  requireJudged(
    folder,
    Object.values(stacks).map(({ synthesizedStackPath }) => synthesizedStackPath),
  );
  const outputs = Object.values(stacks).map(({ name, synthesizedStackPath, dependencies }) => {
    const file = join(folder, synthesizedStackPath);
    return {
      name,
      folder: join(file, '..'),
      dependencies: dependencies ?? [],
      configuration: readJson<TerraformJson>(file),
    };
  });
  if (outputs.length === 0) throw new DeployError(`${folder} holds no stack; the app in main.ts must create one`);
  return inOrder(outputs);
}

/** The folders of the stacks in an output, judged or not: Terraform's working folders. None when there is no output. */
export function stackFolders(output: string): readonly string[] {
  const stacks = join(output, 'stacks');
  return existsSync(stacks) ? readdirSync(stacks).map((stack) => join(stacks, stack)) : [];
}

/** What is deployed is what was judged, byte for byte. */
function requireJudged(folder: string, files: readonly string[]): void {
  const record = readJson<Judged>(join(folder, 'domicile.json'));
  for (const file of files) {
    const judged = record.stacks.find((stack) => stack.file === file)?.sha256;
    const seen = createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
    if (record.verdict === 'pass' && judged === seen) continue;
    throw new DeployError(
      `${join(folder, file)} is not what the judge has passed: its SHA-256 is ${seen}, the judged one is ${judged ?? 'not recorded'}. ` +
        'Nothing was deployed. Make the output again with: npx cdktf synth',
    );
  }
}

function inOrder(outputs: readonly StackOutput[]): readonly StackOutput[] {
  const ordered: StackOutput[] = [];
  const waiting = new Map(outputs.map((output) => [output.name, output]));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ dependencies }) => !dependencies.some((name) => waiting.has(name)));
    if (ready.length === 0)
      throw new DeployError(`the stacks ${[...waiting.keys()].join(', ')} depend on each other in a circle`);
    for (const output of ready) waiting.delete(output.name);
    ordered.push(...ready);
  }
  return ordered;
}

function readJson<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DeployError(`cannot read the synthesized output: ${reason}; make it again with: npx cdktf synth`);
  }
}
