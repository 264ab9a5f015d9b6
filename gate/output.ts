import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Manifest } from 'cdktf';
import { DomicileError, type Problem } from '../constructs/core/errors.ts';
import { filesBelow, isLoaded } from './files.ts';

/** One stack as it was synthesized. */
export interface SynthesizedStack {
  readonly id: string;
  /** Construct path. */
  readonly path: string;
  /** Path in the output folder: `stacks/foundation/cdk.tf.json`. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Construct paths of the stacks that must be there first. */
  readonly dependencies: readonly string[];
}

/** Everything that one synth wrote. */
export interface Output {
  readonly folder: string;
  /** In the order in which they can be applied. */
  readonly stacks: readonly SynthesizedStack[];
  /** Every file but the manifest, as paths from the folder. */
  readonly files: readonly string[];
}

/**
 * Reads what a synth wrote into its temporary folder.
 * @throws {@link DomicileError} `app-output` when something there would be loaded by Terraform and is not a stack of the
 * manifest, or when a stack of the tree is missing
 */
export function readOutput(folder: string, manifest: Manifest, stackCount: number): Output {
  const entries = Object.values(manifest.stacks);
  const files = filesBelow(folder).filter((path) => path !== 'manifest.json');
  const known = new Set(entries.map(({ synthesizedStackPath }) => slashes(synthesizedStackPath)));
  const problems: Problem[] = [
    ...files.filter((path) => isLoaded(path) && !known.has(path)).map(unjudged),
    ...[...known].filter((path) => !files.includes(path)).map(missing),
    ...(entries.length === stackCount ? [] : [sameName(entries.length, stackCount)]),
  ];
  const [first, ...rest] = problems;
  if (first !== undefined) throw new DomicileError(first, ...rest);
  const stacks = entries.map((entry) => ({
    id: entry.name,
    path: entry.constructPath,
    file: slashes(entry.synthesizedStackPath),
    bytes: readFileSync(join(folder, entry.synthesizedStackPath)),
    dependencies: entry.dependencies,
  }));
  return { folder, stacks: inOrder(stacks), files };
}

/** Dependencies first; otherwise as they were created. cdktf refuses circles. */
function inOrder(stacks: readonly SynthesizedStack[]): readonly SynthesizedStack[] {
  const ordered = new Set<SynthesizedStack>();
  const add = (stack: SynthesizedStack): void => {
    if (ordered.has(stack)) return;
    for (const needed of stack.dependencies) stacks.filter(({ path }) => path === needed).forEach(add);
    ordered.add(stack);
  };
  stacks.forEach(add);
  return [...ordered];
}

function unjudged(path: string): Problem {
  return {
    code: 'app-output',
    message: 'the output holds Terraform code that no stack of the app has written',
    seen: path,
    allowed: 'cdk.tf.json of each stack',
    mend: 'write it as constructs; a module that is copied as an asset is not judged',
  };
}

function missing(path: string): Problem {
  return {
    code: 'app-output',
    message: 'a stack was not written where the judge reads it',
    seen: path,
    mend: "do not replace a stack's synthesizer",
  };
}

function sameName(written: number, created: number): Problem {
  return {
    code: 'app-output',
    message: 'two stacks have the same id, and one would overwrite the other',
    seen: `${created} stacks, ${written} ids`,
    mend: 'give every stack an id of its own',
  };
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}

/** A path as a person in the project folder would write it. */
export function displayPath(path: string): string {
  const fromHere = slashes(relative(process.cwd(), path));
  return fromHere.startsWith('../../') ? path : fromHere;
}
