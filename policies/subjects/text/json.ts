import type { Documents } from '../input.ts';
import { offsetOf } from '../json/offsets.ts';
import { readValue } from '../json/reader.ts';
import { JsonError } from '../json/scanner.ts';
import { positionAt } from './decode.ts';

/** Read one JSON document in UTF-8. Positions are found when they are asked for, by scanning the text again. */
export function readJson(file: string, utf8: Buffer): Documents {
  try {
    const value = readValue(utf8);
    return {
      documents: [{ file, value, locate: (path) => positionAt(file, utf8, offsetOf(utf8, path)) }],
      problems: [],
    };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const { code, message, offset } = error;
    return { documents: [], problems: [{ code, message, position: positionAt(file, utf8, offset) }] };
  }
}
