import { closest, distance } from 'fastest-levenshtein';
import * as z from 'zod/mini';
import { DomicileError, type Problem } from '../errors.ts';
import type { Document } from './document.ts';
import { formOf } from './forms.ts';
import { type DocumentPath, formatPath } from './position.ts';

/** Validates a document. Throws a {@link DomicileError} with one problem per mistake, each at its place. */
export function validate<Schema extends z.ZodMiniType>(document: Document, schema: Schema): z.output<Schema> {
  const result = z.safeParse(schema, document.data, { error: allowedBy });
  if (result.success) return result.data;
  const [first, ...rest] = withoutEchoes(result.error.issues.flatMap((issue) => problemsOf(document, issue, [])));
  if (first === undefined) throw result.error;
  throw new DomicileError(first, ...rest);
}

/** A misspelt key is also a missing one: said once, at the key that is there. In the order of the file. */
function withoutEchoes(problems: readonly Problem[]): readonly Problem[] {
  const suggested = new Set(problems.map(({ mend }) => /^write "(.+)"$/.exec(mend)?.[1]));
  const echo = ({ code, mend }: Problem) =>
    code === 'file-missing-key' && suggested.has(/^add "(.+):"$/.exec(mend)?.[1] ?? '');
  const line = ({ position }: Problem) => position?.line ?? 0;
  return problems.filter((problem) => !echo(problem)).sort((a, b) => line(a) - line(b));
}

type RawIssue = z.core.$ZodRawIssue;
type Issue = z.core.$ZodIssue;

/** What would be accepted, in words: becomes the issue's message. */
function allowedBy(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'unrecognized_keys':
      return keysOf(issue.inst).join(', ');
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'invalid_format':
      return formOf(String(issue.pattern))?.allowed;
    case 'too_small':
      return `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    case 'invalid_type':
      return describe(issue.inst) ?? issue.expected;
    default:
      return undefined;
  }
}

function describe(schema: unknown): string | undefined {
  return schema instanceof z.core.$ZodType ? z.globalRegistry.get(schema)?.description : undefined;
}

function keysOf(schema: unknown): readonly string[] {
  return schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape) : [];
}

function problemsOf(document: Document, issue: Issue, base: DocumentPath): readonly Problem[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(document, path, key, issue.message));
  if (issue.code === 'invalid_union') return unionProblems(document, issue, path);
  const seen = valueAt(document.data, path);
  if (seen === undefined) return [missingKey(document, path, issue.message)];
  return [wrongValue(document, path, seen, issue.message)];
}

function unknownKey(document: Document, path: DocumentPath, key: string, allowed: string): Problem {
  const known = allowed.split(', ');
  const near = closest(key, known);
  const suggestion = distance(key, near) <= Math.max(2, key.length / 3) ? `write "${near}"` : 'delete the key';
  return {
    code: 'file-unknown-key',
    message: `${formatPath([...path, key])} is not a known key`,
    seen: key,
    position: document.positionOfKey([...path, key]),
    allowed,
    mend: suggestion,
  };
}

function missingKey(document: Document, path: DocumentPath, allowed: string): Problem {
  return {
    code: 'file-missing-key',
    message: `${formatPath(path)} is missing`,
    position: document.positionOfKey(path.slice(0, -1)),
    allowed,
    mend: `add "${path.at(-1)}:"`,
  };
}

function wrongValue(document: Document, path: DocumentPath, seen: unknown, allowed: string): Problem {
  const version = formatPath(path) === 'schema';
  return {
    code: version ? 'file-version' : 'file-value',
    message: version ? 'the file has a schema version that this toolkit does not know' : `${formatPath(path)} is wrong`,
    seen: shorten(JSON.stringify(seen) ?? String(seen)),
    position: document.positionOf(path),
    allowed,
    mend: version ? 'use the toolkit that wrote the file, or migrate the file' : 'correct the value',
  };
}

/** The branch that got furthest is the one that was meant; where none did, all that the branches allow. */
function unionProblems(
  document: Document,
  issue: z.core.$ZodIssueInvalidUnion,
  path: DocumentPath,
): readonly Problem[] {
  const seen = valueAt(document.data, path);
  const furthest = issue.errors.find((branch) => branch.every(({ path: steps }) => steps.length > 0));
  if (furthest !== undefined && furthest.length > 0)
    return furthest.flatMap((inner) => problemsOf(document, inner, path));
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  const allowed = [...new Set([...options, ...issue.errors.flat().map(({ message }) => message)])].join(', or ');
  return [seen === undefined ? missingKey(document, path, allowed) : wrongValue(document, path, seen, allowed)];
}

function valueAt(data: unknown, path: DocumentPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return Reflect.get(value, step);
  }, data);
}

function shorten(value: string): string {
  return value.length <= 120 ? value : `${value.slice(0, 117)}…`;
}
