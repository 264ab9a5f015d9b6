import type { Path } from '../../engine/types.ts';
import type { Documents } from '../input.ts';
import type { Hints } from '../json/hints.ts';
import { Offsets } from '../json/offsets.ts';
import { readDocument } from '../json/reader.ts';
import { JsonError } from '../json/scanner.ts';
import { Positions } from './positions.ts';

/** Read one JSON document in UTF-8. Positions are found when they are asked for, by scanning the text again. */
export function readJson(file: string, utf8: Buffer, hints?: Hints): Documents {
  const positions = new Positions(file, utf8);
  try {
    const { value, landmarks } = readDocument(utf8, hints);
    let offsets: Offsets | undefined;
    const locate = (path: Path) => {
      offsets ??= new Offsets(utf8, landmarks);
      return positions.at(offsets.at(path));
    };
    return { documents: [{ file, value, locate, positionAt: (offset) => positions.at(offset) }], problems: [] };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const { code, message, offset } = error;
    return { documents: [], problems: [{ code, message, position: positions.at(offset) }] };
  }
}
