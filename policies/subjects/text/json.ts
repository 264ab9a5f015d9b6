import type { Documents } from '../input.ts';
import type { Hints } from '../json/hints.ts';
import { offsetOf } from '../json/offsets.ts';
import { readDocument } from '../json/reader.ts';
import { JsonError } from '../json/scanner.ts';
import { Positions } from './positions.ts';

/** Read one JSON document in UTF-8. Positions are found when they are asked for, by scanning the text again. */
export function readJson(file: string, utf8: Buffer, hints?: Hints): Documents {
  const positions = new Positions(file, utf8);
  try {
    const { value, landmarks } = readDocument(utf8, hints);
    return {
      documents: [{ file, value, locate: (path) => positions.at(offsetOf(utf8, landmarks, path)) }],
      problems: [],
    };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const { code, message, offset } = error;
    return { documents: [], problems: [{ code, message, position: positions.at(offset) }] };
  }
}
