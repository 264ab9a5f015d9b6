import { formatPath } from '../../policies/engine/path.ts';
import type { Rule } from '../../policies/engine/rule.ts';
import type { Boundary, Context, Result, Verdict } from '../../policies/engine/types.ts';
import { boundaryOf, runOf } from '../../policies/judge.ts';
import { readInputs } from '../../policies/subjects/index.ts';

/** An input file of a case. Plain text is Kubernetes YAML. */
export type CaseInput = string | { readonly file: string; readonly text: string };

/** One situation in plain words. */
export interface Case {
  readonly name: string;
  readonly input: CaseInput;
  /** Default: the EEA, without claims. */
  readonly boundary?: Boundary;
}

/** A case that the rule must let pass by a verdict of its own; `silent` when passing means that it finds nothing to say. */
export interface Compliant extends Case {
  readonly silent?: true;
}

/** A case that the rule must refuse, at exactly this path and with exactly this value. */
export interface Refused extends Case {
  readonly path: string;
  readonly found: string;
  /** How many further findings the rule has in this input; default none. */
  readonly also?: number;
}

/** Why a section has no case: stated, so that an empty table is a decision and not an oversight. */
export interface Never {
  readonly never: string;
}

/** The specification of one rule. Its first compliant and first refused case are the examples of its page. */
export interface RuleCases {
  readonly rule: Rule;
  readonly compliant: readonly [Compliant, ...Compliant[]] | Never;
  readonly nonCompliant: readonly [Refused, ...Refused[]] | Never;
  readonly indeterminate: readonly [Refused, ...Refused[]] | Never;
  readonly unselected: readonly [Case, ...Case[]] | Never;
}

/** What a rule said about a case. */
export interface Answer {
  readonly selected: number;
  readonly verdicts: readonly { readonly result: Result; readonly path: string; readonly found: string }[];
}

type Said = Pick<Verdict, 'result' | 'path' | 'found'>;

/** Asks one rule about a case, through the real readers and the real place oracle. */
export function ask(rule: Rule, one: Case): Answer {
  const context = contextOf(one);
  const selected = context.subjects.filter(({ kind }) => rule.selects.includes('*') || rule.selects.includes(kind));
  const verdicts = selected.flatMap((subject): readonly Said[] => {
    const said = [...rule.evaluate(subject, context)];
    return said.length > 0 ? said : [{ result: rule.whenSilent, path: [], found: '' }];
  });
  return {
    selected: selected.length,
    verdicts: verdicts.map(({ result, path, found }) => ({ result, path: formatPath(path), found })),
  };
}

const eea = boundaryOf('EEA');
const known = new Map<Boundary, Map<string, Context>>();

/** Each input is read once: some checks ask one rule about the inputs of every table. */
function contextOf({ name, input, boundary = eea }: Case): Context {
  const contexts = known.get(boundary) ?? new Map<string, Context>();
  known.set(boundary, contexts);
  const key = JSON.stringify(input);
  const context = contexts.get(key) ?? read(name, input, boundary);
  contexts.set(key, context);
  return context;
}

function read(name: string, input: CaseInput, boundary: Boundary): Context {
  const { subjects, problems } = readInputs([toInput(input)]);
  if (problems.length > 0) throw new Error(`"${name}" cannot be read: ${problems.map((p) => p.message).join('; ')}`);
  return runOf(subjects, boundary).context;
}

/** The bytes of a case's input, as a caller would read them. */
export function toInput(input: CaseInput): { readonly name: string; readonly bytes: Uint8Array } {
  const { file, text } = typeof input === 'string' ? { file: 'manifest.yaml', text: input } : input;
  return { name: file, bytes: new TextEncoder().encode(text) };
}

/** A `cdk.tf.json` of these sections. */
export function terraform(sections: object): CaseInput {
  return {
    file: 'cdk.tf.json',
    text: JSON.stringify({ '//': { metadata: { version: '0.21.0' } }, ...sections }, null, 2),
  };
}

/** A plan as `terraform show -json` prints it, with these parts over an empty one. */
export function plan(parts: object): CaseInput {
  const empty = { format_version: '1.2', terraform_version: '1.11.4', complete: true, errored: false };
  return {
    file: 'plan.json',
    text: JSON.stringify({ ...empty, resource_changes: [], configuration: { root_module: {} }, ...parts }, null, 2),
  };
}

/** A Pod with this spec, in YAML; further metadata goes first. */
export function pod(spec: string, metadata = 'name: fhir\nnamespace: clinical'): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n${indent(metadata)}\nspec:\n${indent(spec)}\n`;
}

/** A Pod of which nothing but its name is there. */
export const podWithoutSpec = 'apiVersion: v1\nkind: Pod\nmetadata: {name: fhir, namespace: clinical}\n';

/** Several documents in one file. */
export function documents(...texts: readonly string[]): string {
  return texts.map((text) => text.trimEnd()).join('\n---\n');
}

function indent(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, '  ');
}

/** A ConfigMap, which most rules do not select. */
export const configMap = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: clinical
data:
  LOG_LEVEL: info
`;

/** What a reader of a running cluster says about its reading. */
export function cluster(parts: object): CaseInput {
  const whole = { schema: 'domicile/cluster/v1', context: 'hospital', unlisted: [] };
  return { file: 'cluster.json', text: JSON.stringify({ ...whole, ...parts }, null, 2) };
}
