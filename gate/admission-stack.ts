import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type IResolvable, Lazy, type TerraformStack } from 'cdktf';
import { ClusterPolicies } from '../constructs/core/cluster-policies.ts';
import { deployersOf } from '../constructs/core/site/deployers.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { admissionPolicies } from '../policies/admission/compile.ts';
import { scopeOf } from '../policies/admission/scope.ts';
import type { Deployers, Manifest } from '../policies/admission/types.ts';
import { readInputs } from '../policies/subjects/index.ts';
import type { SovereignApp } from './sovereign-app.ts';

const STACK_ID = 'admission';

/**
 * Puts the admission policies of a site into a stack of their own, which every other stack depends on: they are there before
 * anything that they guard, and go after it. What they allow is read from the other stacks as they were written.
 */
export function addAdmissionStack(app: SovereignApp): void {
  const { site } = app;
  const deployers = deployersOf(site);
  if (deployers === undefined || app.node.tryFindChild(STACK_ID) !== undefined) return;
  const others = app.stacks;
  const stack = new SovereignStack(app, STACK_ID, { site, layer: 'admission' });
  const policies = new WrittenPolicies(app, others, deployers);
  const manifests = policies.ofNothing.map(({ kind, metadata }, index): readonly [string, IResolvable] => {
    const { name } = metadata as { readonly name: string };
    const id = `${name.slice(site.name.length + 1)}-${kind === 'ValidatingAdmissionPolicy' ? 'policy' : 'binding'}`;
    return [id, Lazy.anyValue({ produce: () => policies.current()[index] })];
  });
  new ClusterPolicies(stack, 'policies', Object.fromEntries(manifests));
  for (const other of others) if (other.dependencies.length === 0) other.addDependency(stack);
}

/**
 * The policies for what the other stacks say. cdktf resolves every value more than once, and writes the admission stack
 * last: only then are all others on disk. Before, and if that order ever changed, the policies allow nothing at all.
 */
class WrittenPolicies {
  /** The policies of a site that has nothing: as many, under the same names. */
  readonly ofNothing: readonly Manifest[];
  readonly #site: string;
  readonly #deployers: Deployers;
  readonly #files: readonly string[];
  #made: { readonly from: string; readonly policies: readonly Manifest[] } | undefined;

  constructor({ site, outdir }: SovereignApp, stacks: readonly TerraformStack[], deployers: Deployers) {
    this.#site = site.name;
    this.#deployers = deployers;
    this.#files = stacks.map(({ node }) => join(outdir, 'stacks', node.id, 'cdk.tf.json'));
    this.ofNothing = this.#compile([]);
  }

  current(): readonly Manifest[] {
    const stats = this.#files.map((file) => statSync(file, { throwIfNoEntry: false }));
    if (stats.includes(undefined)) return this.ofNothing;
    const from = stats.map((file) => `${file?.mtimeMs} ${file?.size}`).join();
    if (this.#made?.from !== from) this.#made = { from, policies: this.#compile(this.#files) };
    return this.#made.policies;
  }

  #compile(files: readonly string[]): readonly Manifest[] {
    const inputs = files.map((name) => ({ name, bytes: readFileSync(name) }));
    const { subjects } = readInputs(inputs);
    return admissionPolicies(scopeOf({ site: this.#site, subjects, deployers: this.#deployers }));
  }
}
