import type { AnonymisationRule } from '../../constructs/data/anonymisation/rules.ts';

/** One element of a FHIR resource with its type: what the engine's rules select. */
export interface FhirNode {
  readonly name: string;
  readonly type: string;
  readonly value?: string;
  readonly children: readonly FhirNode[];
}

/** An element; several of one name stand side by side. */
export function element(name: string, type: string, content: string | readonly FhirNode[]): FhirNode {
  return typeof content === 'string' ? { name, type, value: content, children: [] } : { name, type, children: content };
}

/**
 * What is left of a resource: `path: value` of every element that still has one. Follows the engine's visitor
 * (AnonymizationVisitor.cs of fhir-pseudonymizer 2.32.0): rules in their order, each node with all that is below it belongs to
 * the first rule that selects it, nested resources are visited on their own.
 */
export function leftOf(resource: FhirNode, rules: readonly AnonymisationRule[]): readonly string[] {
  const done = new Map<FhirNode, string | undefined>();
  for (const rule of rules)
    for (const node of selected(resource, rule.path)) visit(node, rule, done, node === resource);
  const read = (node: FhirNode, path: string): readonly string[] => {
    const value = done.has(node) ? done.get(node) : node.value;
    const own = value === undefined ? [] : [`${path}: ${value}`];
    return [...own, ...node.children.flatMap((child) => read(child, `${path}.${child.name}`))];
  };
  return read(resource, resource.type);
}

const isResource = ({ name }: FhirNode) => name === 'contained' || name === 'resource';

function visit(node: FhirNode, rule: AnonymisationRule, done: Map<FhirNode, string | undefined>, root: boolean): void {
  if (done.has(node) || (isResource(node) && !root)) return;
  done.set(node, node.value === undefined ? undefined : changed(node.value, rule));
  for (const child of node.children) visit(child, rule, done, false);
}

function changed(value: string, { method, cases = {} }: AnonymisationRule): string | undefined {
  if (method === 'keep') return value;
  if (method === 'redact') return undefined;
  if (method !== 'generalize') return `<${method}>`;
  for (const [condition, result] of Object.entries(cases)) {
    const before = /^\$this < @([\d-]+)$/.exec(condition)?.[1];
    if (before !== undefined && value >= before.slice(0, value.length)) continue;
    const length = /^\$this\.toString\(\)\.substring\(0, (\d+)\)$/.exec(result)?.[1];
    return length === undefined ? result.replaceAll("'", '') : value.slice(0, Number(length));
  }
  return undefined;
}

const every = (node: FhirNode): readonly FhirNode[] => [
  node,
  ...node.children.filter((child) => !isResource(child)).flatMap(every),
];

/** The nodes that a path of our rules selects; throws for a path that is written in any other way than ours are. */
function selected(resource: FhirNode, path: string): readonly FhirNode[] {
  if (path === 'Resource' || path === resource.type) return [resource];
  const byType = /^nodesByType\('(\w+)'\)(?:\.where\(.*code='(\w+)'\)\.exists\(\)\))?(?:\.(.+))?$/.exec(path);
  if (byType !== null) {
    const [, type, code, rest] = byType;
    const nodes = every(resource).filter((node) => node.type === type && (code === undefined || hasCode(node, code)));
    return rest === undefined ? nodes : nodes.flatMap((node) => below(node, rest.split('.')));
  }
  const [type = '', ...names] = path.replace('.ofType(boolean)', ':boolean').split('.');
  if (!/^[A-Z]\w+$/.test(type) || names.some((name) => !/^[\w:]+$/.test(name))) throw new Error(`not ours: ${path}`);
  return type === resource.type || type === 'Resource' ? below(resource, names) : [];
}

function hasCode({ children }: FhirNode, code: string): boolean {
  const codes = children.filter(({ name }) => name === 'type').flatMap((node) => below(node, ['coding', 'code']));
  return codes.some(({ value }) => value === code);
}

function below(node: FhirNode, names: readonly string[]): readonly FhirNode[] {
  const [first, ...rest] = names;
  if (first === undefined) return [node];
  const [name, type] = first.split(':');
  const found = node.children.filter((child) => child.name === name && (type === undefined || child.type === type));
  return found.flatMap((child) => below(child, rest));
}
