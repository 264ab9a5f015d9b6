import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { App, TerraformStack, Testing } from 'cdktf';
import { SovereignStack } from '../constructs/core/stack.ts';
import { boundaryOfSite } from '../gate/boundary.ts';
import { SovereignApp } from '../gate/sovereign-app.ts';
import type { Boundary, Input } from '../policies/judge.ts';

/** What a matcher was given, as the judge reads it. */
export interface Received {
  readonly inputs: readonly Input[];
  /** The boundary and claims of the site that it belongs to; undefined when it belongs to none. */
  readonly own: Boundary | undefined;
}

/** Files in a folder that can hold infrastructure; the manifests of cdktf and of the gate hold none. */
const READABLE = /\.(?:ya?ml|json|tfstate)$/;
const NO_INFRASTRUCTURE = new Set(['manifest.json', 'domicile.json', 'package.json', 'package-lock.json']);
const SKIPPED = new Set(['.git', 'node_modules', '.terraform']);

/**
 * Turns what stands in `expect(…)` into inputs: a stack or an app is synthesized, a path is read, a text or an object is
 * taken as it is.
 * @throws when it is nothing of these, or cannot be read: neither a matcher nor its negation may hold then.
 */
export function received(value: unknown): Received {
  if (TerraformStack.isStack(value)) return ofStacks([value], value instanceof SovereignStack ? value.site : undefined);
  if (value instanceof App) return ofApp(value);
  if (typeof value === 'string') return { inputs: ofString(value), own: undefined };
  if (typeof value === 'object' && value !== null) return { inputs: [ofObject(value)], own: undefined };
  throw new Error(`expect(…) was given ${typeof value}; give a stack, an app, a file, a folder, a text or an object`);
}

type Site = SovereignStack['site'];

function ofApp(app: App): Received {
  const stacks = app.node.findAll().filter(TerraformStack.isStack);
  return ofStacks(stacks, app instanceof SovereignApp ? app.site : undefined);
}

/** The site file is judged with the stacks, as the gate does. */
function ofStacks(stacks: readonly TerraformStack[], site: Site | undefined): Received {
  for (const stack of stacks) stack.prepareStack();
  const inputs = stacks.flatMap(synthesized);
  if (site === undefined) return { inputs, own: undefined };
  const { file, text } = site.source;
  return { inputs: [{ name: file, bytes: encode(text) }, ...inputs], own: boundaryOfSite(site) };
}

/** The whole synthesis of one stack, with its validations, aspects and overrides, into a folder that is gone after. */
function synthesized(stack: TerraformStack): readonly Input[] {
  const folder = Testing.fullSynth(stack);
  try {
    const file = join(folder, 'stacks', stack.node.id, 'cdk.tf.json');
    return [{ name: `stacks/${stack.node.id}/cdk.tf.json`, bytes: readFileSync(file) }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ofString(value: string): readonly Input[] {
  const isText = /[\n{]/.test(value);
  if (isText) return [{ name: nameOf(value), bytes: encode(value) }];
  if (!existsSync(value))
    throw new Error(`there is no file or folder ${value}, and it is no text of a manifest either`);
  return statSync(value).isDirectory() ? filesBelow(value) : [{ name: value, bytes: readFileSync(value) }];
}

function filesBelow(folder: string): readonly Input[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(path);
    const isRead = READABLE.test(entry.name) && !NO_INFRASTRUCTURE.has(basename(path));
    return isRead ? [{ name: path, bytes: readFileSync(path) }] : [];
  });
}

function ofObject(value: object): Input {
  const document = Array.isArray(value) ? { apiVersion: 'v1', kind: 'List', items: value } : value;
  const text = JSON.stringify(document);
  return { name: nameOf(text), bytes: encode(text) };
}

/** Terraform JSON is told by its file name; `Testing.synth` gives it as a text without one. */
function nameOf(text: string): string {
  if (!text.trimStart().startsWith('{')) return '(text).yaml';
  return /"(?:apiVersion|format_version|planned_values|resource_changes|lineage)"\s*:/.test(text)
    ? '(text).json'
    : '(text)/cdk.tf.json';
}

const encode = (text: string) => new TextEncoder().encode(text);
