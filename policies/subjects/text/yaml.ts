import type { LineCounter, Pair, YAMLError, Document as Yaml } from 'yaml';
import type { Path, SourcePosition, Value } from '../../engine/types.ts';
import type { Document, Documents, InputProblem, ProblemCode } from '../input.ts';
import { isTooDeep } from './yaml-depth.ts';
import { yamlLibrary } from './yaml-library.ts';
import { isMerge, YamlValues } from './yaml-values.ts';

/** Larger streams are refused: a YAML parser needs some fifty bytes of memory for each byte of text. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** Read every document of a YAML stream. A broken document is a problem; the others stay readable. */
export function readYaml(file: string, text: string): Documents {
  if (text.length > MAX_CHARACTERS) return { documents: [], problems: [tooLarge(file, text.length)] };
  if (isTooDeep(text)) return { documents: [], problems: [tooDeep(file)] };
  const lines = new (yamlLibrary().LineCounter)();
  const documents: Document[] = [];
  const problems: InputProblem[] = [];
  for (const yaml of parsed(text, lines, file, problems)) {
    const source = new YamlSource(file, yaml, lines);
    const found = source.problems();
    if (found.length > 0) problems.push(...found);
    else if (source.value !== undefined) documents.push({ file, value: source.value, locate: source.locate });
  }
  return { documents, problems };
}

function parsed(text: string, lineCounter: LineCounter, file: string, problems: InputProblem[]): readonly Yaml[] {
  try {
    const all = yamlLibrary().parseAllDocuments(text, {
      lineCounter,
      merge: true,
      uniqueKeys: true,
      logLevel: 'silent',
      // A pretty error quotes its line, at a cost of the whole text for each.
      prettyErrors: false,
    });
    return Array.isArray(all) ? all : [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.push(tooDeep(file));
    return [];
  }
}

function tooDeep(file: string): InputProblem {
  return { code: 'too-deep', message: 'the document nests too deep', position: { file, line: 1, column: 1 } };
}

/** One mistake makes a parser see many; the first ones say where to look. */
const MAX_SHOWN = 3;

function codeOf(error: YAMLError): ProblemCode {
  if (error.code === 'DUPLICATE_KEY') return 'duplicate-key';
  return error.message.startsWith('Maximum call stack') ? 'too-deep' : 'syntax';
}

class YamlSource {
  readonly value: Value | undefined;
  private readonly file: string;
  private readonly yaml: Yaml;
  private readonly lines: LineCounter;
  private readonly values: YamlValues;

  constructor(file: string, yaml: Yaml, lines: LineCounter) {
    this.file = file;
    this.yaml = yaml;
    this.lines = lines;
    this.values = new YamlValues(yaml);
    const value = yaml.errors.length > 0 || yaml.contents === null ? null : this.values.of(yaml.contents);
    // A document without content, between two separators, is no document.
    this.value = value ?? undefined;
  }

  problems(): readonly InputProblem[] {
    const syntax = this.yaml.errors.slice(0, MAX_SHOWN).map((error) => ({
      code: codeOf(error),
      message: `${codeOf(error) === 'too-deep' ? 'the document nests too deep' : firstLine(error.message)}; it was not judged`,
      position: this.position(error.pos[0]),
    }));
    const shape = this.values.problems.map(({ code, message, offset }) => ({
      code,
      message,
      position: this.position(offset),
    }));
    return [...syntax, ...shape];
  }

  readonly locate = (path: Path): SourcePosition => {
    let node: unknown = this.yaml.contents;
    let offset = offsetOf(node) ?? this.yaml.range?.[0] ?? 0;
    for (const step of path) {
      const next = childOf(yamlLibrary().isAlias(node) ? node.resolve(this.yaml) : node, step, this.yaml);
      if (next === undefined) break;
      offset = offsetOf(next.value) ?? offsetOf(next.key) ?? offset;
      node = next.value;
    }
    return this.position(offset);
  };

  private position(offset: number): SourcePosition {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function childOf(node: unknown, step: string | number, yaml: Yaml): { key: unknown; value: unknown } | undefined {
  if (yamlLibrary().isSeq(node))
    return typeof step === 'number' ? { key: undefined, value: node.items[step] } : undefined;
  if (!yamlLibrary().isMap(node)) return undefined;
  const own = node.items.find((pair) => keyText(pair) === String(step));
  if (own !== undefined) return own;
  for (const pair of node.items.filter(isMerge)) {
    const merged = yamlLibrary().isAlias(pair.value) ? pair.value.resolve(yaml) : pair.value;
    for (const source of yamlLibrary().isSeq(merged) ? merged.items : [merged]) {
      const found = childOf(yamlLibrary().isAlias(source) ? source.resolve(yaml) : source, step, yaml);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function keyText(pair: Pair): string | undefined {
  return yamlLibrary().isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function offsetOf(node: unknown): number | undefined {
  const range = (node as { range?: readonly number[] | null } | undefined)?.range;
  return range?.[0];
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

function tooLarge(file: string, characters: number): InputProblem {
  const message = `the YAML stream has ${characters} characters, the limit is ${MAX_CHARACTERS}; split it, or write it as JSON`;
  return { code: 'too-large', message, position: { file, line: 1, column: 1 } };
}
