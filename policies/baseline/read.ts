import { closest } from 'fastest-levenshtein';
import type { Baseline, BaselineEntry } from '../engine/baseline.ts';
import { dayNumber } from '../engine/day.ts';
import type { Path, SourcePosition, Value } from '../engine/types.ts';
import { isFields } from '../subjects/fields.ts';
import type { Document, Input } from '../subjects/input.ts';
import { decode } from '../subjects/text/decode.ts';
import { readJson } from '../subjects/text/json.ts';

/** The schema that a baseline file names. */
export const BASELINE_SCHEMA = 'domicile/baseline/v1';

/** A mistake in a baseline file, and where it stands. */
export interface BaselineProblem {
  readonly message: string;
  readonly position: SourcePosition;
}

/** The baseline of a file, or every mistake in it. */
export type BaselineFile = { readonly baseline: Baseline } | { readonly problems: readonly BaselineProblem[] };

const entryKeys = ['rule', 'subject', 'path', 'fingerprint'] as const;
const fingerprint = /^[0-9a-f]{16}$/;

/** Reads a baseline file. Pure, and never throws. `ids` are the rules that there are. */
export function readBaseline(input: Input, ids: readonly string[]): BaselineFile {
  const decoded = decode(input.name, input.bytes);
  if ('problem' in decoded) return { problems: [decoded.problem] };
  const { documents, problems } = readJson(input.name, decoded.utf8);
  const [document] = documents;
  if (problems.length > 0) return { problems };
  if (document === undefined) {
    const position = { file: input.name, line: 1, column: 1 };
    return { problems: [{ message: 'the file holds nothing; write it with --write-baseline', position }] };
  }
  return readDocument(document, ids);
}

function readDocument({ value, locate, file }: Document, ids: readonly string[]): BaselineFile {
  const broken = (message: string, path: Path = []) => ({ problems: [{ message, position: locate(path) }] });
  if (!isFields(value)) return broken('this is no baseline; write one with --write-baseline');
  if (value.schema !== BASELINE_SCHEMA) {
    const seen = value.schema === undefined ? 'is missing' : `is ${JSON.stringify(value.schema)}`;
    return broken(`schema ${seen}; this version reads ${BASELINE_SCHEMA}`, ['schema']);
  }
  const { at, findings } = value;
  const extra = Object.keys(value).find((key) => !['schema', 'at', 'findings'].includes(key));
  if (extra !== undefined) return broken(`"${extra}" is no known key; there are: schema, at, findings`, [extra]);
  if (typeof at !== 'string' || dayNumber(at) === undefined) return broken('at is no day YYYY-MM-DD', ['at']);
  if (!Array.isArray(findings)) return broken('findings is no list', ['findings']);
  const flaws = findings.flatMap((entry: Value, index) =>
    flawsOf(entry, ids).map(([message, key]) => ({
      message,
      position: locate(['findings', index, ...(key === undefined ? [] : [key])]),
    })),
  );
  return flaws.length > 0 ? { problems: flaws } : { baseline: { file, at, entries: findings.map(entryOf) } };
}

type Flaw = readonly [message: string, key?: string];

function flawsOf(entry: Value, ids: readonly string[]): readonly Flaw[] {
  if (!isFields(entry)) return [[`an entry is no object; it has: ${entryKeys.join(', ')}`]];
  const extra = Object.keys(entry).filter((key) => !entryKeys.some((known) => known === key));
  const { rule } = entry;
  return [
    ...extra.map((key): Flaw => [`"${key}" is no known key of an entry; there are: ${entryKeys.join(', ')}`, key]),
    ...entryKeys.filter((key) => typeof entry[key] !== 'string').map((key): Flaw => [`"${key}" is missing or no text`]),
    ...(typeof rule === 'string' && !ids.includes(rule)
      ? [[`there is no rule ${JSON.stringify(rule)}; did you mean ${closest(rule, [...ids])}?`, 'rule'] as const]
      : []),
    ...(typeof entry.fingerprint === 'string' && !fingerprint.test(entry.fingerprint)
      ? [['a fingerprint has sixteen hexadecimal digits; copy it from a report', 'fingerprint'] as const]
      : []),
  ];
}

function entryOf(entry: Value): BaselineEntry {
  const text = (key: (typeof entryKeys)[number]) => (isFields(entry) ? String(entry[key]) : '');
  return { rule: text('rule'), subject: text('subject'), path: text('path'), fingerprint: text('fingerprint') };
}
