import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument as parseYaml,
  type Document as Tree,
} from 'yaml';
import { DomicileError, type Problem } from '../errors.ts';
import { unsupported } from './plain.ts';
import type { DocumentPath, Position } from './position.ts';

/** One scalar value of a document, as it stands. */
export interface Scalar {
  readonly path: DocumentPath;
  readonly text: string;
  readonly position: Position;
}

/** A parsed file that still knows where everything stood. */
export interface Document {
  readonly file: string;
  /** Plain data: what JSON could say. */
  readonly data: unknown;
  /** Every scalar value, in the order of the file. */
  readonly scalars: readonly Scalar[];
  /** Where a value stands; for a path that the file does not have, where its nearest enclosing value stands. */
  readonly positionOf: (path: DocumentPath) => Position;
  /** Where the key of a value stands; falls back as `positionOf` does. */
  readonly positionOfKey: (path: DocumentPath) => Position;
}

/** Offset in the source to a position. */
export type Locate = (offset: number) => Position;

/** Parses one YAML document of plain data. Throws a {@link DomicileError} that lists all that is wrong with its form. */
export function parseDocument(source: string, file: string): Document {
  const lines = new LineCounter();
  const at: Locate = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const tree = parse(source, file, lines);
  const [first, ...rest] = [...tree.errors.map((error) => syntaxProblem(error, at)), ...unsupported(tree, at)];
  if (first !== undefined) throw new DomicileError(first, ...rest);
  return indexed(tree, file, at);
}

function parse(source: string, file: string, lineCounter: LineCounter): Tree.Parsed {
  try {
    return parseYaml(source, { lineCounter, prettyErrors: false, version: '1.2', merge: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DomicileError({
      code: 'file-syntax',
      message: 'the file is nested too deeply to be read',
      position: { file, line: 1, column: 1 },
      allowed: 'a few levels of keys',
      mend: 'name the right file',
    });
  }
}

function syntaxProblem(
  error: { readonly message: string; readonly pos: readonly [number, number] },
  at: Locate,
): Problem {
  const duplicate = error.message.startsWith('Map keys must be unique');
  return {
    code: 'file-syntax',
    message: duplicate ? 'the same key is written twice' : `this is not well-formed YAML: ${error.message}`,
    position: at(error.pos[0]),
    mend: duplicate ? 'delete one of the two' : 'correct the line; YAML cares about indentation, colons and quotes',
  };
}

function indexed(tree: Tree.Parsed, file: string, at: Locate): Document {
  const values = new Map<string, Position>();
  const keys = new Map<string, Position>();
  const scalars: Scalar[] = [];
  const visit = (node: unknown, path: DocumentPath): void => {
    if (!isNode(node)) return;
    const position = at(node.range?.[0] ?? 0);
    values.set(JSON.stringify(path), position);
    if (isScalar(node) && node.value !== null) scalars.push({ path, text: String(node.value), position });
    if (isSeq(node)) for (const [item, child] of node.items.entries()) visit(child, [...path, item]);
    if (!isMap(node)) return;
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      const at_ = [...path, String(pair.key.value)];
      keys.set(JSON.stringify(at_), at(pair.key.range?.[0] ?? 0));
      visit(pair.value, at_);
    }
  };
  visit(tree.contents, []);
  const start: Position = { file, line: 1, column: 1 };
  const nearest = (from: ReadonlyMap<string, Position>, path: DocumentPath): Position => {
    const own = from.get(JSON.stringify(path));
    if (own !== undefined) return own;
    return path.length === 0 ? (values.get('[]') ?? start) : nearest(keys, path.slice(0, -1));
  };
  return {
    file,
    data: tree.toJS(),
    scalars,
    positionOf: (path) => nearest(values, path),
    positionOfKey: (path) => nearest(keys, path),
  };
}
