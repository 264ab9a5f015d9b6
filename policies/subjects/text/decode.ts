import { isUtf8 } from 'node:buffer';
import type { SourcePosition } from '../../engine/types.ts';
import type { InputProblem, ProblemCode } from '../input.ts';
import { Positions } from './positions.ts';

/** The content of a file as UTF-8 without a byte order mark, or why it is no text. */
export type Decoded = { readonly utf8: Buffer } | { readonly problem: InputProblem };

/** Larger files are refused: positions and tables count in 31 bits, and no honest plan comes near. */
const MAX_BYTES = 512 * 1024 * 1024;

const MARKS: readonly (readonly [mark: readonly number[], encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32'])[] = [
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Decode a file: UTF-8 with or without a byte order mark, and UTF-16 with one, as Windows editors write it.
 * Anything else would be a guess, and two readers that guess differently read two different files.
 */
export function decode(file: string, bytes: Uint8Array): Decoded {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = { file, line: 1, column: 1 };
  if (bytes.length === 0) return refused('empty', 'the file is empty: there is nothing to judge', start);
  if (bytes.length > MAX_BYTES)
    return refused('too-large', `the file has ${bytes.length} bytes, the limit is ${MAX_BYTES}; split it`, start);
  const [mark, encoding] = MARKS.find(([each]) => each.every((byte, i) => bytes[i] === byte)) ?? [[], 'utf-8'];
  if (encoding === 'utf-32') return refused('encoding', 'the file is UTF-32; save it as UTF-8', start);
  const content = whole.subarray(mark.length);
  return encoding === 'utf-8' ? checked(file, content) : fromUtf16(file, content, encoding === 'utf-16be');
}

function fromUtf16(file: string, content: Buffer, bigEndian: boolean): Decoded {
  const even = Buffer.from(content.subarray(0, content.length & ~1));
  try {
    const text = new TextDecoder('utf-16le', { fatal: true }).decode(bigEndian ? even.swap16() : even);
    if (content.length % 2 === 0) return checked(file, Buffer.from(text, 'utf8'));
  } catch {
    // Not UTF-16 after all: the answer is the same as for half a character at the end.
  }
  const message = 'the file begins as UTF-16 but is not valid UTF-16; save it as UTF-8';
  return refused('encoding', message, { file, line: 1, column: 1 });
}

function checked(file: string, content: Buffer): Decoded {
  const nul = content.indexOf(0);
  if (nul >= 0) return refused('binary', binaryMessage(content), new Positions(file, content).at(nul));
  if (!isUtf8(content)) {
    const message = 'the file is not valid UTF-8 here (it may be Latin-1 or Windows-1252); save it as UTF-8';
    return refused('encoding', message, new Positions(file, content).at(firstInvalid(content)));
  }
  if (isBlank(content))
    return refused(
      'empty',
      'the file holds only white space: there is nothing to judge',
      new Positions(file, content).at(0),
    );
  return { utf8: content };
}

/** What `terraform plan -out` saves is a zip archive, and people hand it over as if it were the plan's JSON. */
function binaryMessage(content: Buffer): string {
  if (content.toString('latin1', 0, 4) !== 'PK\x03\x04') return 'the file holds a NUL byte: it is binary, not text';
  return 'the file is a zip archive; of a saved Terraform plan, give the JSON: terraform show -json FILE > plan.json';
}

function isBlank(content: Buffer): boolean {
  return content.every((byte) => byte === 32 || (byte >= 9 && byte <= 13));
}

/** Offset of the first byte that is not UTF-8: the longest valid beginning, found by halving. */
function firstInvalid(content: Buffer): number {
  let [valid, invalid] = [0, content.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isUtf8(content.subarray(0, characterStart(content, middle)))) valid = middle;
    else invalid = middle;
  }
  return characterStart(content, valid);
}

/** The start of the character that a byte belongs to, at most three bytes back. */
function characterStart(content: Buffer, offset: number): number {
  let start = offset;
  while (start > 0 && offset - start < 3 && ((content[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}

function refused(code: ProblemCode, message: string, position: SourcePosition): Decoded {
  return { problem: { code, message, position } };
}
