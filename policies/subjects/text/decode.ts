import type { InputProblem, ProblemCode } from '../input.ts';

/** The text of a file, or why it is none. */
export type Decoded = { readonly text: string } | { readonly problem: InputProblem };

const UTF8_BOM = [0xef, 0xbb, 0xbf];
const UTF16_LE = [0xff, 0xfe];
const UTF16_BE = [0xfe, 0xff];
const UTF32_LE = [0xff, 0xfe, 0x00, 0x00];
const UTF32_BE = [0x00, 0x00, 0xfe, 0xff];

/**
 * Decode a file: UTF-8 with or without a byte order mark, and UTF-16 with one, as Windows editors write it.
 * Anything else would be a guess, and two readers that guess differently read two different files.
 */
export function decode(file: string, bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return refused(file, 'empty', 'the file is empty: there is nothing to judge');
  if (startsWith(bytes, UTF32_LE) || startsWith(bytes, UTF32_BE))
    return refused(file, 'encoding', 'the file is UTF-32; save it as UTF-8');
  if (startsWith(bytes, UTF16_LE)) return decodeAs(file, 'utf-16le', bytes.subarray(2));
  if (startsWith(bytes, UTF16_BE)) return decodeAs(file, 'utf-16le', swapped(bytes.subarray(2)));
  return decodeAs(file, 'utf-8', startsWith(bytes, UTF8_BOM) ? bytes.subarray(3) : bytes);
}

function decodeAs(file: string, encoding: 'utf-8' | 'utf-16le', bytes: Uint8Array): Decoded {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return notText(file, encoding, bytes);
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) return refused(file, 'binary', 'the file holds a NUL character: it is binary, not text', text, nul);
  if (text.trim() === '') return refused(file, 'empty', 'the file holds only white space: there is nothing to judge');
  return { text };
}

function notText(file: string, encoding: string, bytes: Uint8Array): Decoded {
  if (bytes.subarray(0, 4096).includes(0)) return refused(file, 'binary', 'the file is binary, not text');
  const valid = new TextDecoder('utf-8').decode(bytes);
  const message = `the file is not valid ${encoding.toUpperCase()} here; save it as UTF-8`;
  return refused(file, 'encoding', message, valid, Math.max(valid.indexOf('�'), 0));
}

function refused(file: string, code: ProblemCode, message: string, text = '', offset = 0): Decoded {
  return { problem: { code, message, position: positionAt(file, text, offset) } };
}

/** Line and column of an offset, both from 1; the column counts UTF-16 code units. */
export function positionAt(file: string, text: string, offset: number): InputProblem['position'] {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { file, line, column: offset - start + 1 };
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}

function swapped(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return copy.swap16();
}
