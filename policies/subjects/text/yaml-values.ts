import type { Alias, Pair, Scalar, YAMLMap, Document as Yaml } from 'yaml';
import type { Value } from '../../engine/types.ts';
import { isFields, setField } from '../fields.ts';
import type { ProblemCode } from '../input.ts';
import { yamlLibrary } from './yaml-library.ts';

/** How deep a document may nest; Kubernetes' own deepest object (an embedded schema) stays far below. */
export const MAX_DEPTH = 200;
/** How many values a document may have once its aliases are followed. The bombs in use expand to millions. */
const MAX_EXPANDED = 1_000_000;

interface ShapeProblem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly offset: number;
}

/** The plain values of one YAML document. An alias gives the very object of its anchor, so nothing is copied. */
export class YamlValues {
  readonly problems: ShapeProblem[] = [];
  private readonly yaml: Yaml;
  private readonly done = new Map<unknown, { value: Value; size: number }>();
  private readonly open = new Set<unknown>();
  private size = 0;

  constructor(yaml: Yaml) {
    this.yaml = yaml;
  }

  of(node: unknown, depth = 0): Value {
    const known = this.done.get(node);
    if (known !== undefined) return this.counted(known, node);
    if (depth > MAX_DEPTH) return this.refused('too-deep', `the document nests deeper than ${MAX_DEPTH} levels`, node);
    const before = this.size++;
    this.open.add(node);
    const value = this.read(node, depth);
    this.open.delete(node);
    this.done.set(node, { value, size: this.size - before });
    return value;
  }

  private read(node: unknown, depth: number): Value {
    if (yamlLibrary().isAlias(node)) return this.alias(node, depth);
    if (yamlLibrary().isMap(node)) return this.map(node, depth);
    if (yamlLibrary().isSeq(node)) return node.items.map((item) => this.of(item, depth + 1));
    return yamlLibrary().isScalar(node) ? scalar(node) : null;
  }

  private alias(node: Alias, depth: number): Value {
    const target = node.resolve(this.yaml);
    if (target === undefined) return this.refused('syntax', `*${node.source} names an anchor that is not there`, node);
    if (this.open.has(target)) return this.refused('cyclic-alias', `*${node.source} points into its own anchor`, node);
    return this.of(target, depth + 1);
  }

  private map(node: YAMLMap, depth: number): Value {
    const result: Record<string, Value> = {};
    for (const pair of node.items) if (isMerge(pair)) this.merge(result, pair, depth);
    if (Object.keys(result).length > 0) this.refuseLateMerges(node, depth);
    for (const pair of node.items) if (!isMerge(pair)) setField(result, this.key(pair), this.of(pair.value, depth + 1));
    return result;
  }

  /** The first source that has a key wins, and the mapping's own keys win over all: YAML's merge key. */
  private merge(result: Record<string, Value>, pair: Pair, depth: number): void {
    const sources = this.of(pair.value, depth + 1);
    for (const source of Array.isArray(sources) ? sources : [sources])
      for (const [key, value] of Object.entries(isFields(source) ? source : {}))
        if (!Object.hasOwn(result, key)) setField(result, key, value);
  }

  /** Kubernetes' own reader lets the later one win, whether it is the mapping's own key or a merged one. */
  private refuseLateMerges({ items }: YAMLMap, depth: number): void {
    const before = new Set<string>();
    for (const pair of items) {
      const sources = isMerge(pair) ? this.of(pair.value, depth + 1) : undefined;
      const merged = (Array.isArray(sources) ? sources : [sources]).flatMap((source) =>
        isFields(source) ? Object.keys(source) : [],
      );
      const twice = merged.find((key) => before.has(key));
      if (twice !== undefined) {
        const message = `<< sets ${JSON.stringify(twice)} again, and YAML readers differ about which one counts; write << first, and only once`;
        this.refused('duplicate-key', message, pair.key);
      }
      for (const key of isMerge(pair) ? merged : [this.key(pair)]) before.add(key);
    }
  }

  private key(pair: Pair): string {
    if (yamlLibrary().isScalar(pair.key)) return String(pair.key.value);
    if (yamlLibrary().isAlias(pair.key)) return String(this.of(pair.key));
    const message = 'a mapping key is itself a mapping or a list: is this an unrendered template? Render it first';
    this.refused('syntax', message, pair.key);
    return '';
  }

  private counted(known: { value: Value; size: number }, node: unknown): Value {
    this.size += known.size;
    if (this.size <= MAX_EXPANDED) return known.value;
    return this.refused('alias-bomb', `aliases expand the document to more than ${MAX_EXPANDED} values`, node);
  }

  private refused(code: ProblemCode, message: string, node: unknown): null {
    const offset = (node as { range?: readonly number[] } | null)?.range?.[0] ?? 0;
    if (!this.problems.some((problem) => problem.code === code)) this.problems.push({ code, message, offset });
    return null;
  }
}

/** Whether a pair is YAML's merge key: a plain `<<`. */
export function isMerge(pair: Pair): boolean {
  return (
    yamlLibrary().isScalar(pair.key) &&
    (pair.key.value === '<<' || typeof pair.key.value === 'symbol') &&
    pair.key.type === 'PLAIN'
  );
}

function scalar(node: Scalar): Value {
  const { value } = node;
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : (node.source ?? String(value));
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return node.source ?? String(value);
}
