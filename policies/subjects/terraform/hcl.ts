import type { Path, SourcePosition, Value } from '../../engine/types.ts';
import type { Documents, Input, InputProblem } from '../input.ts';
import { decode } from '../text/decode.ts';
import { Positions } from '../text/positions.ts';

/** What the HCL parser made of a file: the same structure as `*.tf.json`. */
export type ParsedHcl = { readonly value: Value } | { readonly error: string };

/** Whether a file is Terraform or OpenTofu HCL, by its name. */
export function isHcl(file: string): boolean {
  return /\.(?:tf|tofu)$/i.test(file);
}

/**
 * Parse the HCL files among the inputs, so that `readInputs` can read them. The parser is HashiCorp's own, compiled to
 * WebAssembly; it costs half a second to load, so it is loaded only when there is such a file.
 */
export async function prepareInputs(inputs: readonly Input[]): Promise<readonly Input[]> {
  if (!inputs.some((input) => isHcl(input.name))) return inputs;
  const { parse } = await import('@cdktn/hcl2json');
  return Promise.all(
    inputs.map(async (input) => (isHcl(input.name) ? { ...input, hcl: await parsed(parse, input) } : input)),
  );
}

async function parsed(parse: (file: string, text: string) => Promise<unknown>, input: Input): Promise<ParsedHcl> {
  const decoded = decode(input.name, input.bytes);
  if ('problem' in decoded) return { error: decoded.problem.message };
  const text = decoded.utf8.toString('utf8');
  if (depthOf(text) > MAX_DEPTH) return { error: `the file nests deeper than ${MAX_DEPTH} brackets` };
  try {
    return { value: (await parse(input.name, text)) as Value };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The parser descends with the brackets, and dies with a trace of its own where they do not end. */
const MAX_DEPTH = 1000;

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [bracket] of text.matchAll(/[()[\]{}]/g)) {
    depth += '([{'.includes(bracket) ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** The document of a parsed HCL file. */
export function hclDocuments(file: string, utf8: Buffer, hcl: ParsedHcl | undefined): Documents {
  if (hcl === undefined)
    return failed(file, 'not-prepared', 'HCL must be parsed before it is read: call prepareInputs first', 1, 1);
  if ('error' in hcl) return hclError(file, hcl.error);
  const text = utf8.toString('utf8');
  const positions = new Positions(file, utf8);
  const locate = (path: Path): SourcePosition =>
    positions.at(Buffer.byteLength(text.slice(0, offsetIn(text, path)), 'utf8'));
  return { documents: [{ file, value: hcl.value, locate }], problems: [] };
}

function hclError(file: string, error: string): Documents {
  const [, line = '1', column = '1'] = /:(\d+),(\d+)-(?:\d+,)?\d+:/.exec(error) ?? [];
  const message = error
    .replace(/^(?:Error: )?parse config: \[/, '')
    .replace(/\]$/, '')
    .replace(/^\S+:\d+,\d+-(?:\d+,)?\d+: /, '');
  return failed(file, 'syntax', message, Number(line), Number(column));
}

function failed(file: string, code: InputProblem['code'], message: string, line: number, column: number): Documents {
  return { documents: [], problems: [{ code, message, position: { file, line, column } }] };
}

/** Sections whose blocks carry labels: `resource "type" "name" {`. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  provider: 1,
  module: 1,
  output: 1,
  variable: 1,
  check: 1,
  backend: 1,
  provisioner: 1,
};

/** Offset of what a path leads to. The parser keeps no positions, so block headers and argument names are searched in order. */
function offsetIn(text: string, path: Path): number {
  let offset = 0;
  for (let i = 0; i < path.length; i++) {
    const step = path[i];
    if (typeof step !== 'string') continue;
    const labels = path.slice(i + 1, i + 1 + (LABELS[step] ?? 0)).filter((label) => typeof label === 'string');
    const rest = path.slice(i + 1 + labels.length);
    const index = typeof rest[0] === 'number' ? rest[0] : 0;
    const found = nth(headerOf(step, labels), text, offset, index);
    if (found === undefined) return offset;
    offset = found;
    i += labels.length;
  }
  return offset;
}

function headerOf(name: string, labels: readonly string[]): RegExp {
  const quoted = labels.map((label) => `\\s+"?${escaped(label)}"?`).join('');
  return new RegExp(`(^|[\\s{(,])"?${escaped(name)}"?${quoted}\\s*(?:[=:]\\s*)?`, 'gm');
}

/** The end of the n-th match after an offset, or of the last one: blocks of one name count as a list, arguments do not. */
function nth(pattern: RegExp, text: string, from: number, index: number): number | undefined {
  pattern.lastIndex = from;
  let end: number | undefined;
  for (let i = 0; i <= index; i++) {
    const match = pattern.exec(text);
    if (match === null) break;
    end = match.index + match[0].length;
  }
  return end;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
