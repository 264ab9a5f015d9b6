import { type ITerraformDependable, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';

/** Something to wait for, with a place in the tree. */
export type Awaited = ITerraformDependable & IConstruct;

/** Those of `candidates` that stand in the stack of `scope`. The others are there already: their stack comes first. */
export function withinStack(scope: Construct, candidates: readonly Awaited[]): ITerraformDependable[] {
  const stack = TerraformStack.of(scope);
  return candidates.filter((candidate) => TerraformStack.of(candidate) === stack);
}
