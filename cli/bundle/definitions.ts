import { LineCounter, parseAllDocuments, stringify } from 'yaml';
import * as z from 'zod/mini';
import { UsageError } from '../command.ts';
import type { InputFile } from '../inputs.ts';
import { inOrder } from './tree.ts';

/** One CustomResourceDefinition, as a bundle carries it. */
export interface Definition {
  /** `certificates.cert-manager.io` */
  readonly name: string;
  /** What an API server serves once it knows the definition, as `group/version Kind`. */
  readonly kinds: readonly string[];
  /** The manifest, without what a cluster has said of it. The same definition gives the same bytes. */
  readonly text: string;
}

/** DNS subdomain, which an object name must be; a bundle also calls the file so. */
const NAME = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;

const schema = z.looseObject({
  apiVersion: z.literal('apiextensions.k8s.io/v1'),
  kind: z.literal('CustomResourceDefinition'),
  metadata: z.looseObject({ name: z.string().check(z.regex(NAME)) }),
  spec: z.looseObject({
    group: z.string(),
    names: z.looseObject({ kind: z.string(), plural: z.string() }),
    versions: z
      .array(z.looseObject({ name: z.string(), served: z.boolean(), storage: z.boolean() }))
      .check(z.minLength(1)),
  }),
});

interface Found {
  readonly place: string;
  readonly definition: Definition;
}

/**
 * The definitions in YAML files of one or more documents, each once and by name in code-unit order.
 * @throws {@link UsageError} with every place that holds something else, a definition twice, or none at all
 */
export function readDefinitions(files: readonly InputFile[]): readonly Definition[] {
  const read = files.flatMap(definitionsIn);
  const found = read.filter((one) => typeof one !== 'string');
  const problems = [...read.filter((one) => typeof one === 'string'), ...repetitions(found)];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  if (found.length > 0) return found.map(({ definition }) => definition).sort((a, b) => inOrder(a.name, b.name));
  const names = files.map(({ name }) => name).join(', ');
  throw new UsageError(
    `--definitions: there is no CustomResourceDefinition in ${names || 'what was named'}; name their files`,
  );
}

function definitionsIn({ name: file, bytes }: InputFile): readonly (Found | string)[] {
  const lines = new LineCounter();
  const text = new TextDecoder().decode(bytes);
  const documents = parseAllDocuments(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  return [...documents].flatMap((document): readonly (Found | string)[] => {
    const [error] = document.errors;
    if (error !== undefined) return [`${placeAt(error.pos[0])}: ${error.message}; ${TEMPLATE}`];
    const body: unknown = document.toJS();
    // A chart leaves documents of comments where a condition does not hold.
    if (body === null || body === undefined) return [];
    return [definitionAt(placeAt(document.contents?.range?.[0] ?? 0), body)];
  });
}

const TEMPLATE = 'give YAML as kubectl reads it: a chart is rendered first (helm template --include-crds)';

function definitionAt(place: string, body: unknown): Found | string {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return `${place}: ${whyNot(body, parsed.error.issues[0])}`;
  const { status: _, ...manifest } = parsed.data;
  const { metadata, spec } = parsed.data;
  const named = `${spec.names.plural}.${spec.group}`;
  if (metadata.name !== named) return `${place}: metadata.name is ${metadata.name}; an API server takes ${named} alone`;
  return { place, definition: { name: metadata.name, kinds: kindsIn(parsed.data), text: textOf(manifest) } };
}

/** What an API server serves by an object, as `group/version Kind`: nothing, where it is no CustomResourceDefinition. */
export function servedBy(body: unknown): readonly string[] {
  const parsed = schema.safeParse(body);
  return parsed.success ? kindsIn(parsed.data) : [];
}

function kindsIn({ spec: { group, names, versions } }: z.infer<typeof schema>): readonly string[] {
  const served = versions.filter((version) => version.served);
  return served.map(({ name }) => `${group}/${name} ${names.kind}`).sort(inOrder);
}

function whyNot(body: unknown, issue: z.core.$ZodIssue | undefined): string {
  const { apiVersion, kind } = (body ?? {}) as { readonly apiVersion?: unknown; readonly kind?: unknown };
  if (kind !== 'CustomResourceDefinition') {
    return (
      `it is ${String(kind ?? 'no object of Kubernetes')}, and --definitions takes CustomResourceDefinitions alone; take it out: ` +
      "an operator's other objects belong to the site's own installation of that operator, and a List is split into its items"
    );
  }
  if (apiVersion !== 'apiextensions.k8s.io/v1')
    return `its apiVersion is ${String(apiVersion)}; Kubernetes takes apiextensions.k8s.io/v1 alone since v1.22`;
  return `${issue?.path.join('.') ?? 'it'}: ${issue?.message ?? 'is not as Kubernetes has it'}; compare it with the operator's release`;
}

/** Quoted for kubectl, too, which reads YAML 1.1: there a bare `on` is no text. */
function textOf(manifest: object): string {
  return stringify(manifest, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0 });
}

function repetitions(found: readonly Found[]): readonly string[] {
  return found.flatMap(({ place, definition: { name } }, index) => {
    const earlier = found.slice(0, index).find(({ definition }) => definition.name === name);
    return earlier === undefined ? [] : [`${place}: ${name} is defined at ${earlier.place} already; give one of them`];
  });
}
