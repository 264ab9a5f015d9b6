import type { Rule } from '../engine/rule.ts';
import type { SourcePosition, Value } from '../engine/types.ts';
import type { Waiver } from '../engine/waiver.ts';
import { isFields } from '../subjects/fields.ts';
import type { Document, Input } from '../subjects/input.ts';
import { decode } from '../subjects/text/decode.ts';
import { readYaml } from '../subjects/text/yaml.ts';
import { readEntry } from './entry.ts';

/** The schema that a waiver file names. */
export const WAIVER_SCHEMA = 'domicile/waivers/v1';

/** A mistake in a waiver file: what is wrong, what is allowed and the mend, and where it stands. */
export interface WaiverProblem {
  readonly message: string;
  readonly position: SourcePosition;
}

/** What a waiver file holds. A malformed waiver is a problem and none of `waivers`: it counts as expired. */
export interface WaiverFile {
  readonly waivers: readonly Waiver[];
  readonly problems: readonly WaiverProblem[];
}

/**
 * Reads a waiver file: YAML or JSON, `schema: domicile/waivers/v1` and a list `waivers`. Pure, and never throws.
 * `rules` are all rules there are, so that a misspelt identifier is found although it could never cover anything.
 */
export function readWaivers(input: Input, rules: readonly Rule[]): WaiverFile {
  const decoded = decode(input.name, input.bytes);
  if ('problem' in decoded) return { waivers: [], problems: [decoded.problem] };
  const { documents, problems } = readYaml(input.name, decoded.utf8.toString('utf8'));
  if (problems.length > 0) return { waivers: [], problems };
  const [document, second] = documents;
  const start = { file: input.name, line: 1, column: 1 };
  if (document === undefined) return broken(`the file holds nothing; it starts with "schema: ${WAIVER_SCHEMA}"`, start);
  if (second !== undefined) return broken('the file holds two documents; put all waivers into one', second.locate([]));
  return readDocument(document, rules);
}

function readDocument(document: Document, rules: readonly Rule[]): WaiverFile {
  const { value, locate } = document;
  if (!isFields(value)) return broken(`the file is no mapping; it has "schema: ${WAIVER_SCHEMA}"`, locate([]));
  if (value.schema !== WAIVER_SCHEMA) {
    const seen = value.schema === undefined ? 'is missing' : `is ${JSON.stringify(value.schema)}`;
    return broken(`schema ${seen}; this version reads ${WAIVER_SCHEMA}`, locate(['schema']));
  }
  const extra = Object.keys(value).find((key) => key !== 'schema' && key !== 'waivers');
  if (extra !== undefined) return broken(`"${extra}" is no known key; there are: schema, waivers`, locate([extra]));
  if (!Array.isArray(value.waivers)) return broken('waivers is no list; write "waivers: []" for none', locate([]));
  return readList(value.waivers, document, rules);
}

function readList(entries: readonly Value[], { locate }: Document, rules: readonly Rule[]): WaiverFile {
  const ids = rules.map(({ id }) => id);
  const read = entries.map((entry, index) =>
    readEntry(entry, (key) => locate(['waivers', index, ...(key === undefined ? [] : [key])]), ids),
  );
  return {
    waivers: read.flatMap((one) => ('waiver' in one ? [one.waiver] : [])),
    problems: read.flatMap((one) => ('problems' in one ? one.problems : [])),
  };
}

function broken(message: string, position: SourcePosition): WaiverFile {
  return { waivers: [], problems: [{ message, position }] };
}
